"""What the customer is worth to the bank (价值): where profit comes from, why it changed, 24 months, place, worth."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from guanxi.book import placing
from guanxi.book.customer_figures import CustomerFigure
from guanxi.book.placing import Placed
from guanxi.contracts.lines import CHARGES, INCOME, LINES
from guanxi.doors.web.customers import lifetime
from guanxi.doors.web.customers import shown as showing
from guanxi.guard import reach
from guanxi.guard.rules import Action
from guanxi.kit import amounts, periods

MONTHS = 24
DRAWN = 240


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the profit this year and last; ``effect`` is what its change did to profit."""

    name: str
    words: str
    now: Decimal
    before: Decimal
    effect: Decimal
    because: str


@require_GET
def value(request: HttpRequest, customer_id: str) -> HttpResponse:
    """Show what a customer is worth, and why."""
    shown = showing.find(request, customer_id, "value")
    reach.require(shown.person, Action.VIEW_VALUE, shown.customer)
    facts = showing.header(shown, "value")
    if shown.figure is not None and shown.run is not None:
        placed = placing.on_curve(shown.person, shown.run, shown.figure)
        last = periods.last_complete(shown.run.as_of)
        facts |= lifetime.facts(shown.figure, shown.run, last)
        facts |= {
            "waterfall": waterfall(shown.figure),
            "lines": lines(shown.figure),
            "headline": headline(shown.figure),
            "profit_chart": months(shown.figure, last, ("profit_months",)),
            "balance_chart": months(shown.figure, last, ("deposit_months", "loan_months")),
            "placed": placed,
            "curve": curve(placed, shown.customer.name) if placed else None,
        }
    return render(request, "customers/value.html", facts)


def waterfall(figure: CustomerFigure) -> dict[str, Any]:
    """Return the steps from margins to profit."""
    items = [
        {"label": words.in_(_language()), "value": float(_signed(name, getattr(figure, f"{name}_12m")))}
        for name, words in LINES.items()
    ]
    items.append({"label": _("Profit"), "value": float(figure.profit_12m), "total": True})
    return {"format": "money", "items": items, "summary": headline(figure)}


def lines(figure: CustomerFigure) -> list[Line]:
    """Return the lines with this year, last year, and what the change did to profit."""
    found = []
    for name, words in LINES.items():
        now, before = getattr(figure, f"{name}_12m"), getattr(figure, f"{name}_prior")
        effect = _signed(name, now) - _signed(name, before)
        found.append(Line(f"{name}_12m", words.in_(_language()), now, before, effect, _because(name, figure)))
    return found


def headline(figure: CustomerFigure) -> str:
    """Ask in words what the table answers: why profit fell by so much."""
    now, before = figure.profit_12m, figure.profit_prior
    if now == before:
        return _("Profit is the same as last year")
    size = amounts.short(abs(now - before), _language())
    rate = amounts.percent(abs((now - before) / before), _language()) if before else ""
    by = f"{size} ({rate})" if rate else size
    return (_("Why profit rose by %(by)s") if now > before else _("Why profit fell by %(by)s")) % {"by": by}


def months(figure: CustomerFigure, last: str, names: tuple[str, ...]) -> dict[str, Any]:
    """Return 24 months of one or two figures, in units of the currency."""
    titles = {"profit_months": _("Profit"), "deposit_months": _("Deposits"), "loan_months": _("Loans")}
    kind = "bar" if names == ("profit_months",) else "line"
    series = [
        {"name": titles[name], "values": [cents / 100 for cents in getattr(figure, name)], "kind": kind}
        for name in names
    ]
    return {"format": "money", "months": periods.trailing(last, len(series[0]["values"])), "series": series}


def curve(placed: Placed, name: str) -> dict[str, Any]:
    """Return the curve with the customer's point, without a brush."""
    points = placed.found.curve
    step = max(1, len(points) // DRAWN)
    drawn = points[::step] + (points[-1:] if (len(points) - 1) % step else [])
    mark = {"x": placed.place_rate, "y": placed.height_rate, "label": name}
    return {"points": [[point[0], point[1]] for point in drawn], "marks": [mark], "still": True}


def _because(name: str, figure: CustomerFigure) -> str:
    """Say what moved a line, where the figures tell."""
    if name not in ("deposit_margin", "loan_margin"):
        return ""
    side = "deposit" if name == "deposit_margin" else "loan"
    now, before = getattr(figure, f"{side}_average_12m"), getattr(figure, f"{side}_average_prior")
    if not now and not before:
        return _("no deposits in either year") if side == "deposit" else _("no loans in either year")
    both = {"before": amounts.short(before, _language()), "now": amounts.short(now, _language())}
    if now == before:
        words = _("average deposits stayed at %(now)s") if side == "deposit" else _("average loans stayed at %(now)s")
    elif side == "deposit":
        words = _("average deposits from %(before)s to %(now)s")
    else:
        words = _("average loans from %(before)s to %(now)s")
    return words % both + (_margins(name, figure, before, now) if now and before else "")


def _margins(name: str, figure: CustomerFigure, before: Decimal, now: Decimal) -> str:
    """Say how the margin on the balance moved, when it moved."""
    was = amounts.percent(getattr(figure, f"{name}_prior") / before, _language(), decimals=2)
    became = amounts.percent(getattr(figure, f"{name}_12m") / now, _language(), decimals=2)
    return _(", margin from %(before)s to %(now)s") % {"before": was, "now": became} if was != became else ""


def _signed(name: str, amount: Decimal) -> Decimal:
    assert name in INCOME + CHARGES
    return amount if name in INCOME else -amount


def _language() -> str:
    return get_language() or "en"
