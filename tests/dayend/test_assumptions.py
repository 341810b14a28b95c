"""Own versions of assumptions: proposed with a reason, decided by another, in force from a day; closed months stay."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from guanxi.book.assumptions import AssumptionVersion
from guanxi.dayend import assumptions
from guanxi.guard import reach
from guanxi.guard.access import create
from guanxi.guard.people import Person
from guanxi.guard.roles import Role
from guanxi.guard.trail import Entry
from guanxi.kit.refusals import NotAllowed, Refused
from guanxi.value.assumptions.editing import NotSensible
from tests.cast import LittleBank

JULY = date(2026, 7, 1)
NOW = datetime(2026, 7, 2, 9, tzinfo=UTC)


def propose(by: Person, **values: Any) -> AssumptionVersion:
    given = {"topic": "risk", "values": {"risk.hurdle": 0.13}, "starts_on": JULY, "reason": "the board", "on": NOW}
    merged: dict[str, Any] = given | values
    return assumptions.submit(assumptions.draft(merged.pop("topic"), merged.pop("values"), by=by, **merged), by=by)


def second_analyst(bank: LittleBank) -> Person:
    return create(
        by=bank.administrator, login="second", role=Role.ANALYST, unit_id="HQ", staff_id="", full_name="", password="x"
    )


def test_what_is_approved_is_in_force_from_its_day_on_and_recorded(bank: LittleBank) -> None:
    version = propose(bank.analyst)
    assert assumptions.in_force(JULY)["risk.hurdle"] == 0.11
    assumptions.approve(version, by=bank.sun, on=NOW)
    assert assumptions.in_force(date(2026, 6, 30))["risk.hurdle"] == 0.11
    now = assumptions.in_force(JULY)
    assert now["risk.hurdle"] == 0.13 and now.versions()["risk"] == f"1 + #{version.pk}"
    with reach.system():
        found = list(
            Entry.objects.filter(verb__startswith="assumptions.").order_by("pk").values_list("verb", "person_name")
        )
    assert found == [
        ("assumptions.drafted", "analyst"),
        ("assumptions.proposed", "analyst"),
        ("assumptions.approved", "sun"),
    ]


def test_another_analyst_may_decide_and_a_rejected_version_is_never_in_force(bank: LittleBank) -> None:
    version = assumptions.reject(propose(bank.analyst), by=second_analyst(bank), on=NOW, decision="too high")
    assert version.state == "rejected" and version.decision == "too high"
    assert assumptions.in_force(JULY)["risk.hurdle"] == 0.11


def test_nobody_decides_on_the_own_proposal_not_even_past_the_verbs(bank: LittleBank) -> None:
    version = propose(bank.analyst)
    with pytest.raises(assumptions.OwnVersion):
        assumptions.approve(version, by=bank.analyst, on=NOW)
    with reach.system(), pytest.raises(DatabaseError, match="decided_by_another"), transaction.atomic():
        AssumptionVersion.objects.filter(pk=version.pk).update(state="approved", decided_by_id=bank.analyst.pk)


def test_only_analysts_propose_and_only_the_head_of_the_bank_or_analysts_decide(bank: LittleBank) -> None:
    for person in bank.people:
        if person != bank.analyst:
            with pytest.raises(NotAllowed):
                propose(person)
    version = propose(bank.analyst)
    for person in bank.people:
        if person not in (bank.analyst, bank.sun):
            with pytest.raises(NotAllowed):
                assumptions.approve(version, by=person, on=NOW)


def test_a_decided_version_is_decided_once_and_never_changes(bank: LittleBank) -> None:
    version = assumptions.approve(propose(bank.analyst), by=bank.sun, on=NOW)
    with pytest.raises(assumptions.WrongState):
        assumptions.reject(version, by=bank.sun, on=NOW, decision="no")
    with pytest.raises(assumptions.WrongState):
        assumptions.withdraw(version, by=bank.analyst, on=NOW)
    with reach.system(), pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        AssumptionVersion.objects.filter(pk=version.pk).update(values={})


def test_only_the_proposer_withdraws(bank: LittleBank) -> None:
    version = propose(bank.analyst)
    with pytest.raises(NotAllowed):
        assumptions.withdraw(version, by=second_analyst(bank), on=NOW)
    assert assumptions.withdraw(version, by=bank.analyst, on=NOW).state == "withdrawn"


def test_a_closed_month_never_moves(bank: LittleBank) -> None:
    assert assumptions.closed_until() == bank.as_of
    with pytest.raises(assumptions.MonthClosed, match="2026-06-30"):
        propose(bank.analyst, starts_on=bank.as_of)
    version = propose(bank.analyst)
    with reach.system():
        type(bank.run).objects.filter(pk=bank.run.pk).update(as_of=date(2026, 7, 31))
    with pytest.raises(assumptions.MonthClosed):
        assumptions.approve(version, by=bank.sun, on=NOW)


@pytest.mark.parametrize(
    ("topic", "values", "refusal", "words"),
    [
        ("risk", {"risk.hurdle": 0.11}, assumptions.NothingChanged, "differs"),
        ("transfer", {"risk.hurdle": 0.12}, assumptions.NothingChanged, "differs"),
        ("risk", {"risk.tax": 1.5}, NotSensible, "Tax on profit: must not be above 0.9"),
        ("risk", {"risk.stage_two_days": 89, "risk.stage_three_days": 60}, NotSensible, "later than stage 2"),
        ("transfer", {"transfer.pool": [{"share": 0.9, "tenor": 1, "months": 1}]}, NotSensible, "sum to one"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(
    bank: LittleBank, topic: str, values: dict[str, Any], refusal: type[Refused], words: str
) -> None:
    with pytest.raises(refusal, match=words):
        propose(bank.analyst, topic=topic, values=values)


def test_a_reason_is_needed_to_propose_and_to_reject(bank: LittleBank) -> None:
    with pytest.raises(assumptions.NoReason):
        propose(bank.analyst, reason="  ")
    with pytest.raises(assumptions.NoReason):
        assumptions.reject(propose(bank.analyst), by=bank.sun, on=NOW, decision="")


def test_everybody_reads_versions_and_nobody_writes_them_past_the_verbs(bank: LittleBank) -> None:
    propose(bank.analyst)
    for person in bank.people:
        with reach.acting(person):
            assert AssumptionVersion.objects.count() == 1
            with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("UPDATE book_assumption_version SET reason = 'x'")


def test_a_draft_is_submitted_once_by_its_writer_before_anybody_decides(bank: LittleBank) -> None:
    draft = assumptions.draft("risk", {"risk.tax": 0.2}, starts_on=JULY, reason="x", by=bank.analyst, on=NOW)
    with pytest.raises(assumptions.WrongState):
        assumptions.approve(draft, by=bank.sun, on=NOW)
    with pytest.raises(NotAllowed):
        assumptions.submit(draft, by=second_analyst(bank))
    assert assumptions.submit(draft, by=bank.analyst).state == "proposed"
    with pytest.raises(assumptions.WrongState):
        assumptions.submit(draft, by=bank.analyst)
