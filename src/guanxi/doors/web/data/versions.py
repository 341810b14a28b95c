"""One version of assumptions (假设参数版本): what changes, what it would do, and who decides."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from guanxi.book.assumptions import AssumptionEffect, AssumptionVersion
from guanxi.book.customers import Customer
from guanxi.book.units import Unit
from guanxi.dayend import assumptions, preview
from guanxi.doors.web.data import assumptions as pages
from guanxi.doors.web.data import steps
from guanxi.doors.web.signed_in import person
from guanxi.doors.web.templatetags import figures
from guanxi.guard import reach
from guanxi.guard.people import Person
from guanxi.guard.rules import Action
from guanxi.kit.words import Words
from guanxi.value.assumptions import wording

State = AssumptionVersion.State
MOST_UNITS = 60


@require_GET
def one(request: HttpRequest, number: int) -> HttpResponse:
    """Show a version."""
    by = person(request, Action.VIEW_ASSUMPTIONS)
    version = _version(number)
    is_own = version.proposed_by_id == by.pk
    waits = version.state == State.PROPOSED
    context = {
        "version": version,
        "words": wording.topic(version.topic),
        "changes": [_change(key, version) for key in sorted(version.values)],
        "is_own": is_own,
        "may_submit": is_own and version.state == State.DRAFT,
        "may_withdraw": is_own and version.state in (State.DRAFT, State.PROPOSED),
        "may_decide": waits and not is_own and assumptions.may_decide(by),
        "tab": "assumptions",
        "sees_data": reach.can(by, Action.VIEW_DATA),
        **_effect(version, by),
    }
    return render(request, "data/version.html", context)


@require_GET
def effect(request: HttpRequest, number: int) -> HttpResponse:
    """Show how far the effect is computed; asked again every second, and the page again once it is there."""
    by = person(request, Action.VIEW_ASSUMPTIONS)
    version = _version(number)
    context = {"version": version, **_effect(version, by)}
    response = render(request, "data/version_effect.html", context)
    if not context["job"]:
        response["HX-Refresh"] = "true"
    return response


@require_POST
def start_preview(request: HttpRequest, number: int) -> HttpResponse:
    """Ask for the effect of a version."""
    preview.start(_version(number), by=person(request, Action.PROPOSE_ASSUMPTIONS))
    messages.success(request, _("The effect is computed on a copy; nothing is published."))
    return redirect("data:version", number)


@require_POST
def stop_preview(request: HttpRequest, number: int) -> HttpResponse:
    """Stop computing the effect."""
    preview.stop(_version(number), by=person(request, Action.PROPOSE_ASSUMPTIONS))
    messages.success(request, _("It stops at its next step; nothing of it is kept."))
    return redirect("data:version", number)


@require_POST
def submit(request: HttpRequest, number: int) -> HttpResponse:
    """Submit a draft for approval."""
    assumptions.submit(_version(number), by=person(request, Action.PROPOSE_ASSUMPTIONS))
    messages.success(request, _("Submitted: another analyst or a supervisor of the head office decides."))
    return redirect("data:version", number)


@require_POST
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Take back the own version."""
    assumptions.withdraw(_version(number), by=person(request, Action.PROPOSE_ASSUMPTIONS), on=timezone.now())
    messages.success(request, _("The version was withdrawn."))
    return redirect("data:version", number)


@require_POST
def decide(request: HttpRequest, number: int) -> HttpResponse:
    """Approve or reject another person's version."""
    by = person(request, Action.APPROVE_ASSUMPTIONS)
    decision = request.POST.get("decision", "")
    if request.POST.get("act") == "approve":
        version = assumptions.approve(_version(number), by=by, on=timezone.now(), decision=decision)
        messages.success(request, _("Approved: in force from %(day)s on.") % {"day": figures.day(version.starts_on)})
    else:
        assumptions.reject(_version(number), by=by, on=timezone.now(), decision=decision)
        messages.success(request, _("Rejected: nothing changes."))
    return redirect("data:version", number)


def _version(number: int) -> AssumptionVersion:
    found = AssumptionVersion.objects.filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def _change(key: str, version: AssumptionVersion) -> dict[str, Any]:
    """Return what changes of one assumption: its leaves before and after, those alone that differ."""
    before, after = pages.leaves(key, version.before.get(key)), pages.leaves(key, version.values[key])
    known = {leaf.field: leaf for leaf in before}
    differing = [(known.get(leaf.field), leaf) for leaf in after if _differs(known.get(leaf.field), leaf)]
    return {"name": wording.of(key).name, "unit": wording.of(key), "leaves": differing}


def _differs(before: pages.Leaf | None, after: pages.Leaf) -> bool:
    return before is None or before.value != after.value


def _effect(version: AssumptionVersion, by: Person) -> dict[str, Any]:
    """Return the effect as far as it is there and the person may see it, and the job that computes it."""
    found = AssumptionEffect.objects.filter(version=version).first()
    job = preview.waiting(version)
    running = found if found is not None and found.state == AssumptionEffect.State.RUNNING else None
    if running is not None:
        running.step = steps.words(running.step)
    context: dict[str, Any] = {
        "effect": found,
        "job": job,
        "running": running,
        "failure": Words(**found.failure) if found is not None and found.failure else None,
        "may_preview": reach.can(by, Action.PROPOSE_ASSUMPTIONS) and version.state in (State.DRAFT, State.PROPOSED),
        "sees_bank": assumptions.sees_effects(by),
    }
    if found is not None and found.state == AssumptionEffect.State.DONE:
        context |= _told(found.effect, by)
    return context


def _told(found: dict[str, Any], by: Person) -> dict[str, Any]:
    names = dict(Unit.objects.filter(pk__in=[row["unit_id"] for row in found["units"]]).values_list("pk", "name"))
    units = [row | {"name": names.get(row["unit_id"], row["unit_id"])} for row in found["units"]]
    units.sort(key=lambda row: -abs(row["profit_12m_after"] - row["profit_12m"]))
    listed = [row["customer_id"] for row in (*found["gaining"], *found["losing"])]
    known = reach.visible(by, Customer.objects.filter(pk__in=listed)).defer("search_grams").in_bulk()
    return {
        "total": found["total"],
        "units": units[:MOST_UNITS],
        "hidden_units": max(0, len(units) - MOST_UNITS),
        "tiers": found["tiers"],
        "moved": found["moved"],
        "gaining": [(known.get(row["customer_id"]), row) for row in found["gaining"]],
        "losing": [(known.get(row["customer_id"]), row) for row in found["losing"]],
    }
