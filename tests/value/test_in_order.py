"""Tables are kept beside the compiling, and it shows nowhere but in the time."""

import threading
import time

import duckdb
import pytest

from guanxi.value.backends.duckdb import DuckDB
from guanxi.value.backends.in_order import AHEAD, InOrder
from guanxi.value.sources import given


@pytest.fixture
def work():
    found = InOrder()
    yield found
    found.close()


@pytest.fixture
def backend():
    found = DuckDB()
    yield found
    found.close()


def test_what_was_asked_first_is_done_first(work):
    done: list[int] = []
    for number in range(3 * AHEAD):
        work.later(lambda number=number: done.append(number))
    assert work.now(lambda: list(done)) == list(range(3 * AHEAD))


def test_the_asker_goes_on_while_work_is_done(work):
    go_on = threading.Event()
    work.later(lambda: go_on.wait(10))
    go_on.set()
    assert work.now(lambda: True)


def test_what_it_takes_counts_for_the_name_it_was_asked_under(work):
    with work.timed("waits"):
        work.later(lambda: time.sleep(0.05))
    with work.timed("asks"):
        work.now(lambda: time.sleep(0.01))
    assert work.seconds["waits"] >= 0.05
    assert work.seconds["asks"] >= 0.01


def test_after_a_failure_nothing_more_is_done_and_the_next_asker_learns_of_it(work):
    done: list[str] = []

    def fails() -> None:
        raise ZeroDivisionError

    work.later(fails)
    with pytest.raises(ZeroDivisionError):
        work.now(lambda: done.append("now"))
    with pytest.raises(ZeroDivisionError):
        work.later(lambda: done.append("later"))
    assert not done


def test_what_has_not_begun_is_left_undone_at_the_end():
    work, begun, go_on, done = InOrder(), threading.Event(), threading.Event(), []

    def first() -> None:
        begun.set()
        go_on.wait(10)
        done.append("first")

    work.later(first)
    work.later(lambda: done.append("second"))
    begun.wait(10)
    threading.Timer(0.1, go_on.set).start()
    work.close()
    assert done == ["first"]


def test_a_kept_table_has_the_types_of_its_expression(backend):
    rows = given([{"customer_id": "C1", "amount": 7}, {"customer_id": "C1", "amount": None}], COLUMNS)
    # DuckDB adds whole numbers up into wider ones
    kept = backend.keep("sums", rows.group_by("customer_id").aggregate(amount=rows.amount.sum()))
    assert backend.ask(kept).to_pylist() == [{"customer_id": "C1", "amount": 7}]
    [kind] = backend.ask(kept.select(kind=kept.amount.typeof()))["kind"].to_pylist()
    assert kind == "BIGINT"


def test_a_kept_table_may_be_made_from_the_one_it_replaces(backend):
    kept = backend.keep("rows", given([{"customer_id": "C1", "amount": 1}], COLUMNS))
    kept = backend.keep("rows", kept.mutate(amount=kept.amount + 1))
    assert backend.ask(kept.amount.sum()).as_py() == 2


def test_a_table_that_could_not_be_kept_is_told_by_the_next_question(backend):
    rows = given([{"customer_id": "C1", "amount": 1}], COLUMNS)
    kept = backend.keep("texts", rows.mutate(amount=rows.customer_id.cast("int64")))
    with pytest.raises(duckdb.ConversionException):
        backend.ask(kept.count())


def test_slices_together_are_the_whole(backend, monkeypatch):
    monkeypatch.setattr("guanxi.value.backends.duckdb.SLICE_ROWS", 3)
    rows = backend.keep("rows", given([{"customer_id": f"C{n}", "amount": n} for n in range(8)], COLUMNS))

    def within(low, high):
        return rows.filter((rows.customer_id >= low) & (rows.customer_id < high))

    kept = backend.keep_by_slices("sliced", within, rows)
    assert sorted(backend.ask(kept)["amount"].to_pylist()) == list(range(8))


COLUMNS = {"customer_id": "string", "amount": "int64"}
