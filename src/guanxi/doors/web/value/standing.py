"""Where we stand (市场定位): the segments of a scope beside their market, and the customer share over 24 months."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from guanxi.book import positions
from guanxi.contracts import regions
from guanxi.contracts.customers import KINDS, SIZES
from guanxi.doors.web.templatetags import axes
from guanxi.doors.web.value import asked
from guanxi.doors.web.value.asked import Asked
from guanxi.kit import amounts, periods
from guanxi.kit.words import Words

MONTHS, AHEAD, WHOLE = 24, 12, 10_000
FEW = 10
CUTS = (("market", gettext_lazy("by region and industry")), ("size", gettext_lazy("by kind and size")))
COLUMNS = (
    ("customers", gettext_lazy("Customers")),
    ("wallet_amount", gettext_lazy("Wallet")),
    ("customer_share", gettext_lazy("Customer share")),
    ("revenue_12m", gettext_lazy("Revenue")),
    ("cost_12m", gettext_lazy("Cost")),
    ("open_value", gettext_lazy("Open revenue")),
)
MARKET = (
    ("market_size", gettext_lazy("Market")),
    ("market_growth", gettext_lazy("Growth")),
    ("market_share", gettext_lazy("Our share")),
)


@dataclass(frozen=True, slots=True)
class Segment:
    """One segment with its name and the address of its customers."""

    name: str
    query: str
    asked: str
    figures: dict[str, Any]
    is_few: bool


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Show the segments of a scope, sorted, and the share over time."""
    ask = asked.read(request)
    cut = request.GET.get("by", "")
    cut = cut if cut in dict(CUTS) else CUTS[0][0]
    context = ask.context | {"tab": "standing", "cut": cut, "cuts": CUTS}
    if ask.run is not None:
        columns = (*COLUMNS, *MARKET) if cut == "market" else COLUMNS
        sort = request.GET.get("sort", "-wallet_amount")
        if sort.removeprefix("-") not in dict(columns):
            sort = "-wallet_amount"
        rows = sorted(positions.segments(ask.run, ask.scope, cut), key=lambda row: _key(row, sort))
        found = positions.share_trend(ask.run, ask.scope)
        context |= {
            "segments": [_segment(ask, row) for row in rows],
            "market_from": _market_from(rows),
            "columns": [_column(name, words, sort) for name, words in columns],
            "sort": sort,
            "found": found,
            "trend_asked": ask.address(row=found["place"]) if found else ask.address(),
            "headline": headline(found),
            "trial": positions.trial(ask.run, ask.scope),
            "trend": trend(found, periods.last_complete(ask.run.as_of)),
        }
    return render(request, "value/standing.html", context)


def _market_from(rows: list[dict[str, Any]]) -> tuple[int, str] | None:
    """Return year and source of the market figures where all rows have the same."""
    found = {(row["market_year"], row["market_source"] or "") for row in rows if row.get("market_size") is not None}
    return found.pop() if len(found) == 1 else None


def _key(row: dict[str, Any], sort: str) -> tuple[bool, float]:
    """Order by a figure; what is not known stands last either way."""
    value = row[sort.removeprefix("-")]
    return (value is None, (-1 if sort.startswith("-") else 1) * (value or 0))


def _segment(ask: Asked, row: dict[str, Any]) -> Segment:
    codes = {"kind": row["kind"], "region": row["region"], "industry": row["industry"], "size": row["size"]}
    query = urlencode({key: value for key, value in codes.items() if value})
    return Segment(name(row), query, ask.address(row=row["place"]), row, row["customers"] < FEW)


def name(row: dict[str, Any]) -> str:
    """Return what a segment is called: kind, region, section of the industry, size."""
    found = [Words(*KINDS[row["kind"]]).in_(_language())]
    for value, known in ((row["region"], regions.named), (row["industry"], axes.of_section)):
        if value:
            words = known(value)
            found.append(words.in_(_language()) if words else value)
    if row["size"]:
        found.append(Words(*SIZES[row["size"]]).in_(_language()) if row["size"] in SIZES else row["size"])
    return " · ".join(found)


def _column(name: str, words: object, sort: str) -> dict[str, object]:
    state = {f"-{name}": "descending", name: "ascending"}.get(sort, "")
    return {"name": name, "words": words, "state": state, "sort": name if sort == f"-{name}" else f"-{name}"}


def headline(found: dict[str, Any] | None) -> str:
    """Answer in words where the share of a scope goes."""
    if found is None or found["customer_share"] is None:
        return _("The share cannot be told: nothing is held here or known elsewhere")
    now, before = found["customer_share"], found["share_months"][-13]
    said = {"now": amounts.percent(now, _language())}
    if before is None or abs(now - before / WHOLE) < 0.001:
        return _("Our share of our customers is %(now)s, as a year ago") % said
    said["before"] = amounts.percent(before / WHOLE, _language())
    if now > before / WHOLE:
        return _("Our share of our customers rose from %(before)s to %(now)s in a year") % said
    return _("Our share of our customers fell from %(before)s to %(now)s in a year") % said


def trend(found: dict[str, Any] | None, last: str) -> dict[str, Any] | None:
    """Return the share of 24 months with the projection."""
    if found is None or found["customer_share"] is None:
        return None
    past = [None if point is None else point / WHOLE for point in found["share_months"]]
    now, ahead = found["customer_share"], found["share_ahead"]
    way = [now + (ahead - now) * step / AHEAD for step in range(AHEAD + 1)]
    series = [
        {"name": _("Customer share"), "values": [*past, *[None] * AHEAD], "kind": "line"},
        {"name": _("Projection"), "values": [*[None] * (MONTHS - 1), *way], "kind": "line"},
    ]
    months = periods.trailing(periods.shift(last, AHEAD), MONTHS + AHEAD)
    return {"format": "percent", "scale": True, "months": months, "series": series}


def _language() -> str:
    return get_language() or "en"
