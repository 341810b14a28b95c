"""One run at a time, and how far it came (运行日志): a lock and a row, on a connection of their own.

The connection commits each note at once, so the Data page sees it while the run's own work is still open. The lock goes
with the connection, so a killed run lets go of it; what it left as running is marked as failed by the next one.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone

from guanxi.book.figures import Run
from guanxi.dayend.refusals import AnotherRun
from guanxi.guard import reach
from guanxi.kit.refusals import Refused, Stopped

KEY = 7_301_946_202
PAUSE_SECONDS = 0.5
KILLED = (
    "处理进程中途结束，本批次未完成，原有指标继续有效。 "
    "The process ended before this day end was done. The figures before it stand."
)
Progress = Callable[[str, float, dict[str, Any]], None]


class Journal:
    """Writes how far a run came and tells the caller, who may stop it."""

    def __init__(self, own: BaseDatabaseWrapper, run: Run, progress: Progress | None) -> None:
        self.run = run
        self.seconds: dict[str, float] = {}
        self._own = own
        self._progress = progress
        self._wrote = 0.0
        self._step = ("", 0.0)

    def step(self, step: str, done: float, facts: dict[str, Any] | None = None) -> None:
        """Tell a step; the caller's callback may raise ``Stopped``."""
        self._step = (step, done)
        if time.monotonic() - self._wrote > PAUSE_SECONDS:
            self._wrote = time.monotonic()
            self._write(step=step[:60], done_rate=round(done, 4))
        if self._progress is not None:
            self._progress(step, done, facts or {})

    def beat(self) -> None:
        """Give the caller a moment to stop the run without a new step."""
        self.step(*self._step)

    @contextmanager
    def timed(self, name: str) -> Iterator[None]:
        """Keep how long a part of the run took."""
        started = time.perf_counter()
        yield
        self.seconds[name] = round(time.perf_counter() - started, 3)

    def end(self, state: Run.State, failure: str = "") -> None:
        """Close the row of a run that published nothing."""
        self._write(state=state.value, ended_at=timezone.now(), failure=failure, step=state.value)

    def _write(self, **values: Any) -> None:
        columns = ", ".join(f"{name} = %s" for name in values)
        with self._own.cursor() as cursor:
            cursor.execute(f"UPDATE book_run SET {columns} WHERE id = %s", [*values.values(), self.run.pk])


@contextmanager
def opened(*, as_of: date, progress: Progress | None) -> Iterator[Journal]:
    """Take the lock, mark runs that died, and begin a run; however the block ends, the row says so."""
    own = connection.copy()
    try:
        _lock(own)
        with reach.system():
            _recover()
            run = Run.objects.create(as_of=as_of, slot=_idle_slot(), step="records")
        journal = Journal(own, run, progress)
        try:
            yield journal
        except Stopped:
            journal.end(Run.State.STOPPED)
            raise
        except KeyboardInterrupt:
            journal.end(Run.State.STOPPED)
            raise
        except Refused as refusal:
            journal.end(Run.State.FAILED, f"{refusal.words.zh} {refusal.words.en}")
            raise
        except BaseException as failure:
            journal.end(Run.State.FAILED, type(failure).__name__)
            raise
    finally:
        own.close()


def recover() -> list[Run]:
    """Mark the runs that a kill left behind; refuse while one is running."""
    own = connection.copy()
    try:
        _lock(own)
        with reach.system():
            return _recover()
    finally:
        own.close()


def _lock(own: BaseDatabaseWrapper) -> None:
    with own.cursor() as cursor:
        cursor.execute("SET ROLE guanxi_work")
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [KEY])
        row = cursor.fetchone()
    if not (row and row[0]):
        raise AnotherRun


def _recover() -> list[Run]:
    dead = list(Run.objects.filter(state=Run.State.RUNNING))
    for run in dead:
        run.state, run.ended_at, run.failure = Run.State.FAILED, timezone.now(), KILLED
        run.save(update_fields=["state", "ended_at", "failure"])
    return dead


def _idle_slot() -> int:
    current = Run.objects.filter(is_current=True).first()
    return 0 if current is None else 1 - current.slot
