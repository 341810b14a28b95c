"""What a run does to the work list, rule by rule."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from guanxi.contracts.figures import SUGGESTIONS
from guanxi.desk import refresh
from guanxi.desk.worklist import State, WorkItem
from guanxi.guard import reach
from tests.cast import LittleBank
from tests.dayend import made

ON = date(2026, 7, 31)


def renewed(bank: LittleBank, folder: Path, *suggestions: dict[str, Any]) -> dict[str, int]:
    """Let a run suggest something."""
    path = made.table(folder / "suggestions.parquet", SUGGESTIONS, suggestions)
    with reach.system():
        return refresh.refresh(path, run=bank.run, on=ON)


def line(customer: str, reason: str = "loss_maker", **changes: Any) -> WorkItem:
    """Return the line of a customer, changed first if told."""
    with reach.system():
        WorkItem.objects.filter(customer_id=customer, reason=reason).update(**changes or {"reason": reason})
        return WorkItem.objects.get(customer_id=customer, reason=reason)


@pytest.fixture
def listed(bank: LittleBank) -> LittleBank:
    """Return the little bank with its lines as an earlier run left them."""
    with reach.system():
        WorkItem.objects.update(first_run_id=bank.run.pk - 1)
    return bank


def test_a_new_suggestion_is_a_line_of_the_customers_manager(listed: LittleBank, tmp_path: Path) -> None:
    counts = renewed(listed, tmp_path, made.suggestion("C05", stake=200_000, chance=0.5, urgency=1.2))
    item = line("C05")
    assert (item.unit_id, item.owner_id, item.deputy_id, item.state) == ("B1", "S02", "S01", State.OPEN)
    assert (item.stake, item.score) == (Decimal("2000.00"), pytest.approx(2000 * 0.5 * 1.2))
    assert (item.evidence, item.first_run_id, counts["work_added"]) == ({"profit_12m": -5}, listed.run.pk, 1)


def test_an_open_line_takes_the_new_figures_and_keeps_its_first_run(listed: LittleBank, tmp_path: Path) -> None:
    before = line("C11")
    renewed(listed, tmp_path, made.suggestion("C11", stake=700_000))
    after = line("C11")
    assert (after.pk, after.stake, after.state) == (before.pk, Decimal("7000.00"), State.OPEN)
    assert after.first_run_id == before.first_run_id


def test_a_line_that_says_what_it_said_before_is_not_written_again(listed: LittleBank, tmp_path: Path) -> None:
    renewed(listed, tmp_path, made.suggestion("C11"), made.suggestion("C05"))
    written = _written()
    renewed(listed, tmp_path, made.suggestion("C11"), made.suggestion("C05", stake=123_00))
    assert {key for key, at in _written().items() if written[key] != at} == {line("C05").pk}


def _written() -> dict[int, Any]:
    """Return where the database keeps each line: another place once it is written again."""
    with reach.system(), connection.cursor() as cursor:
        cursor.execute("SELECT id, ctid::text FROM desk_work_item")
        return dict(cursor.fetchall())


def test_an_open_line_that_is_no_longer_suggested_lapses(listed: LittleBank, tmp_path: Path) -> None:
    renewed(listed, tmp_path, made.suggestion("C05"))
    assert line("C11").state == State.LAPSED


def test_a_lapsed_line_that_is_suggested_again_is_open_again(listed: LittleBank, tmp_path: Path) -> None:
    line("C11", state=State.LAPSED, settled_at=timezone.now())
    renewed(listed, tmp_path, made.suggestion("C11"))
    assert (line("C11").state, line("C11").settled_at) == (State.OPEN, None)


def test_a_line_taken_on_stays_whether_suggested_or_not(listed: LittleBank, tmp_path: Path) -> None:
    line("C11", state=State.ACCEPTED, settled_by="wang")
    line("C01", "profit_falling", state=State.ACCEPTED, settled_by="chen")
    renewed(listed, tmp_path, made.suggestion("C11", stake=900_000))
    assert (line("C11").state, line("C11").stake, line("C11").settled_by) == (State.ACCEPTED, Decimal(9000), "wang")
    assert line("C01", "profit_falling").state == State.ACCEPTED


@pytest.mark.parametrize(("until", "state"), [(ON, State.OPEN), (ON + timedelta(days=1), State.SNOOZED)])
def test_a_line_put_off_comes_back_on_its_day(listed: LittleBank, tmp_path: Path, until: date, state: State) -> None:
    line("C11", state=State.SNOOZED, snoozed_until=until)
    renewed(listed, tmp_path, made.suggestion("C11"))
    assert line("C11").state == state


@pytest.mark.parametrize(("stake", "state"), [(1_499_99, State.DISMISSED), (1_500_00, State.OPEN)])
def test_a_line_put_away_comes_back_only_when_materially_worse(
    listed: LittleBank, tmp_path: Path, stake: int, state: State
) -> None:
    line("C11", state=State.DISMISSED, stake=1000, dismissal="not_worth", note="小额", settled_by="wang")
    renewed(listed, tmp_path, made.suggestion("C11", stake=stake))
    item = line("C11")
    assert (item.state, item.dismissal) == (state, "not_worth" if state == State.DISMISSED else "")
    assert item.stake == (Decimal(1000) if state == State.DISMISSED else Decimal(1500))


@pytest.mark.parametrize(("days", "state"), [(refresh.REST_DAYS - 1, State.DONE), (refresh.REST_DAYS + 1, State.OPEN)])
def test_a_line_that_was_done_rests_for_a_quarter(listed: LittleBank, tmp_path: Path, days: int, state: State) -> None:
    line("C11", state=State.DONE, stake=1000, settled_at=timezone.now() - timedelta(days=days))
    renewed(listed, tmp_path, made.suggestion("C11", stake=1_000_00))
    assert line("C11").state == state


def test_two_subjects_of_one_reason_are_two_lines(listed: LittleBank, tmp_path: Path) -> None:
    first, second = (made.suggestion("C04", "maturing", subject=account) for account in ("A0402", "A0499"))
    renewed(listed, tmp_path, first, second)
    with reach.system():
        found = WorkItem.objects.filter(customer_id="C04", reason="maturing").values_list("subject", flat=True)
        assert set(found) == {"A0402", "A0499"}


def test_a_suggestion_for_a_customer_the_book_does_not_know_is_passed_over(listed: LittleBank, tmp_path: Path) -> None:
    counts = renewed(listed, tmp_path, made.suggestion("C99"))
    assert (counts["suggestions"], counts["work_added"]) == (1, 0)
