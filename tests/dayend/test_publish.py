"""Publishing: all of a run or nothing of it, and every figure as the engine gave it."""

import os
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import psycopg
import pytest
from django.db import connection
from django.utils import timezone

from guanxi.book.figures import Acquisition, Concentration, CustomerFigure, Reconciliation, Run, Team
from guanxi.dayend import journal, run, summaries
from guanxi.dayend.refusals import AnotherRun, NothingLoaded
from guanxi.desk import refresh
from guanxi.desk.worklist import WorkItem
from guanxi.guard import reach
from guanxi.guard.trail import Entry
from guanxi.intake.loads import Load, StorePart
from guanxi.kit.refusals import NotAllowed, Stopped
from guanxi.value import engine
from tests.cast import LittleBank
from tests.dayend import made
from tests.dayend.conftest import Engine

AS_OF = date(2026, 7, 31)


def figures() -> dict[tuple[int, str], Decimal]:
    """Return the profit of each customer in the slot that people see."""
    with reach.system():
        shown = Run.objects.get(is_current=True)
        found = CustomerFigure.objects.filter(slot=shown.slot)
        return {(f.slot, f.customer_id): f.profit_12m for f in found}


def test_a_run_publishes_what_the_engine_gave_to_the_cent(committed_bank: LittleBank, hand_over: Engine) -> None:
    great = {"profit_12m": 9_007_199_254_740_993, "profit_prior": -5, "departure": "closed", "families": "current|card"}
    hand_over(figures_of={"C01": great | {"profit_months": [1, -2, 9_007_199_254_740_993], "raroc_rate": None}})
    published = run.run(as_of=AS_OF, by=committed_bank.analyst)
    with reach.system():
        one = CustomerFigure.objects.get(slot=published.slot, customer_id="C01")
        other = CustomerFigure.objects.get(slot=published.slot, customer_id="C08")
    assert (one.profit_12m, one.profit_prior) == (Decimal("90071992547409.93"), Decimal("-0.05"))
    assert (one.departure, one.families, one.raroc_rate) == ("closed", "current|card", None)
    assert one.profit_months == [1, -2, 9_007_199_254_740_993]
    assert (other.owner_id, other.departure) == ("", "")


def test_an_engine_that_fails_while_the_slot_fills_leaves_the_old_figures_and_the_next_run_publishes(
    committed_bank: LittleBank, hand_over: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = figures()
    hand_over(figures_of={"C01": {"profit_12m": 77_700}})
    whole = engine.run

    def fails(*parts: Any, **rest: Any) -> Any:
        whole(*parts, **rest)
        raise OSError("no space left on the device")

    monkeypatch.setattr(engine, "run", fails)
    with pytest.raises(OSError, match="no space"):
        run.run(as_of=AS_OF, by=committed_bank.analyst)
    assert figures() == before
    assert Run.objects.latest("pk").state == Run.State.FAILED
    monkeypatch.setattr(engine, "run", whole)
    published = run.run(as_of=AS_OF, by=committed_bank.analyst)
    assert figures()[published.slot, "C01"] == Decimal("777.00")
    assert {"wait", "copy", "index", "switch"} <= set(published.seconds)


def test_a_filled_slot_leaves_vacuum_nothing_to_do(committed_bank: LittleBank, hand_over: Engine) -> None:
    published = run.run(as_of=AS_OF, by=committed_bank.analyst)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relpages > 0, relpages = relallvisible, reloptions FROM pg_class WHERE oid = %s::regclass",
            [f"book_customer_figure_{published.slot}"],
        )
        assert cursor.fetchone() == (True, True, ["autovacuum_enabled=false"])


def test_a_run_becomes_the_one_that_is_shown_with_its_small_tables(
    committed_bank: LittleBank, hand_over: Engine
) -> None:
    published = run.run(as_of=AS_OF, by=committed_bank.analyst)
    before = Run.objects.get(pk=committed_bank.run.pk)
    assert (published.is_current, before.is_current, published.slot) == (True, False, 1 - before.slot)
    with reach.system():
        bank = Concentration.objects.get(run=published, scope="bank")
        assert (bank.scope_id, bank.figures["net_profit"], bank.curve) == ("", 12_345, [[0, 0, 0]])
        assert Team.objects.get(run=published, scope="bank").profit_12m == Decimal("1.00")
        assert Acquisition.objects.get(run=published).figures["winning_cost"] == 200_000
        assert Reconciliation.objects.get(run=published).ledger == Decimal("4.00")
        entry = Entry.objects.get(verb="run.published")
    assert (entry.person_name, published.counts["customers"]) == ("analyst", 13)


@pytest.mark.parametrize("step", ["records", "snapshot", "publish", "switch"])
def test_a_run_stopped_at_any_step_leaves_the_old_figures(
    committed_bank: LittleBank, hand_over: Engine, step: str
) -> None:
    old = figures()

    def stop(said: str, done: float, facts: dict[str, Any]) -> None:
        if said == step:
            raise Stopped

    with pytest.raises(Stopped):
        run.run(as_of=AS_OF, by=committed_bank.analyst, progress=stop)
    assert figures() == old
    assert Run.objects.latest("pk").state == Run.State.STOPPED


def test_a_failure_inside_the_switch_takes_everything_back(
    committed_bank: LittleBank, hand_over: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, settle = figures(), refresh.settle

    def broken(*args: Any, **values: Any) -> dict[str, int]:
        settle(*args, **values)
        raise MemoryError

    monkeypatch.setattr(refresh, "settle", broken)
    hand_over(suggestions=[made.suggestion("C05")])
    with pytest.raises(MemoryError):
        run.run(as_of=AS_OF, by=None)
    failed = Run.objects.latest("pk")
    assert (failed.state, failed.is_current, figures()) == (Run.State.FAILED, False, old)
    with reach.system():
        assert not Concentration.objects.filter(run=failed).exists()
        assert not WorkItem.objects.filter(customer_id="C05").exists()


def test_an_engine_that_fails_leaves_the_old_figures_and_says_no_customer_value(
    committed_bank: LittleBank, hand_over: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: Any, **values: Any) -> None:
        raise ValueError("华川精密机械有限公司")

    monkeypatch.setattr(run.engine, "run", broken)
    old = figures()
    with pytest.raises(ValueError, match="华川"):
        run.run(as_of=AS_OF, by=None)
    assert figures() == old
    assert Run.objects.latest("pk").failure == "ValueError"


def test_two_runs_at_a_time_are_refused(committed_bank: LittleBank, hand_over: Engine) -> None:
    with journal.opened(as_of=AS_OF, progress=None), pytest.raises(AnotherRun):
        run.run(as_of=AS_OF, by=None)


def test_what_a_killed_run_left_is_marked_as_failed_by_the_next(committed_bank: LittleBank, hand_over: Engine) -> None:
    with reach.system():
        dead = Run.objects.create(as_of=AS_OF, slot=1)
    run.run(as_of=AS_OF, by=None)
    dead.refresh_from_db()
    assert (dead.state, dead.failure) == (Run.State.FAILED, journal.KILLED)


def test_an_interrupted_run_holds_no_lock(committed_bank: LittleBank, hand_over: Engine) -> None:
    with pytest.raises(KeyboardInterrupt), journal.opened(as_of=AS_OF, progress=None):
        raise KeyboardInterrupt
    assert Run.objects.latest("pk").state == Run.State.STOPPED
    assert run.run(as_of=AS_OF, by=None).is_current


def test_figures_follow_a_customer_that_changed_hands_after_the_delivery(
    committed_bank: LittleBank, hand_over: Engine
) -> None:
    with reach.system(), connection.cursor() as cursor:
        cursor.execute("UPDATE book_customer SET owner_id = 'S02' WHERE customer_id = 'C04'")
    published = run.run(as_of=AS_OF, by=None)
    with reach.system():
        assert CustomerFigure.objects.get(slot=published.slot, customer_id="C04").owner_id == "S02"


def test_figures_follow_a_delivery_that_was_taken_while_they_were_computed(
    committed_bank: LittleBank, hand_over: Engine
) -> None:
    with psycopg.connect(os.environ["GUANXI_OWNER_ADDRESS"]) as owner:
        owner.execute("DELETE FROM book_customer_event")
    with reach.system(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL guanxi.loading = 'on'")
        cursor.execute("UPDATE book_customer SET owner_id = 'S02' WHERE customer_id = 'C04'")
        cursor.execute("SELECT count(*) FROM book_customer_event")
        assert cursor.fetchone() == (0,), "a load is its own history"
        later = timezone.now() + timedelta(hours=1)
        Load.objects.create(delivery="beside", state=Load.State.TAKEN, ended_at=later)
    published = run.run(as_of=AS_OF, by=None)
    with reach.system():
        assert CustomerFigure.objects.get(slot=published.slot, customer_id="C04").owner_id == "S02"


def test_small_tables_of_the_last_three_runs_are_kept(committed_bank: LittleBank, hand_over: Engine) -> None:
    runs = [run.run(as_of=AS_OF, by=None).pk for _ in range(summaries.KEPT_RUNS + 1)]
    with reach.system():
        kept = set(Concentration.objects.values_list("run_id", flat=True))
    assert kept == set(runs[-summaries.KEPT_RUNS :])
    assert set(runs) < set(Run.objects.values_list("pk", flat=True))


def test_who_may_not_start_a_run_is_refused_before_anything_happens(
    committed_bank: LittleBank, hand_over: Engine
) -> None:
    with pytest.raises(NotAllowed):
        run.run(as_of=AS_OF, by=committed_bank.chen)
    assert Run.objects.count() == 1


def test_without_anything_loaded_a_run_is_refused_in_words(committed_bank: LittleBank, hand_over: Engine) -> None:
    with reach.system():
        StorePart.objects.all().delete()
    with pytest.raises(NothingLoaded):
        run.run(as_of=AS_OF, by=None)
    assert "尚未装载" in Run.objects.latest("pk").failure
