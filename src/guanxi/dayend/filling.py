"""Filling the idle slot (备用分区写入), beside the last stages of the engine: PostgreSQL works where it leaves a
processor idle.

Rows are frozen as they are copied, so that nothing has to read and write them once more; several connections index at
once. Each commits for itself. That is safe because nobody reads the slot before the switch, and the next run empties
it first whatever a killed one left there.
"""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

from django.db import connection

from guanxi.book import pouring
from guanxi.book.figures import Run
from guanxi.contracts.figures import CUSTOMER_FIGURES, SUGGESTIONS
from guanxi.contracts.figures.moves import MOVES
from guanxi.dayend import assumptions, summaries
from guanxi.desk import moves, refresh, trials
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
    """What was filled: figures of customers, suggestions laid ready, and the seconds copying and indexing took."""

    rows: int = 0
    suggestions: int = 0
    copy: float = 0.0
    index: float = 0.0


class Filling:
    """What a run publishes, written in the background as it is computed; see ``beside``.

    The figures of customers go into the idle slot, which nobody reads. From then on the small tables go in one
    transaction, which ends with the switch or is taken back; what is suggested is laid ready in it. Those that are
    whole before wait for it: a transaction should not stay open while months are computed.
    """

    def __init__(self, run: Run, pool: ThreadPoolExecutor) -> None:
        self.filled = Filled()
        self._run = run
        self._given: SimpleQueue[Given] = SimpleQueue()
        self._stopping, self._reached = threading.Event(), threading.Event()
        self._pool = pool
        self._tables = pool.submit(self._all)
        self._slot: Future[None] | None = None

    def table(self, name: str, source: Path) -> None:
        """Hand over a published table that is whole."""
        if name == CUSTOMER_FIGURES.name:
            self._slot = self._pool.submit(self._fill, source)
            self._given.put(_begin)
        else:
            self._given.put((name, source))

    def done(self, beat: Beat) -> Filled:
        """Wait until all that was handed over is written, or raise what went wrong; ``beat`` may raise to stop."""
        self._given.put(self._reached.set)
        while not (self._reached.is_set() and (self._slot is None or self._slot.done())):
            self._raise_failure()
            beat()
            time.sleep(BEAT_SECONDS)
        self._raise_failure()
        return self.filled

    def end(self, switch: Callable[[], T]) -> T:
        """Run the switch in the transaction of the small tables, commit, and return what it returns."""
        found: list[T] = []
        self._given.put(lambda: found.append(switch()))
        self._given.put(None)
        self._tables.result()
        return found[0]

    def stop(self) -> None:
        """Take back what is not committed."""
        self._stopping.set()

    def _raise_failure(self) -> None:
        for work in (self._tables, self._slot):
            if work is not None and work.done():
                work.result()

    def _all(self) -> None:
        try:
            early = []
            while isinstance(given := self._next(), tuple):
                early.append(given)
            with reach.system():
                summaries.forget_old(self._run)
                for table in early:
                    self._take(table)
                while given is not None:
                    self._take(given)
                    given = self._next()
        finally:
            connection.close()

    def _next(self) -> Given:
        while True:
            self._check()
            with suppress(Empty):
                return self._given.get(timeout=BEAT_SECONDS)

    def _take(self, given: tuple[str, Path] | Callable[[], object]) -> None:
        if not isinstance(given, tuple):
            given()
        elif given[0] == SUGGESTIONS.name:
            draw = trials.draw(assumptions.in_force(self._run.as_of))
            self.filled.suggestions = refresh.stage(given[1], draw)
        elif given[0] == MOVES.name:
            moves.stage(given[1])
        else:
            summaries.write(*given, self._run)

    def _fill(self, source: Path) -> None:
        try:
            started = time.perf_counter()
            self.filled.rows = copy(self._run.slot, source, beat=self._check)
            copied = time.perf_counter()
            index(self._run.slot, beat=self._check)
            self.filled.copy, self.filled.index = round(copied - started, 3), round(time.perf_counter() - copied, 3)
        finally:
            connection.close()

    def _check(self) -> None:
        if self._stopping.is_set():
            raise Stopped


def _begin() -> None:
    """Open the transaction of the small tables: the first thing handed over that is no table does."""


@contextmanager
def beside(run: Run) -> Iterator[Filling]:
    """Write what a run publishes beside the work of the block; whatever ends it without a switch takes it back."""
    with ThreadPoolExecutor(2, thread_name_prefix="filling") as pool:
        filling = Filling(run, pool)
        try:
            yield filling
        finally:
            filling.stop()


def copy(slot: int, source: Path, *, beat: Beat) -> int:
    """Empty the slot and copy the figures into it; return the rows. ``beat`` may raise to stop."""
    columns = {"slot": str(slot)} | pouring.expressions(CUSTOMER_FIGURES)
    with reach.system(), connection.cursor() as cursor:
        cursor.execute("SELECT guanxi_stage_figures(%s)", [slot])
        return pouring.pour(cursor, f"book_customer_figure_{slot}", columns, source, frozen=True, check=beat)


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
