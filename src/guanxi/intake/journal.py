"""How far a load came, for the pages and for whoever waits (装载进度)."""

import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.db import DatabaseError, InterfaceError
from django.utils import timezone

from guanxi.guard import reach
from guanxi.intake.loads import Load

Progress = Callable[[str, float, dict[str, Any]], None]
PAUSE_SECONDS = 0.5


class Journal:
    """Writes the steps of a load to its row, each in a transaction of its own, and tells the caller."""

    def __init__(self, load: Load, progress: Progress | None) -> None:
        self.load = load
        self._progress = progress
        self._began = time.monotonic()
        self._wrote = 0.0

    def step(self, step: str, done: float, **facts: Any) -> None:
        """Tell a step; the caller's callback may raise ``Stopped``."""
        seconds = time.monotonic() - self._began
        facts |= {"rows": self.load.rows_read, "rows_a_second": round(self.load.rows_read / max(seconds, 0.001))}
        self.load.step, self.load.done_rate = step[:80], round(done, 4)
        if time.monotonic() - self._wrote > PAUSE_SECONDS:
            self._wrote = time.monotonic()
            self.save()
        if self._progress is not None:
            self._progress(step, done, facts)

    def save(self) -> None:
        """Write the row as it is."""
        with reach.system():
            self.load.save()

    def end(self, state: Load.State, refusals: list[dict[str, str]] | None = None) -> None:
        """Close the load that took nothing."""
        self.load.state, self.load.ended_at = state, timezone.now()
        self.load.refusals = refusals or []
        self.save()

    def close(self) -> None:
        """Mark a load that broke off as failed; without a database the next start will mark it."""
        if self.load.state == Load.State.RUNNING:
            with suppress(DatabaseError, InterfaceError):
                self.end(Load.State.FAILED)
