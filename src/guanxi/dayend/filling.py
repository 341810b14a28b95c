"""Filling the idle slot (备用分区写入): several connections copy and index at once, one for each processor.

Each commits its own share. That is safe because nobody reads the slot before the switch, and the next run empties it
first whatever a killed one left there.
"""

import threading
from collections.abc import Callable
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
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
