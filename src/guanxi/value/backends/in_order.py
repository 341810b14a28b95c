"""One statement after the other, beside the thread that asks (依次执行).

Compiling a measure is work of Python, running it is the database's: while one runs, the next is compiled.
"""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")
#: Statements that wait at most: a run that is stopped or fails should not have many left to do.
AHEAD = 4


class InOrder:
    """Work done in one thread of its own, in the order it was asked for; after a failure nothing more is done."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="in-order")
        self._free = threading.Semaphore(AHEAD)
        self._failure: BaseException | None = None
        self.seconds: dict[str, float] = {}

    def later(self, name: str, work: Callable[[], object]) -> None:
        """Do the work when what was asked before is done; its seconds count for ``name``.

        Raises what failed before, which its asker has not learnt yet.
        """
        self._free.acquire()
        self._refuse()
        self._pool.submit(self._timed, name, work)

    def now(self, work: Callable[[], T]) -> T:
        """Do the work after what was asked before, and wait for it."""
        return self._pool.submit(self._done, work).result()

    def close(self) -> None:
        """Leave undone what has not begun and wait for what has."""
        self._pool.shutdown(cancel_futures=True)

    def _timed(self, name: str, work: Callable[[], object]) -> None:
        try:
            started = time.perf_counter()
            self._done(work)
            self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - started
        finally:
            self._free.release()

    def _done(self, work: Callable[[], T]) -> T:
        self._refuse()
        try:
            return work()
        except BaseException as failure:
            self._failure = failure
            raise

    def _refuse(self) -> None:
        if self._failure is not None:
            raise self._failure
