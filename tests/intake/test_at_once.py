"""Months of one table are checked at once: what comes of them, and of a stop, is what one after the other gives."""

from dataclasses import replace
from pathlib import Path
from threading import Barrier, Event

import duckdb
import pytest

from guanxi.contracts import catalogue
from guanxi.intake.checks import Pick
from guanxi.intake.connectors import Source
from guanxi.intake.engine import at_once
from guanxi.intake.projection import beside
from guanxi.intake.tasks import Task, together
from guanxi.kit.refusals import Stopped


def task(contract: str, period: str, is_derived: bool = False) -> Task:
    """Return a task that is never opened."""

    def opening(scratch: Path, files: object) -> tuple[Source, list[Pick]]:
        raise AssertionError("not to be opened")

    bare = Task(catalogue.get(contract), f"{contract}_{period}.csv", (), opening, period)
    return replace(bare, is_derived=is_derived)


def test_months_of_one_table_go_together_and_nothing_else() -> None:
    tasks = [task("accounts", ""), *(task("balances", m) for m in ("2026-05", "2026-06")), task("events", "2026-06")]
    assert [[t.file for t in group] for group in together(tasks)] == [
        ["accounts_.csv"],
        ["balances_2026-05.csv", "balances_2026-06.csv"],
        ["events_2026-06.csv"],
    ]


def test_two_files_of_one_month_and_what_is_derived_stand_alone() -> None:
    twice = [task("balances", "2026-05"), task("balances", "2026-05")]
    derived = [task("balances", "2026-06", is_derived=True), task("balances", "2026-07", is_derived=True)]
    assert [len(group) for group in together([*twice, *derived])] == [1, 1, 1, 1]
    whole = [task("visits", ""), task("visits", "")]
    assert [len(group) for group in together(whole)] == [1, 1]


def test_calls_run_beside_each_other_and_answer_in_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    met = Barrier(2, timeout=20)
    with at_once([lambda: (met.wait(), "first")[1], lambda: (met.wait(), "second")[1]]) as results:
        assert [result.result() for result in results] == ["first", "second"]


def test_what_ends_the_block_spares_the_calls_that_have_not_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 1)
    begun, go_on, late = Event(), Event(), Event()

    def first() -> None:
        begun.set()
        go_on.wait(20)

    with pytest.raises(Stopped), at_once([first, late.set]) as results:
        begun.wait(20)
        results[1].add_done_callback(lambda _: go_on.set())
        raise Stopped
    assert (results[1].cancelled(), late.is_set()) == (True, False)


def test_search_entries_begun_early_stop_with_the_load(tmp_path: Path) -> None:
    parts = tmp_path / "customers.parquet"
    with duckdb.connect() as engine:
        rows = "SELECT 'C' || range AS customer_id, '华川' || range AS name, NULL AS phone FROM range(200000)"
        engine.execute(f"COPY ({rows}) TO '{parts}' (FORMAT parquet)")
        with beside(engine, tmp_path / "entries.parquet") as whole:
            whole.begin([parts])
            assert whole.done() == tmp_path / "entries.parquet"
        assert engine.execute(f"SELECT count(*) FROM '{tmp_path / 'entries.parquet'}'").fetchone() == (200_000,)
        with beside(engine, tmp_path / "half.parquet") as half:
            half.begin([parts])
            half.stop()
            with pytest.raises(Stopped):
                half.done()
