"""Filling the idle slot (备用分区写入): several connections copy and index at once, one for each processor.

Each commits its own share. That is safe because nobody reads the slot before the switch, and the next run empties it
first whatever a killed one left there. All this begins once the figures of customers are computed, beside the last
stages of the engine: PostgreSQL works where the engine leaves a processor idle.
"""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

from django.db import connection

from guanxi.book import pouring
from guanxi.book.figures import Run
from guanxi.contracts.figures import CUSTOMER_FIGURES
from guanxi.dayend import summaries
from guanxi.guard import reach
from guanxi.kit.refusals import Stopped

#: Connections at once; a server with more processors has readers to serve besides.
SHARES = 2
BEAT_SECONDS = 0.2
Beat = Callable[[], None]
T = TypeVar("T")
#: A table with its file, something to do in the transaction, or the end.
Given = tuple[str, Path] | Callable[[], object] | None


@dataclass
class Filled:
    """What was filled: rows, and the seconds copying and indexing took."""

    rows: int = 0
    copy: float = 0.0
    index: float = 0.0


class Filling:
    """What a run publishes, written in the background as it is computed; see ``beside``.

    The figures of customers go into the idle slot, which nobody reads. The small tables follow in one transaction,
    which ends with the switch or is taken back.
    """

    def __init__(self, run: Run, pool: ThreadPoolExecutor) -> None:
        self.filled = Filled()
        self._run = run
        self._given: SimpleQueue[Given] = SimpleQueue()
        self._stopping, self._reached = threading.Event(), threading.Event()
        self._work = pool.submit(self._all)

    def table(self, name: str, source: Path) -> None:
        """Hand over a published table that is whole."""
        self._given.put((name, source))

    def done(self, beat: Beat) -> Filled:
        """Wait until all that was handed over is written, or raise what went wrong; ``beat`` may raise to stop."""
        self._given.put(self._reached.set)
        while not self._reached.wait(BEAT_SECONDS):
            if self._work.done():
                self._work.result()
            beat()
        return self.filled

    def end(self, switch: Callable[[], T]) -> T:
        """Run the switch in the transaction of the small tables, commit, and return what it returns."""
        found: list[T] = []
        self._given.put(lambda: found.append(switch()))
        self._given.put(None)
        self._work.result()
        return found[0]

    def stop(self) -> None:
        """Take back what is not committed."""
        self._stopping.set()

    def _all(self) -> None:
        try:
            early = []
            while (given := self._next()) is not None:
                if isinstance(given, tuple) and given[0] == CUSTOMER_FIGURES.name:
                    self._fill(given[1])
                    break
                early.append(given)
            with reach.system():
                for given in early:
                    self._take(given)
                while (given := self._next()) is not None:
                    self._take(given)
        finally:
            connection.close()

    def _next(self) -> Given:
        while True:
            self._check()
            with suppress(Empty):
                return self._given.get(timeout=BEAT_SECONDS)

    def _take(self, given: Given) -> None:
        self._check()
        if isinstance(given, tuple):
            summaries.write(*given, self._run)
        elif given is not None:
            given()

    def _fill(self, source: Path) -> None:
        started = time.perf_counter()
        self.filled.rows = copy(self._run.slot, source, beat=self._check)
        copied = time.perf_counter()
        index(self._run.slot, beat=self._check)
        self.filled.copy, self.filled.index = round(copied - started, 3), round(time.perf_counter() - copied, 3)

    def _check(self) -> None:
        if self._stopping.is_set():
            raise Stopped


@contextmanager
def beside(run: Run) -> Iterator[Filling]:
    """Write what a run publishes beside the work of the block; whatever ends it without a switch takes it back."""
    with ThreadPoolExecutor(1, thread_name_prefix="filling") as pool:
        filling = Filling(run, pool)
        try:
            yield filling
        finally:
            filling.stop()


def copy(slot: int, source: Path, *, beat: Beat) -> int:
    """Empty the slot and copy the figures into it; return the rows. ``beat`` may raise to stop."""
    columns = {"slot": str(slot)} | pouring.expressions(CUSTOMER_FIGURES)
    table = f"book_customer_figure_{slot}"
    _call("SELECT guanxi_stage_figures(%s)", slot)

    def share(number: int, check: Beat) -> int:
        with reach.system(), connection.cursor() as cursor:
            return pouring.pour(cursor, table, columns, source, share=(number, SHARES), check=check)

    return sum(_at_once(share, beat))


def index(slot: int, *, beat: Beat) -> None:
    """Build the indexes of a filled slot and count its values for the planner."""
    _at_once(lambda number, check: _call("SELECT guanxi_index_figures(%s, %s, %s)", slot, number, SHARES), beat)
    _call("SELECT guanxi_index_figures(%s)", slot)


def _call(sql: str, *values: int) -> None:
    with reach.system(), connection.cursor() as cursor:
        cursor.execute(sql, values)


def _at_once(work: Callable[[int, Beat], Any], beat: Beat) -> list[Any]:
    """Do each share in a thread with a connection of its own; the first that fails, or ``beat``, stops the others."""
    stopping = threading.Event()

    def check() -> None:
        if stopping.is_set():
            raise Stopped

    def alone(number: int) -> Any:
        try:
            return work(number, check)
        finally:
            connection.close()

    with ThreadPoolExecutor(SHARES) as pool:
        shares = [pool.submit(alone, number) for number in range(SHARES)]
        try:
            while wait(shares, timeout=BEAT_SECONDS, return_when=FIRST_EXCEPTION).not_done:
                if any(share.done() and share.exception() for share in shares):
                    break
                beat()
        except BaseException:
            stopping.set()
            raise
        ended = next((share.exception() for share in shares if share.done() and share.exception()), None)
        if ended is not None:
            stopping.set()
            raise ended
        return [share.result() for share in shares]
