"""Taking a delivery (接收交付): all of it or nothing.

Everything is checked and put ready beside the store; one transaction brings book, manifest, counts, quarantine
and trail to the new state. A kill at any moment leaves the old state or the new one, and the next take goes on
with what lies ready.
"""

import shutil
from collections.abc import Callable, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import duckdb

from guanxi.guard import reach
from guanxi.guard.people import Person
from guanxi.guard.rules import Action
from guanxi.intake import booking, delivery, engine, faults, lock, manifest, placing, projection, recovery, staging
from guanxi.intake.commit import commit
from guanxi.intake.engine import at_once
from guanxi.intake.journal import Journal, Progress
from guanxi.intake.known import KnownTables
from guanxi.intake.loads import Load
from guanxi.intake.mapping import mapped, read
from guanxi.intake.placing import Plan
from guanxi.intake.projecting import Projecting
from guanxi.intake.refusals import DeliveryRefused, FileRefused
from guanxi.intake.staging import Staged
from guanxi.intake.tasks import Task, digest, together
from guanxi.kit.refusals import Refused, Stopped


def take(
    folder: Path | str,
    *,
    by: Person | None,
    mapping: Path | str | None = None,
    restate: bool = False,
    progress: Progress | None = None,
) -> Load:
    """Take a delivery whole or refuse it; ``restate`` lets months of other content replace what was taken."""
    if by is not None:
        reach.require(by, Action.TAKE_LOAD)
    folder = Path(folder).resolve()
    with faults.told(manifest.store()), lock.held():
        recovery.tidy()
        journal = _begin(folder, by, mapping, progress)
        try:
            return _take(folder, journal, by, mapping, restate)
        except Stopped:
            journal.end(Load.State.STOPPED)
            raise
        except DeliveryRefused as refused:
            journal.end(Load.State.REFUSED, [cause.told() for cause in refused.causes])
            raise
        except Refused as refused:
            journal.end(Load.State.REFUSED, [{"file": "", "en": refused.words.en, "zh": refused.words.zh}])
            raise
        finally:
            journal.close()


def _begin(folder: Path, by: Person | None, mapping: Path | str | None, progress: Progress | None) -> Journal:
    who = by.username if by is not None else "system"
    load = Load(delivery=folder.name[:300], mapping=Path(mapping).name if mapping else "", started_by=who)
    journal = Journal(load, progress)
    journal.save()
    return journal


def _take(folder: Path, journal: Journal, by: Person | None, mapping: Path | str | None, restate: bool) -> Load:
    journal.step("reading the delivery", 0.0)
    tasks, refusals = mapped(folder, Path(mapping)) if mapping else delivery.by_name(folder)
    if refusals:
        raise DeliveryRefused(folder.name, refusals)
    if mapping:
        journal.load.assumed = [{"en": words.en, "zh": words.zh} for words in read(Path(mapping)).assumed]
    plan = placing.plan([task.weighed() for task in tasks])
    scratch = manifest.scratch() / "staged"
    scratch.mkdir(parents=True, exist_ok=True)
    with closing(engine.opened(manifest.scratch())) as working, booking.beside() as book:
        copies_in = scratch / f"book-{journal.load.pk}"
        copies_in.mkdir()
        try:
            with projection.beside(working, copies_in / "entries.parquet") as entries:
                staged = _stage(working, plan, scratch, journal, Projecting(working, book, entries, copies_in))
                placing.check(plan, staged, working, restate=restate)
                journal.step("preparing the book", 0.85)
                done = book.brought(lambda: journal.step("writing the book", 0.88))
                changed, files = {s.contract for s in staged} - done, placing.files(plan, staged)
                copies = projection.prepare(working, copies_in, files, changed, entries=entries.done(), done=done)
        except FileRefused as refused:
            raise DeliveryRefused(folder.name, [refused]) from refused
        journal.step("taking", 0.92)
        book.end(partial(commit, journal.load, plan, staged, copies, by=by, restate=restate))
    shutil.rmtree(scratch, ignore_errors=True)
    return journal.load


def _stage(
    working: duckdb.DuckDBPyConnection, plan: Plan, scratch: Path, journal: Journal, projecting: Projecting
) -> list[Staged]:
    """Check the fresh tasks in the order of the catalogue, so that what others refer to comes first."""
    staged: list[Staged] = []
    total, done = sum(task.size for task in plan.fresh) or 1, 0
    digests = {name: digest([p.checksum for p in parts]) for name, parts in plan.current.items()}
    known = KnownTables(working, lambda: placing.files(plan, staged))
    for group in together(plan.fresh):
        contract = group[0].contract
        files, tables = placing.files(plan, staged), known.for_contract(contract)
        rests_on = sorted(c.refers.split(".")[0] for c in contract.columns if c.refers is not None)
        calls: list[Callable[[], Staged]] = []
        for task in group:
            earlier = [
                path for s in staged if (s.contract, s.period) == (contract.name, task.period) for path in s.paths
            ]
            folder = scratch / digest([task.content, *(digests[name] for name in rests_on), *map(str, earlier)])[:32]
            digests[contract.name] = digest([digests[contract.name], folder.name])
            calls.append(partial(_checked, working, task, folder, files, tables, earlier))
        with at_once(calls) as results:
            for task, result in zip(group, results, strict=True):
                journal.step(f"checking {task.file}", 0.02 + 0.83 * done / total, file=task.file)
                try:
                    one = result.result()
                except FileRefused as refused:
                    after = plan.fresh[plan.fresh.index(task) + 1 :]
                    raise DeliveryRefused(journal.load.delivery, [refused, *_others(after, scratch)]) from refused
                staged.append(one)
                done += task.size
                journal.load.rows_read += one.read
                journal.load.rows_accepted += one.accepted
                journal.load.rows_quarantined += one.quarantined
        projecting.go_on(plan, staged)
    return staged


def _checked(working: duckdb.DuckDBPyConnection, task: Task, *rest: Any) -> Staged:
    with working.cursor() as own:
        return staging.stage(own, task, *rest)


def _others(tasks: Sequence[Task], scratch: Path) -> list[FileRefused]:
    """Return what is wrong with the structure of the files after a refused one, so that all is told at once."""
    found = []
    for task in tasks:
        folder = scratch / "looking"
        folder.mkdir(exist_ok=True)
        try:
            task.opening(folder, {})
        except FileRefused as refused:
            found.append(refused)
        shutil.rmtree(folder)
    return found
