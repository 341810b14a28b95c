"""The day end, whole (日终批次): own records back into the store, the engine, then publishing in one step.

A run that fails, is stopped or is killed leaves the figures and the work list as they were. Months that were computed
on the way are kept, so the next run goes on from there.
"""

import shutil
from datetime import date
from pathlib import Path

from guanxi.book.figures import Run
from guanxi.contracts.records import VISITS
from guanxi.dayend import assumptions, filling, journal, months, publish, records
from guanxi.dayend.filling import Filling
from guanxi.dayend.journal import Journal, Progress
from guanxi.dayend.refusals import NothingLoaded
from guanxi.guard import reach
from guanxi.guard.people import Person
from guanxi.guard.rules import Action
from guanxi.intake import manifest
from guanxi.value import engine
from guanxi.value.results import Snapshot

ENGINE_SHARE = 0.9


def run(*, as_of: date, by: Person | None, on: date | None = None, progress: Progress | None = None) -> Run:
    """Compute and publish everything as of a day; ``by`` is who asked, ``None`` the system itself.

    ``on`` is today, from which acts are due; month-end data comes some days after the as-of day.
    """
    if by is not None:
        reach.require(by, Action.START_RUN)
    with journal.opened(as_of=as_of, progress=progress) as log:
        scratch = manifest.scratch() / f"run-{log.run.pk}"
        try:
            log.step("records", 0.0)
            with log.timed("records"):
                contacts = records.bring_back(scratch)
            with filling.beside(log.run) as fill:
                snapshot = _computed(as_of, on, scratch, log, fill)
                counts = publish.fill(fill, log) | {"own_contacts": contacts}
                return publish.switch(fill, snapshot, log, by=by, counts=counts)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)


def _computed(as_of: date, on: date | None, scratch: Path, log: Journal, fill: Filling) -> Snapshot:
    """Run the engine on the current parts and keep the months it closed; the slot fills once its figures are there."""
    with reach.system():
        current = manifest.parts()
        in_force = assumptions.in_force(as_of)
    if all(part.contract == VISITS.name for part in current):
        raise NothingLoaded
    offered = months.left_over(current)
    snapshot = engine.run(
        [*current, *offered],
        as_of=as_of,
        on=on,
        store=manifest.store(),
        scratch=scratch,
        assumptions=in_force,
        progress=lambda step, done, facts: log.step(step, done * ENGINE_SHARE, facts),
        ready=fill.table,
    )
    with log.timed("keep_months"):
        months.adopt(snapshot.new_parts, offered)
    return snapshot
