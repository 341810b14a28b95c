"""What would a version of assumptions do (假设变动预览)? The engine runs twice on a copy, and nothing of it is kept.

The copy is a folder of links to the files of the store, so that what the runs compute lies beside it and goes with it.
The last twelve months are told as they would be had the version been in force; what is published does not move.
"""

import shutil
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from time import monotonic
from typing import Any

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.job_context import JobContext

from guanxi.book import figures
from guanxi.book.assumptions import AssumptionEffect, AssumptionVersion
from guanxi.contracts.layout import Part
from guanxi.dayend import assumptions
from guanxi.dayend.refusals import NothingLoaded, NothingToStop
from guanxi.guard import reach, trail
from guanxi.guard.people import Person
from guanxi.guard.rules import Action
from guanxi.intake import manifest
from guanxi.intake.jobs import LOCK
from guanxi.kit.refusals import Refused, Stopped
from guanxi.kit.words import Words
from guanxi.value import assumptions as assumed
from guanxi.value import effects, engine

TASK = "dayend.preview"
BASE_SHARE, PAUSE_SECONDS = 0.35, 0.5
State = AssumptionEffect.State
Progress = Callable[[str, float, dict[str, Any]], None]


class AlreadyPreviewed(Refused):
    """One preview of a version at a time."""

    status = 409
    words = Words("The effect of this version is already being computed.", "该版本的影响正在测算中。")


@transaction.atomic
def start(version: AssumptionVersion, *, by: Person) -> int:
    """Ask the worker what a version would do; returns the number of the job."""
    reach.require(by, Action.PROPOSE_ASSUMPTIONS)
    if figures.current() is None:
        raise NothingLoaded
    if waiting(version):
        raise AlreadyPreviewed
    job_id = int(run_preview.configure(lock=LOCK).defer(version_id=version.pk))
    trail.record(by, "assumptions.previewed", version, job=job_id)
    return job_id


@transaction.atomic
def stop(version: AssumptionVersion, *, by: Person) -> None:
    """Stop the preview of a version at its next step."""
    reach.require(by, Action.PROPOSE_ASSUMPTIONS)
    job = waiting(version)
    if job is None or not app.job_manager.cancel_job_by_id(job.pk, abort=True):
        raise NothingToStop
    trail.record(by, "assumptions.preview_stopped", version, job=job.pk)


def waiting(version: AssumptionVersion) -> ProcrastinateJob | None:
    """Return the job that waits or runs for a version."""
    jobs = ProcrastinateJob.objects.filter(task_name=TASK, status__in=("todo", "doing"), args__version_id=version.pk)
    return jobs.order_by("pk").first()


@app.task(name=TASK, pass_context=True)
def run_preview(context: JobContext, *, version_id: int) -> None:
    """Compute the effect of a version, as the worker does; what went wrong stands with the effect."""
    with reach.system():
        version = AssumptionVersion.objects.filter(pk=version_id).first()
        run = figures.current()
    if version is not None and run is not None:
        preview(version, as_of=run.as_of, is_stopped=context.should_abort)


def preview(version: AssumptionVersion, *, as_of: date, is_stopped: Callable[[], bool] = lambda: False) -> None:
    """Compute and keep what a version would do to the figures as of a day."""
    with reach.system():
        AssumptionEffect.objects.filter(version=version).delete()
        effect = AssumptionEffect.objects.create(version=version, as_of=as_of, started_at=timezone.now())
    folder = manifest.scratch() / f"preview-{version.pk}"
    try:
        found = _computed(version, as_of, folder, _progress(effect, is_stopped))
        _end(effect, State.DONE, effect=found)
    except Stopped:
        _end(effect, State.STOPPED)
    except Refused as refusal:
        _end(effect, State.FAILED, failure={"en": refusal.words.en, "zh": refusal.words.zh})
    except BaseException as failure:
        _end(effect, State.FAILED, failure={"en": type(failure).__name__, "zh": type(failure).__name__})
        raise
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _computed(version: AssumptionVersion, as_of: date, folder: Path, progress: Progress) -> dict[str, Any]:
    with reach.system():
        parts = manifest.parts()
        now = assumptions.in_force(as_of)
    store = copied(parts, manifest.store(), folder / "store")
    like = {key: assumed.shaped(value, now[key]) for key, value in version.values.items() if key in now.entries}
    base = engine.run(
        parts,
        as_of=as_of,
        store=store,
        scratch=folder / "base",
        assumptions=now,
        progress=lambda step, done, facts: progress(step, done * BASE_SHARE, facts),
    )
    changed = engine.run(
        [*_without(parts, base.new_parts), *base.new_parts],
        as_of=as_of,
        store=store,
        scratch=folder / "changed",
        assumptions=now.changed(like),
        progress=lambda step, done, facts: progress(step, BASE_SHARE + done * (0.98 - BASE_SHARE), facts),
    )
    progress("snapshot", 0.99, {})
    name = "customer_figures"
    return effects.compare(base.tables[name], changed.tables[name], folder / "compare")


def copied(parts: Iterable[Part], store: Path, to: Path) -> Path:
    """Make a folder of links to the files of a store; what is written there does not reach the store."""
    for part in parts:
        link = to / part.path
        link.parent.mkdir(parents=True, exist_ok=True)
        link.unlink(missing_ok=True)
        link.symlink_to((store / part.path).resolve())
    return to


def _without(parts: Iterable[Part], new: Iterable[Part]) -> list[Part]:
    computed = {(part.contract, part.period) for part in new}
    return [part for part in parts if (part.contract, part.period) not in computed]


def _progress(effect: AssumptionEffect, is_stopped: Callable[[], bool]) -> Progress:
    wrote = 0.0

    def tell(step: str, done: float, facts: dict[str, Any]) -> None:
        nonlocal wrote
        if is_stopped():
            raise Stopped
        if monotonic() - wrote > PAUSE_SECONDS:
            wrote = monotonic()
            _write(effect, step=step[:60], done_rate=round(done, 4))

    return tell


def _end(row: AssumptionEffect, state: AssumptionEffect.State, **values: Any) -> None:
    _write(row, state=state, ended_at=timezone.now(), done_rate=1.0, **values)


def _write(row: AssumptionEffect, **values: Any) -> None:
    with reach.system():
        AssumptionEffect.objects.filter(pk=row.pk).update(**values)
