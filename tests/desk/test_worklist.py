"""The verbs of the work list: each works, refuses the wrong person and the wrong state, and leaves a trail."""

from datetime import UTC, date, datetime, timedelta

import pytest

from guanxi.desk import worklist
from guanxi.desk.worklist import Dismissal, State, WorkItem
from guanxi.guard import reach
from guanxi.guard.people import Person
from guanxi.guard.trail import Entry
from guanxi.kit.refusals import NotAllowed
from tests.cast import LittleBank

AT = datetime(2026, 7, 1, 9, tzinfo=UTC)
TODAY = date(2026, 7, 1)


def item_of(person: Person, reason: str = "profit_falling") -> WorkItem:
    """Return the item of that reason that the person sees."""
    return reach.visible(person, WorkItem.objects.filter(reason=reason)).get()


def seen(person: Person, on: date = TODAY) -> list[str]:
    """Return customer and reason of the open rows, in order."""
    return [f"{item.customer_id} {item.reason}" for item in worklist.open_for(person, on)]


def test_the_list_holds_own_customers_best_first(bank: LittleBank) -> None:
    with reach.acting(bank.chen):
        items = list(worklist.open_for(bank.chen, TODAY))
    assert {item.customer_id for item in items} == {"C01", "C02", "C03", "C04"}
    assert [item.score for item in items] == sorted((item.score for item in items), reverse=True)


def test_accepting_takes_the_row_off_the_list_and_leaves_a_trail(bank: LittleBank) -> None:
    with reach.acting(bank.chen):
        item = worklist.accept(item_of(bank.chen), by=bank.chen, at=AT)
        assert "C01 profit_falling" not in seen(bank.chen)
    assert (item.state, item.settled_by, item.settled_at) == (State.ACCEPTED, "chen", AT)
    with reach.system():
        entry = Entry.objects.get(verb="work.accepted")
    assert (entry.person_name, entry.customer_id, entry.facts["reason"]) == ("chen", "C01", "profit_falling")


def test_a_row_put_off_comes_back_on_its_day(bank: LittleBank) -> None:
    until = TODAY + timedelta(days=3)
    with reach.acting(bank.chen):
        worklist.snooze(item_of(bank.chen), by=bank.chen, at=AT, on=TODAY, until=until)
        assert "C01 profit_falling" not in seen(bank.chen, until - timedelta(days=1))
        assert "C01 profit_falling" in seen(bank.chen, until)


def test_a_row_cannot_be_put_off_to_today(bank: LittleBank) -> None:
    with reach.acting(bank.chen), pytest.raises(worklist.NotLater):
        worklist.snooze(item_of(bank.chen), by=bank.chen, at=AT, on=TODAY, until=TODAY)


def test_dismissing_keeps_the_reason(bank: LittleBank) -> None:
    with reach.acting(bank.chen):
        item = worklist.dismiss(item_of(bank.chen), by=bank.chen, at=AT, reason=Dismissal.NOT_TRUE)
    assert (item.state, item.dismissal) == (State.DISMISSED, "not_true")
    with reach.system():
        assert Entry.objects.get(verb="work.dismissed").facts["dismissal"] == "not_true"


@pytest.mark.parametrize(("reason", "note"), [("", ""), ("because", ""), ("other", "  ")])
def test_dismissing_without_a_reason_is_refused(bank: LittleBank, reason: str, note: str) -> None:
    with reach.acting(bank.chen), pytest.raises(worklist.NeedsReason):
        worklist.dismiss(item_of(bank.chen), by=bank.chen, at=AT, reason=reason, note=note)


def test_finishing_ends_an_accepted_row(bank: LittleBank) -> None:
    with reach.acting(bank.chen):
        worklist.accept(item_of(bank.chen), by=bank.chen, at=AT)
        assert worklist.finish(item_of(bank.chen), by=bank.chen, at=AT).state == State.DONE


def test_reopening_brings_a_dismissed_row_back_clean(bank: LittleBank) -> None:
    with reach.acting(bank.chen):
        worklist.dismiss(item_of(bank.chen), by=bank.chen, at=AT, reason=Dismissal.NOT_WORTH)
        item = worklist.reopen(item_of(bank.chen), by=bank.chen, at=AT)
        assert "C01 profit_falling" in seen(bank.chen)
    assert (item.state, item.dismissal) == (State.OPEN, "")


def test_a_settled_row_cannot_be_settled_again(bank: LittleBank) -> None:
    with reach.acting(bank.chen):
        stale = item_of(bank.chen)
        worklist.finish(item_of(bank.chen), by=bank.chen, at=AT)
        for act in (worklist.accept, worklist.finish, worklist.reopen):
            with pytest.raises(worklist.AlreadySettled) as refusal:
                act(stale, by=bank.chen, at=AT)
            assert "已完成" in refusal.value.words.zh
        assert item_of(bank.chen).state == State.DONE


@pytest.mark.parametrize("login", ["wang", "zhao", "service", "specialist", "analyst", "auditor", "administrator"])
def test_others_may_not_settle_a_row(bank: LittleBank, login: str) -> None:
    with reach.system():
        item = WorkItem.objects.get(customer_id="C01", reason="profit_falling")
    person = getattr(bank, login)
    acts = (
        lambda: worklist.accept(item, by=person, at=AT),
        lambda: worklist.snooze(item, by=person, at=AT, on=TODAY, until=TODAY + timedelta(days=1)),
        lambda: worklist.dismiss(item, by=person, at=AT, reason=Dismissal.NOT_TRUE),
        lambda: worklist.finish(item, by=person, at=AT),
        lambda: worklist.reopen(item, by=person, at=AT),
    )
    for act in acts:
        with reach.acting(person), pytest.raises(NotAllowed):
            act()
    with reach.system():
        assert WorkItem.objects.get(pk=item.pk).state == State.OPEN
        assert not Entry.objects.filter(verb__startswith="work.").exists()


def test_the_supervisor_of_the_unit_may_settle_a_row(bank: LittleBank) -> None:
    with reach.acting(bank.li):
        assert worklist.accept(item_of(bank.li), by=bank.li, at=AT).settled_by == "li"


def test_a_days_list_keeps_places_for_what_must_not_wait(bank: LittleBank) -> None:
    with reach.system():
        item = WorkItem.objects.filter(state=State.OPEN).first()
        assert item is not None
        WorkItem.objects.all().delete()
        for n in range(30):
            item.pk, item.subject, item.score, item.kind = None, f"large {n}", 1000.0 - n, "grow"
            item.save(force_insert=True)
        for n in range(8):
            item.pk, item.subject, item.score, item.kind = None, f"promise {n}", 1.0 + n, "promise"
            item.due_on = TODAY if n else TODAY + timedelta(days=3)
            item.save(force_insert=True)
        found = worklist.of_day(worklist.open_for(bank.analyst, TODAY), TODAY, 25)
    assert [row.subject for row in found[:20]] == [f"large {n}" for n in range(20)]
    assert [row.subject for row in found[20:]] == [f"promise {n}" for n in (7, 6, 5, 4, 3)]


def test_a_manager_is_told_how_many_rows_are_due(bank: LittleBank) -> None:
    with reach.acting(bank.chen):
        mine = worklist.open_for(bank.chen, TODAY)
        late = max(item.due_on for item in mine)
        assert worklist.due(bank.chen, late) == mine.count() > 0
        assert worklist.due(bank.chen, date(2000, 1, 1)) == 0
    with reach.acting(bank.analyst):
        assert worklist.due(bank.analyst, late) == 0
