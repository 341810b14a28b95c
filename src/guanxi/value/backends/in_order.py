"""One statement after the other, beside the thread that asks (依次执行).

Compiling a measure is work of Python, running it is the database's: while one runs, the next is compiled.
"""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")
#: Statements that wait at most: a run that is stopped or fails should not have many left to do.
AHEAD = 4


class InOrder:
    """Work done in one thread of its own, in the order it was asked for; after a failure nothing more is done.

    ``seconds`` counts by name: what work took, and the processor's time of the thread that asked for it.
    """

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="in-order")
        self._free = threading.Semaphore(AHEAD)
        self._failure: BaseException | None = None
        self._counting = threading.Lock()
        self._name = ""
        self.seconds: dict[str, float] = {}

    @contextmanager
    def timed(self, name: str) -> Iterator[None]:
        """Count what is asked for within, and what asking takes, for ``name``."""
        self._name, started = name, time.thread_time()
        yield
        asking = time.thread_time() - started
        self._count(name, asking)

    def later(self, work: Callable[[], object]) -> None:
        """Do the work when what was asked before is done.

        Raises what failed before, which its asker has not learnt yet.
        """
        self._refuse()
        self._free.acquire()
        self._pool.submit(self._freed, self._name, work)

    def now(self, work: Callable[[], T]) -> T:
        """Do the work after what was asked before, and wait for it."""
        return self._pool.submit(self._done, self._name, work).result()

    def close(self) -> None:
        """Leave undone what has not begun and wait for what has."""
        self._pool.shutdown(cancel_futures=True)

    def _freed(self, name: str, work: Callable[[], object]) -> None:
        try:
            self._done(name, work)
        finally:
            self._free.release()

    def _done(self, name: str, work: Callable[[], T]) -> T:
        self._refuse()
        started = time.perf_counter()
        try:
            return work()
        except BaseException as failure:
            self._failure = failure
            raise
        finally:
            self._count(name, time.perf_counter() - started)

    def _refuse(self) -> None:
        if self._failure is not None:
            raise self._failure

    def _count(self, name: str, took: float) -> None:
        with self._counting:
            self.seconds[name] = self.seconds.get(name, 0.0) + took
