"""How long the customer stays and what that is worth (留存与终身价值): forms side by side, survival, break-even."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from guanxi.book.customer_figures import CustomerFigure
from guanxi.book.figures import Acquisition, Run
from guanxi.contracts.figures.lifetime import BINS
from guanxi.doors.web.customers import usage
from guanxi.kit import periods
from guanxi.kit.words import Words

#: What the assumptions in force are called in the run; the page draws the horizon they set.
SHOWN_MONTHS = 60
OWN_MONTHS = 12


@dataclass(frozen=True, slots=True)
class BreakEven:
    """At which years of loyalty, visits to win and margin the customer is worth exactly what winning costs."""

    years: float
    years_now: float
    visits: float
    visits_now: float
    margin: float
    margin_now: float


def facts(figure: CustomerFigure, run: Run, last: str) -> dict[str, Any]:
    """Return what the part of the page shows."""
    return {
        "leaving": [Words(*BINS[name][bin_]) for name, bin_, _by in figure.departure_reasons],
        "survival": survival(figure, last) if figure.departure_hazard is not None else None,
        "stays": stays(figure),
        "even": break_even(figure, run),
        "uses": usage.uses(figure),
    }


def survival(figure: CustomerFigure, last: str) -> dict[str, Any]:
    """Return the chance of still being here over the months to come, own and of the bank's average."""
    assert figure.departure_hazard is not None and figure.departure_later is not None
    own, bank = [1.0], [1.0]
    for month in range(1, SHOWN_MONTHS + 1):
        own.append(own[-1] * (1 - (figure.departure_hazard if month <= OWN_MONTHS else figure.departure_later)))
        bank.append(bank[-1] * (1 - figure.departure_later))
    months = periods.between(last, periods.shift(last, SHOWN_MONTHS))
    series = [{"name": _("This customer"), "values": own}, {"name": _("The bank's average"), "values": bank}]
    return {"format": "percent", "months": months, "scale": True, "most": 1, "series": series, "summary": stays(figure)}


def stays(figure: CustomerFigure) -> str:
    """Say how long the customer is expected to stay."""
    if figure.expected_months is None:
        return _("The customer has left")
    return _("Expected to stay %(months)s of the next %(all)s months") % {
        "months": round(figure.expected_months),
        "all": SHOWN_MONTHS,
    }


def break_even(figure: CustomerFigure, run: Run) -> BreakEven | None:
    """Return the break-even of the deck's formulas; ``None`` where value or cost is not known."""
    worth = figure.worth_rate
    names = [f"{figure.kind}.{figure.axis_size}", figure.kind]
    rows = Acquisition.objects.filter(run=run, dimension="segment", member__in=names).order_by("-member")
    bank = Acquisition.objects.filter(run=run, dimension="bank").first()
    found = rows.first()
    if not worth or worth <= 0 or found is None or bank is None:
        return None
    years, margin = found.figures.get("years"), found.figures.get("margin_rate")
    visits = bank.figures.get("visits_per_win")
    if not years or not margin or not visits:
        return None
    return BreakEven(years / worth, years, visits * worth, visits, margin / worth, margin)
