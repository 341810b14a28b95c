"""The rows behind an entry that was chosen on the reconciliation page (核对明细), looked up when asked for."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from guanxi.book import scopes
from guanxi.book.customers import Customer
from guanxi.book.figures import Reconciliation
from guanxi.book.units import Staff
from guanxi.dayend import assumptions
from guanxi.doors.web.value import asked
from guanxi.doors.web.value.reconciliation import NAMES
from guanxi.guard import reach
from guanxi.guard.people import Person
from guanxi.intake import manifest
from guanxi.kit import amounts
from guanxi.value import behind


@require_GET
def rows(request: HttpRequest) -> HttpResponse:
    """List the accounts, or people, of a unit's own entry; customers outside the reach are one line together."""
    ask = asked.read(request)
    period, line = request.GET.get("month", ""), request.GET.get("line", "")
    if ask.run is None or ask.scope.kind != scopes.UNIT or line not in NAMES:
        raise Http404
    entry = Reconciliation.objects.filter(run=ask.run, period=period, unit_id=ask.scope.id, line=line).first()
    parts = manifest.parts()
    context: dict[str, Any] = {"entry": entry, "has_store": bool(parts), "is_staff_line": line == behind.STAFF}
    if entry is not None and parts:
        known = assumptions.in_force(ask.run.as_of)
        found = behind.rows(parts, manifest.store(), unit_id=ask.scope.id, period=period, line=line, assumptions=known)
        context |= _told(found, entry, ask.person)
    return render(request, "value/behind.html", ask.context | context)


def _told(found: behind.Behind, entry: Reconciliation, by: Person) -> dict[str, Any]:
    people = dict(Staff.objects.filter(pk__in=_keys(found, "staff_id")).values_list("pk", "name"))
    wanted = Customer.objects.filter(pk__in=_keys(found, "customer_id"))
    seen = reach.visible(by, wanted).defer("search_grams").in_bulk()
    own = [row for row in found.rows if "staff_id" in row or row["customer_id"] in seen]
    customers, treasury = amounts.minor(found.customers), amounts.minor(found.treasury)
    return {
        "rows": [(seen.get(row.get("customer_id", "")), people.get(row.get("staff_id", "")), row) for row in own],
        "hidden": found.count - len(own),
        "hidden_amount": found.customers - sum(row["amount"] for row in own),
        "found": found,
        "agrees": (customers, treasury) == (entry.customers, entry.treasury),
    }


def _keys(found: behind.Behind, name: str) -> set[str]:
    return {row[name] for row in found.rows if name in row}
