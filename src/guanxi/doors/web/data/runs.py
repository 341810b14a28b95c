"""Runs of the day end (日终运行): when, on what assumptions, how long each step took, what failed and why."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from guanxi.book.figures import Run
from guanxi.dayend import jobs
from guanxi.doors.web.data import steps
from guanxi.doors.web.signed_in import person
from guanxi.guard import reach
from guanxi.guard.people import Person
from guanxi.guard.rules import Action
from guanxi.kit import periods

PAGE = 30


@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """List the runs, newest first, and let a run be started."""
    by = person(request, Action.VIEW_DATA)
    found = Run.objects.order_by("-pk")
    before = request.GET.get("before", "")
    if before.isdigit():
        found = found.filter(pk__lt=int(before))
    rows = list(found[: PAGE + 1])
    context = {
        "rows": [(run, _seconds(run)) for run in rows[:PAGE]],
        "before": rows[PAGE - 1].pk if len(rows) > PAGE else None,
        "tab": "runs",
        **_work(by),
    }
    if request.headers.get("HX-Request") == "true" and before:
        return render(request, "data/runs.html#rows", context)
    return render(request, "data/runs.html", context)


@require_GET
def running(request: HttpRequest) -> HttpResponse:
    """Show the run that is going on; asked again every second, and the page again once it has ended."""
    context = _work(person(request, Action.VIEW_DATA))
    response = render(request, "data/runs_running.html", context)
    if not context["active"] and not context["waiting"]:
        response["HX-Refresh"] = "true"
    return response


@require_GET
def one(request: HttpRequest, number: int) -> HttpResponse:
    """Show one run."""
    person(request, Action.VIEW_DATA)
    run = Run.objects.filter(pk=number).first()
    if run is None:
        raise Http404
    slowest = sorted(run.seconds.items(), key=lambda pair: -pair[1])
    longest = slowest[0][1] if slowest and slowest[0][1] else 1
    context = {
        "this": run,
        "steps": [(steps.words(name), seconds, seconds / longest) for name, seconds in slowest],
        "assumptions": [(steps.topic(name), version) for name, version in run.assumptions.items()],
        "counts": [(steps.counted(name), value) for name, value in run.counts.items()],
        "total": _seconds(run),
        "tab": "runs",
    }
    return render(request, "data/run.html", context)


@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """Ask for a day end."""
    by = person(request, Action.START_RUN)
    as_of = _day(request.POST.get("as_of", ""))
    if as_of is None:
        messages.error(request, _("This is not a day. Write it as 2026-06-30."))
        return redirect("data:runs")
    jobs.start(as_of=as_of, by=by)
    messages.success(request, _("The day end was started. The pages keep the old figures until it has published."))
    return redirect("data:runs")


@require_POST
def stop(request: HttpRequest) -> HttpResponse:
    """Stop the run that waits or goes on."""
    jobs.stop(by=person(request, Action.START_RUN))
    messages.success(request, _("The day end stops at its next step; the old figures stay."))
    return redirect("data:runs")


def _work(by: Person) -> dict[str, Any]:
    current = Run.objects.filter(is_current=True).first()
    active = list(Run.objects.filter(state=Run.State.RUNNING))
    for run in active:
        run.step = steps.words(run.step)
    return {
        "active": active,
        "waiting": jobs.waiting(),
        "may_start": reach.can(by, Action.START_RUN),
        "suggested": periods.last_day(periods.shift(periods.of(current.as_of), 1)) if current else None,
        "current": current,
    }


def _seconds(run: Run) -> float | None:
    """Return how long a run took, once it has ended."""
    return (run.ended_at - run.started_at).total_seconds() if run.ended_at else None


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None
