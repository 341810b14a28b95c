"""Loads (装载): what came in, what was accepted, what waits in quarantine; a delivery is taken from here."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Max, Min, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from guanxi.doors.web.data import steps
from guanxi.doors.web.signed_in import person
from guanxi.guard import reach
from guanxi.guard.people import Person
from guanxi.guard.rules import Action
from guanxi.intake import deliveries, jobs
from guanxi.intake.loads import Load

PAGE = 30


@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """List the loads, newest first, with what waits to be taken."""
    by = person(request, Action.VIEW_DATA)
    found = Load.objects.order_by("-pk")
    before = request.GET.get("before", "")
    if before.isdigit():
        found = found.filter(pk__lt=int(before))
    rows = list(found[: PAGE + 1])
    context = {
        "rows": rows[:PAGE],
        "before": rows[PAGE - 1].pk if len(rows) > PAGE else None,
        "tab": "loads",
        **_work(by),
    }
    if context["may_take"]:
        context |= {"deliveries": deliveries.waiting(), "mappings": deliveries.mappings()}
    if request.headers.get("HX-Request") == "true" and before:
        return render(request, "data/loads.html#rows", context)
    return render(request, "data/loads.html", context)


@require_GET
def running(request: HttpRequest) -> HttpResponse:
    """Show what is being taken now; asked again every second, and the page again once nothing is left."""
    by = person(request, Action.VIEW_DATA)
    context = _work(by)
    response = render(request, "data/running.html", context)
    if not context["waiting"] and not context["running"]:
        response["HX-Refresh"] = "true"
    return response


@require_GET
def one(request: HttpRequest, number: int) -> HttpResponse:
    """Show one load with its files and, if it was refused, why."""
    by = person(request, Action.VIEW_DATA)
    load = Load.objects.filter(pk=number).first()
    if load is None:
        raise Http404
    files = load.files.order_by("contract", "period", "name")
    contract = request.GET.get("contract", "")
    context = {"load": load, "contract": contract, "tab": "loads", **_work(by)}
    if contract or files.count() <= PAGE:
        context["files"] = files.filter(contract=contract) if contract else files
    else:
        context["groups"] = (
            files.values("contract")
            .annotate(
                files=Count("pk"),
                first=Min("period"),
                last=Max("period"),
                read=Sum("rows_read"),
                accepted=Sum("rows_accepted"),
                quarantined=Sum("rows_quarantined"),
            )
            .order_by("contract")
        )
    return render(request, "data/load.html", context)


@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """Ask for a delivery to be taken."""
    by = person(request, Action.TAKE_LOAD)
    delivery = request.POST.get("delivery", "")
    restate = request.POST.get("restate") == "yes"
    jobs.start(delivery, by=by, mapping=request.POST.get("mapping", ""), restate=restate)
    messages.success(request, _("%(delivery)s is being taken. You may leave this page.") % {"delivery": delivery})
    return redirect("data:home")


@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    """Store uploaded files as a delivery and ask for it to be taken."""
    by = person(request, Action.TAKE_LOAD)
    delivery = deliveries.store(request.FILES.getlist("files"), by=by, at=timezone.localtime())
    jobs.start(delivery, by=by, mapping=request.POST.get("mapping", ""))
    messages.success(request, _("%(delivery)s is being taken. You may leave this page.") % {"delivery": delivery})
    return redirect("data:home")


@require_POST
def stop(request: HttpRequest, number: int) -> HttpResponse:
    """Stop a waiting or running load."""
    jobs.stop(number, by=person(request, Action.TAKE_LOAD))
    messages.success(request, _("The load stops at its next step; nothing half-done is kept."))
    return redirect("data:home")


def _work(by: Person) -> dict[str, Any]:
    """Return what waits and what runs, the running load beside its job."""
    waiting = jobs.waiting()
    active = {load.delivery.rsplit("/", 1)[-1]: load for load in Load.objects.filter(state=Load.State.RUNNING)}
    for load in active.values():
        load.step = steps.words(load.step)
    return {
        "waiting": [(job, active.get(job.delivery) if job.is_running else None) for job in waiting],
        "running": [load for name, load in active.items() if name not in {job.delivery for job in waiting}],
        "may_take": reach.can(by, Action.TAKE_LOAD),
    }
