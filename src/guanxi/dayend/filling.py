"""Filling the idle slot (备用分区写入): several connections copy and index at once, one for each processor.

Each commits its own share. That is safe because nobody reads the slot before the switch, and the next run empties it
first whatever a killed one left there. Filling begins as soon as the figures of customers are written, beside the last
stages of the engine: PostgreSQL works where the engine leaves a processor idle.
"""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection

from guanxi.book import pouring
from guanxi.contracts.figures import CUSTOMER_FIGURES
from guanxi.guard import reach
from guanxi.kit.refusals import Stopped

#: Connections at once; a server with more processors has readers to serve besides.
SHARES = 2
BEAT_SECONDS = 0.2
Beat = Callable[[], None]


@dataclass(frozen=True)
class Filled:
    """What was filled: rows, and the seconds copying and indexing took."""

    rows: int
    copy: float
    index: float


class Filling:
    """A slot that is filled in the background; see ``beside``."""

    def __init__(self, slot: int, pool: ThreadPoolExecutor) -> None:
        self.stopping = threading.Event()
        self._slot, self._pool = slot, pool
        self._work: Future[Filled] | None = None

    def begin(self, source: Path) -> None:
        """Begin to fill the slot with the figures in a file."""
        self._work = self._pool.submit(self._filled, source)

    def done(self, beat: Beat) -> Filled:
        """Wait for the end and return what was filled, or raise what went wrong; ``beat`` may raise to stop."""
        if self._work is None:
            raise ValueError("nothing was begun")
        while wait([self._work], timeout=BEAT_SECONDS).not_done:
            beat()
        return self._work.result()

    def _filled(self, source: Path) -> Filled:
        try:
            started = time.perf_counter()
            rows = copy(self._slot, source, beat=self._check)
            copied = time.perf_counter()
            index(self._slot, beat=self._check)
            return Filled(rows, round(copied - started, 3), round(time.perf_counter() - copied, 3))
        finally:
            connection.close()

    def _check(self) -> None:
        if self.stopping.is_set():
            raise Stopped


@contextmanager
def beside(slot: int) -> Iterator[Filling]:
    """Fill a slot beside the work of the block; when the block ends or fails, filling has ended or is stopped."""
    with ThreadPoolExecutor(1, thread_name_prefix="filling") as pool:
        filling = Filling(slot, pool)
        try:
            yield filling
        finally:
            filling.stopping.set()


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
