"""Do the figures agree with the ledger (总账核对)? By month, line and unit, differences with sign and words."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from guanxi.book import insights, reconciliation, scopes
from guanxi.book.reconciliation import Line
from guanxi.contracts.market import LEDGER
from guanxi.doors.web.value import asked
from guanxi.doors.web.value.asked import Asked
from guanxi.kit.words import Words

NAMES = {**LEDGER.column("line").allowed, "net_interest": Words("net interest", "净利息收入")}


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Show the months of a scope and one month by line and by unit."""
    ask = asked.read(request)
    context = ask.context | {"tab": "reconciliation", "is_staff": ask.scope.kind == scopes.STAFF}
    if ask.run is not None and ask.scope.kind != scopes.STAFF:
        line = request.GET.get("line", "")
        line = line if line in NAMES else ""
        months = reconciliation.by_month(ask.run, ask.scope, line)
        period = request.GET.get("month", "")
        if period not in {line.key for line in months}:
            period = months[0].key if months else ""
        context |= {
            "months": [(row, ask.address(month=row.key, line=line)) for row in months],
            "month": period,
            "chosen": next((line for line in months if line.key == period), None),
            "line": line,
            "line_words": NAMES.get(line),
            "lines": [
                (NAMES.get(row.key, row.key), row, ask.address(month=period, line=row.key))
                for row in _ordered(ask, period)
            ],
            "units": reconciliation.by_unit(ask.run, ask.scope, period, line),
            "treasury": [
                (row, ask.address(row=row["place"]))
                for row in insights.of(ask.run, "treasury", ask.scope)
                if row["period"] == period
            ],
        }
    return render(request, "value/reconciliation.html", context)


def _ordered(ask: Asked, period: str) -> list[Line]:
    """Return the lines of a month in the order of the ledger's contract."""
    assert ask.run is not None
    order = {name: place for place, name in enumerate(NAMES)}
    lines = reconciliation.by_line(ask.run, ask.scope, period)
    return sorted(lines, key=lambda line: order.get(line.key, len(order)))
