"""Rows in quarantine mended or given up (隔离行的修正与放弃), one by one or all of a filter."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from guanxi.contracts import catalogue
from guanxi.doors.web.data import quarantine as pages
from guanxi.doors.web.signed_in import person
from guanxi.guard import reach
from guanxi.guard.rules import Action
from guanxi.intake import quarantine
from guanxi.intake.loads import Rejected
from guanxi.kit.refusals import Refused

PREFIX = "cell."


@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, number: int) -> HttpResponse:
    """Show a rejected row; with values, mend it and check it again."""
    by = person(request, Action.VIEW_DATA)
    row = _row(number)
    refused = ""
    cells = dict(row.row)
    if request.method == "POST":
        cells |= {
            name.removeprefix(PREFIX): str(value) for name, value in request.POST.items() if name.startswith(PREFIX)
        }
        try:
            quarantine.mend(row, by=by, values=cells)
        except Refused as refusal:
            refused = refusal.words.in_(get_language() or "en")
        else:
            messages.success(request, _("The row was mended and accepted."))
            return redirect("data:quarantine")
    context = {
        "shown": pages.shown(row),
        "row": row,
        "cells": _cells(row, cells),
        "refused": refused,
        "may_mend": reach.can(by, Action.MEND_ROW),
        "tab": "quarantine",
    }
    return render(request, "data/rejected.html", context, status=422 if refused else 200)


@require_POST
def give_up(request: HttpRequest, number: int) -> HttpResponse:
    """Give up one row, with a reason."""
    by = person(request, Action.MEND_ROW)
    quarantine.give_up([_row(number)], by=by, reason=request.POST.get("reason", ""))
    messages.success(request, _("The row was given up."))
    return redirect("data:quarantine")


@require_POST
def settle_all(request: HttpRequest) -> HttpResponse:
    """Check again or give up all waiting rows of a filter."""
    by = person(request, Action.MEND_ROW)
    asked = pages.read(request)
    rows = list(pages.within(asked | {"state": Rejected.State.WAITING}))
    if request.POST.get("act") == "retry":
        accepted = quarantine.retry(rows, by=by)
        told = ngettext("%(n)s row was accepted now.", "%(n)s rows were accepted now.", accepted) % {"n": accepted}
    else:
        quarantine.give_up(rows, by=by, reason=request.POST.get("reason", ""))
        told = ngettext("%(n)s row was given up.", "%(n)s rows were given up.", len(rows)) % {"n": len(rows)}
    messages.success(request, told)
    return redirect(reverse("data:quarantine"))


def _row(number: int) -> Rejected:
    found = Rejected.objects.filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def _cells(row: Rejected, values: dict[str, Any]) -> list[tuple[str, str, Any, bool]]:
    """Return name, meaning, value and whether it is the broken one, in the contract's order."""
    contract = catalogue.get(row.contract)
    language = get_language() or "en"
    known = [name for name in contract.names if name in values or name == row.column]
    others = [name for name in values if name not in contract.names]
    words = {name: contract.column(name).words.in_(language) for name in known}
    return [(name, words.get(name, name), values.get(name, ""), name == row.column) for name in [*known, *others]]
