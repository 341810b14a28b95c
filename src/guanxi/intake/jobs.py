"""Loads in the background (后台装载): asked for by a person, done by the worker, one at a time, stopped on request."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.job_context import JobContext

from guanxi.guard import reach, trail
from guanxi.guard.people import Person
from guanxi.guard.rules import Action
from guanxi.intake import deliveries, take
from guanxi.kit.refusals import Refused, Stopped
from guanxi.kit.words import Words

TASK = "intake.take"
LOCK = "intake"


class AlreadyWaiting(Refused):
    """The same delivery is not queued twice."""

    status = 409
    words = Words(
        "The delivery {delivery} is already waiting or being read. Its progress is shown in the list of loads.",
        "交付 {delivery} 已在排队或读取中，进度见装载列表。",
    )


class NothingToStop(Refused):
    """Only waiting or running loads can be stopped."""

    status = 409
    words = Words("This load is no longer running. Nothing was stopped.", "该装载已不在运行，无需停止。")


@dataclass(frozen=True, slots=True)
class Waiting:
    """A load that was asked for and not finished yet."""

    job_id: int
    delivery: str
    is_running: bool
    is_stopping: bool


@transaction.atomic
def start(delivery: str, *, by: Person, mapping: str = "", restate: bool = False) -> int:
    """Ask the worker to take a delivery; returns the number of the job."""
    reach.require(by, Action.TAKE_LOAD)
    deliveries.folder(delivery)
    deliveries.mapping(mapping)
    if any(job.delivery == delivery for job in waiting()):
        raise AlreadyWaiting(delivery=delivery)
    task = take_delivery.configure(lock=LOCK)
    job_id = int(task.defer(delivery=delivery, by_id=by.pk, mapping=mapping, restate=restate))
    trail.record(by, "load.started", ProcrastinateJob(pk=job_id), delivery=delivery, mapping=mapping)
    return job_id


@transaction.atomic
def stop(job_id: int, *, by: Person) -> None:
    """Stop a waiting load at once, a running one at its next step."""
    reach.require(by, Action.TAKE_LOAD)
    found = next((job for job in waiting() if job.job_id == job_id), None)
    if found is None or not app.job_manager.cancel_job_by_id(job_id, abort=True):
        raise NothingToStop
    trail.record(by, "load.stopped", ProcrastinateJob(pk=job_id), delivery=found.delivery)


def waiting() -> list[Waiting]:
    """Return the loads that wait or run, in the order they will be done."""
    jobs = ProcrastinateJob.objects.filter(task_name=TASK, status__in=("todo", "doing")).order_by("pk")
    return [Waiting(job.pk, job.args["delivery"], job.status == "doing", bool(job.abort_requested)) for job in jobs]


@app.task(name=TASK, pass_context=True)
def take_delivery(context: JobContext, *, delivery: str, by_id: int, mapping: str = "", restate: bool = False) -> None:
    """Take a delivery, as the worker does; what went wrong stands with the load."""

    def progress(step: str, done: float, facts: dict[str, Any]) -> None:
        if context.should_abort():
            raise Stopped

    by = Person.objects.get(pk=by_id)
    try:
        take.take(
            deliveries.folder(delivery), by=by, mapping=deliveries.mapping(mapping), restate=restate, progress=progress
        )
    except Refused:
        return
