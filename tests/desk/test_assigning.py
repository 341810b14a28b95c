"""Work given to many customers at once."""

import uuid
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from guanxi.contracts.figures import SUGGESTIONS
from guanxi.desk import assigning, refresh
from guanxi.desk.worklist import State, WorkItem
from guanxi.guard import reach
from guanxi.guard.people import Person
from guanxi.guard.trail import Entry
from guanxi.kit.refusals import NotAllowed
from tests.cast import LittleBank
from tests.dayend import made

TODAY = date(2026, 7, 1)
BATCH = uuid.UUID(int=7)


def assigned(bank: LittleBank, by: Person, *keys: str, **changes: Any) -> int:
    told: dict[str, Any] = {
        "run": bank.run, "batch": BATCH, "note": "Offer payroll", "due_on": TODAY, "today": TODAY,
        "at": datetime(2026, 7, 1, 9, tzinfo=UTC),
    }  # fmt: skip
    with reach.acting(by):
        return assigning.assign(keys, by=by, **told | changes)


def lines() -> list[WorkItem]:
    with reach.system():
        return list(WorkItem.objects.filter(reason=assigning.REASON).order_by("customer_id"))


def test_each_customer_gets_a_line_on_its_managers_list(bank: LittleBank) -> None:
    assert assigned(bank, bank.li, "C01", "C05") == 2
    found = lines()
    assert [(i.customer_id, i.owner_id, i.kind, i.state) for i in found] == [
        ("C01", "S01", "plan", State.OPEN),
        ("C05", "S02", "plan", State.OPEN),
    ]
    assert found[0].evidence["note"] == "Offer payroll"
    with reach.system():
        entry = Entry.objects.filter(verb="work.assigned").get()
    assert entry.facts["customers"] == ["C01", "C05"] and entry.person_name == bank.li.username


def test_the_same_batch_gives_nobody_two_lines(bank: LittleBank) -> None:
    assert assigned(bank, bank.li, "C01") == 1
    assigned(bank, bank.li, "C01", "C02")
    assert [item.customer_id for item in lines()] == ["C01", "C02"]


@pytest.mark.parametrize("login", ["li", "chen"])
def test_a_customer_outside_the_reach_refuses_the_chunk_as_a_whole(bank: LittleBank, login: str) -> None:
    with pytest.raises(NotAllowed):
        assigned(bank, getattr(bank, login), "C01", "C09")
    assert lines() == []


@pytest.mark.parametrize("login", ["service", "specialist", "analyst", "auditor"])
def test_who_settles_no_work_gives_none(bank: LittleBank, login: str) -> None:
    with pytest.raises(NotAllowed):
        assigned(bank, getattr(bank, login), "C01")
    assert lines() == []


def test_an_instruction_needs_words_and_a_day_to_come(bank: LittleBank) -> None:
    with pytest.raises(assigning.NeedsInstruction):
        assigned(bank, bank.li, "C01", note="  ")
    with pytest.raises(assigning.NeedsLaterDay):
        assigned(bank, bank.li, "C01", due_on=date(2026, 6, 30))


def test_a_run_does_not_withdraw_what_a_person_asked_for(bank: LittleBank, tmp_path: Path) -> None:
    assigned(bank, bank.li, "C01")
    with reach.system():
        refresh.refresh(made.table(tmp_path / "s.parquet", SUGGESTIONS, []), run=bank.run, on=TODAY)
    assert [item.state for item in lines()] == [State.OPEN]
