"""Suggestions held back: who, what is hidden of them, and what later runs measure."""

import hashlib
from datetime import date
from pathlib import Path

import pytest
from django.db import connection

from guanxi.book import scopes
from guanxi.book.customer_figures import CustomerFigure
from guanxi.book.figures import Run
from guanxi.contracts.figures import SUGGESTIONS
from guanxi.desk import effect, refresh, trials, worklist
from guanxi.desk.trials import Draw, Trial
from guanxi.desk.worklist import State, WorkItem
from guanxi.guard import reach
from guanxi.value import assumptions
from tests.cast import LittleBank
from tests.dayend import made

ON = date(2026, 7, 31)
EVERYBODY = Draw(1.0, "salt", ("promise_open",))


def suggested(bank: LittleBank, folder: Path, *rows: dict[str, object], draw: Draw, run: Run | None = None) -> None:
    """Let a run suggest something under a draw, and follow it."""
    path = made.table(folder / "suggestions.parquet", SUGGESTIONS, rows)
    with reach.system():
        refresh.refresh(path, run=run or bank.run, on=ON, draw=draw)
        trials.follow(run or bank.run, never=draw.never)


@pytest.fixture
def empty(bank: LittleBank) -> LittleBank:
    """Return the little bank without a work list."""
    with reach.system():
        WorkItem.objects.all().delete()
    return bank


def test_a_held_line_is_recorded_and_shown_to_nobody(empty: LittleBank, tmp_path: Path) -> None:
    suggested(empty, tmp_path, made.suggestion("C01"), draw=EVERYBODY)
    with reach.system():
        assert [item.state for item in WorkItem.objects.all()] == [State.HELD]
    for person in (empty.chen, empty.li, empty.sun, empty.analyst):
        with reach.acting(person):
            assert not worklist.open_for(person, ON).exists()
            assert not WorkItem.objects.exists()


def test_promises_are_never_held_back(empty: LittleBank, tmp_path: Path) -> None:
    promise = made.suggestion("C01", reason="promise_open", kind="promise", subject="R1")
    suggested(empty, tmp_path, promise, draw=EVERYBODY)
    with reach.system():
        assert [item.state for item in WorkItem.objects.all()] == [State.OPEN]
        assert not Trial.objects.exists()


def test_the_draw_is_a_salted_hash_of_the_customers_number(empty: LittleBank, tmp_path: Path) -> None:
    keys = [f"C{n:02d}" for n in range(1, 14)]
    half = Draw(0.5, "guanxi", ())
    suggested(empty, tmp_path, *(made.suggestion(key) for key in keys), draw=half)
    expected = {k for k in keys if int(hashlib.md5(f"guanxi{k}".encode()).hexdigest()[:8], 16) < 2**31}
    with reach.system():
        held = set(WorkItem.objects.filter(state=State.HELD).values_list("customer_id", flat=True))
    assert held == expected and 0 < len(held) < 13


def test_a_line_somebody_saw_is_not_held_back_when_it_comes_again(empty: LittleBank, tmp_path: Path) -> None:
    suggested(empty, tmp_path, made.suggestion("C01"), draw=trials.NOBODY)
    with reach.system():
        WorkItem.objects.update(state=State.DISMISSED, dismissal="not_worth")
    suggested(empty, tmp_path, made.suggestion("C01", stake=900_000), draw=EVERYBODY)
    with reach.system():
        assert WorkItem.objects.get().state == State.OPEN


def later(bank: LittleBank, as_of: date) -> Run:
    """Return a run of another day on the figures of the current slot."""
    return Run.objects.create(as_of=as_of, slot=bank.run.slot, state=Run.State.RUNNING)


def test_later_runs_measure_after_three_and_six_months_and_no_line_twice(empty: LittleBank, tmp_path: Path) -> None:
    suggested(empty, tmp_path, made.suggestion("C01"), draw=EVERYBODY)
    with reach.system():
        trial = Trial.objects.get()
        assert (trial.begun_on, trial.is_held, trial.on_3) == (empty.run.as_of, True, None)
        months = [*[0] * 21, 10_00, 20_00, 30_00]
        CustomerFigure.objects.filter(customer_id="C01").update(profit_months=months, level=5)
        for as_of, done in ((date(2026, 8, 31), (None, None)), (date(2026, 9, 30), (date(2026, 9, 30), None))):
            trials.follow(later(empty, as_of), never=())
            trial.refresh_from_db()
            assert (trial.on_3, trial.on_6) == done
        assert (trial.profit_3, trial.level_3, trial.departed_3) == (60, 5, False)
        trials.follow(later(empty, date(2026, 12, 31)), never=())
        trial.refresh_from_db()
        assert (trial.on_3, trial.on_6) == (date(2026, 9, 30), date(2026, 12, 31))


def test_a_run_that_comes_far_too_late_measures_nothing(empty: LittleBank, tmp_path: Path) -> None:
    suggested(empty, tmp_path, made.suggestion("C01"), draw=EVERYBODY)
    with reach.system():
        trials.follow(later(empty, date(2027, 6, 30)), never=())
        assert Trial.objects.get().on_3 is None


def followed(shown: list[int], held: list[int]) -> None:
    """Write trials whose profit changed by these amounts after three months."""
    rows = [(amount, False) for amount in shown] + [(amount, True) for amount in held]
    with reach.system():
        Trial.objects.bulk_create(
            Trial(
                customer_id=f"C{n % 13 + 1:02d}", unit_id="B1", owner_id="S01", kind="keep", reason="run_off",
                is_held=is_held, begun_on=date(2026, 3, 31), run_id=1, profit_before=0, balance_before=0,
                level_before=2, on_3=date(2026, 6, 30), profit_3=amount, balance_3=0, level_3=2, departed_3=False,
            )
            for n, (amount, is_held) in enumerate(rows)
        )  # fmt: skip


def test_the_difference_comes_with_its_interval(bank: LittleBank) -> None:
    followed([100, 120] * 20, [40, 60] * 20)
    with reach.acting(bank.analyst):
        whole, keep = effect.groups(bank.analyst, scopes.start(bank.analyst))
    assert (whole.kind, keep.kind, keep.shown, keep.held) == ("", "keep", 40, 40)
    profit = keep.differences[0]
    assert (profit.shown, profit.held, profit.gap) == (110, 50, 60)
    # variance of a group is 100 × 40 ÷ 39
    assert profit.off == pytest.approx(1.96 * (2 * (100 * 40 / 39) / 40) ** 0.5)
    assert profit.is_clear


def test_too_few_lines_say_nothing(bank: LittleBank) -> None:
    followed([100] * 100, [1] * (effect.LEAST - 1))
    with reach.acting(bank.analyst):
        whole, _keep = effect.groups(bank.analyst, scopes.start(bank.analyst))
    assert (whole.is_enough, whole.differences) == (False, [])


def test_a_manager_cannot_read_the_comparison_even_by_sql(bank: LittleBank) -> None:
    followed([100], [1])
    for person, seen in ((bank.chen, 0), (bank.li, 2), (bank.analyst, 2)):
        with reach.acting(person), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM desk_trial")
            assert cursor.fetchone() == (seen,)


def test_the_assumptions_say_how_many_are_held_back() -> None:
    found = trials.draw(assumptions.load(ON))
    assert (found.share, found.salt) == (0.05, "guanxi")
    assert {"promise_open", "complaint_open", "maturing"} <= set(found.never)
