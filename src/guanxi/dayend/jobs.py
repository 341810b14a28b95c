"""Day ends in the background (后台日终): asked for by a person, done by the worker, stopped on request."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.job_context import JobContext

from guanxi.dayend import run as dayend
from guanxi.dayend.refusals import AlreadyWaiting, NothingToStop
from guanxi.guard import reach, trail
from guanxi.guard.people import Person
from guanxi.guard.rules import Action
from guanxi.intake.jobs import LOCK
from guanxi.kit.refusals import Refused, Stopped

TASK = "dayend.run"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A day end that was asked for and has not ended yet."""

    job_id: int
    as_of: date
    is_running: bool
    is_stopping: bool


@transaction.atomic
def start(*, as_of: date, by: Person) -> int:
    """Ask the worker for a day end; returns the number of the job."""
    reach.require(by, Action.START_RUN)
    if waiting():
        raise AlreadyWaiting
    # the lock of the loads: a run and a load wait for each other
    job_id = int(run_day_end.configure(lock=LOCK).defer(as_of=as_of.isoformat(), by_id=by.pk))
    trail.record(by, "run.started", ProcrastinateJob(pk=job_id), as_of=as_of.isoformat())
    return job_id


@transaction.atomic
def stop(*, by: Person) -> None:
    """Stop the day end that waits, or the one that runs at its next step."""
    reach.require(by, Action.START_RUN)
    found = next(iter(waiting()), None)
    if found is None or not app.job_manager.cancel_job_by_id(found.job_id, abort=True):
        raise NothingToStop
    trail.record(by, "run.stopped", ProcrastinateJob(pk=found.job_id), as_of=found.as_of.isoformat())


def waiting() -> list[Waiting]:
    """Return the day ends that wait or run, in the order they will be done."""
    jobs = ProcrastinateJob.objects.filter(task_name=TASK, status__in=("todo", "doing")).order_by("pk")
    return [
        Waiting(job.pk, date.fromisoformat(job.args["as_of"]), job.status == "doing", bool(job.abort_requested))
        for job in jobs
    ]


@app.task(name=TASK, pass_context=True)
def run_day_end(context: JobContext, *, as_of: str, by_id: int) -> None:
    """Run a day end, as the worker does; what went wrong stands with the run."""

    def progress(step: str, done: float, facts: dict[str, Any]) -> None:
        if context.should_abort():
            raise Stopped

    try:
        by = Person.objects.get(pk=by_id)
        dayend.run(as_of=date.fromisoformat(as_of), by=by, on=timezone.localdate(), progress=progress)
    except Refused:
        return
