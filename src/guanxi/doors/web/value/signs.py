"""The five signs (五个信号): do you feel it? Each with its lines of 24 months, direction in words, customers."""

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from guanxi.book import insights
from guanxi.book.customers import Customer
from guanxi.book.figures import Run
from guanxi.contracts.figures.signs import DIRECTIONS, SIGN_LINES, SIGNS
from guanxi.doors.web.value import asked
from guanxi.guard import reach
from guanxi.kit import amounts, periods
from guanxi.kit.words import Words

MONTHS = 24
#: How the amounts behind a line are written; others are plain numbers.
BEHIND = {"walk_in_risk": "money", "sought_risk": "money", "still_count": "money", "still_sum": "money"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a sign in words: what it is now, what it was, where it goes."""

    code: str
    words: Words
    form: str
    now: str
    before: str
    direction: str
    direction_words: Words
    values: list[float | None]
    lacking: Words
    has_customers: bool

    @property
    def is_known(self) -> bool:
        """Tell whether the line can be drawn at all."""
        return any(value is not None for value in self.values)

    @property
    def lacks_late(self) -> int:
        """Return how many of the latest months cannot be known yet."""
        return next((place for place, value in enumerate(reversed(self.values)) if value is not None), 0)


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign: its answer as a title, its lines, and its charts (lines of one form together)."""

    code: str
    number: int
    words: Words
    answer: str
    lines: list[Line]
    charts: list[tuple[str, str, dict[str, Any]]]


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Show the five signs of a scope."""
    ask = asked.read(request)
    context = ask.context | {"tab": "signs"}
    if ask.run is not None:
        rows = {row["line"]: row for row in insights.of(ask.run, "five_signs", ask.scope)}
        context["signs"] = [_sign(place, code, rows, ask.run) for place, code in enumerate(SIGNS, 1)] if rows else []
    return render(request, "value/signs.html", context)


@require_GET
def customers(request: HttpRequest, line: str) -> HttpResponse:
    """List the customers that weigh most behind a line, those the person may see."""
    ask = asked.read(request)
    found = insights.of(ask.run, "five_signs", ask.scope) if ask.run else []
    row = next((row for row in found if row["line"] == line), None)
    if row is None or line not in SIGN_LINES:
        raise Http404
    listed = _read(row["customers"])
    keys = [key for key, _amount in listed]
    names = dict(reach.visible(ask.person, Customer.objects.filter(pk__in=keys)).values_list("pk", "name"))
    rows = [(key, names[key], _amount_of(line, amount)) for key, amount in listed if key in names]
    words = SIGN_LINES[line].words
    context = {"tab": "signs", "line": words, "rows": rows, "sign": Words(*SIGNS[SIGN_LINES[line].sign])}
    return render(request, "value/sign_customers.html", ask.context | context)


def _sign(number: int, code: str, rows: dict[str, dict[str, Any]], run: Run) -> Sign:
    lines = [_line(name, rows[name]) for name, line in SIGN_LINES.items() if line.sign == code and name in rows]
    return Sign(code, number, Words(*SIGNS[code]), _answer(code, rows), lines, _charts(code, lines, run))


def _line(code: str, row: dict[str, Any]) -> Line:
    told = SIGN_LINES[code]
    return Line(
        code=code,
        words=told.words,
        form=told.form,
        now=written(told.form, row["now"]),
        before=written(told.form, row["before"]),
        direction=row["direction"],
        direction_words=Words(*DIRECTIONS[row["direction"]]),
        values=_read(row["values"]),
        lacking=told.lacking,
        has_customers=len(_read(row["customers"])) > 0,
    )


def _charts(code: str, lines: list[Line], run: Run) -> list[tuple[str, str, dict[str, Any]]]:
    """Return (element, title, data): lines written alike share a chart, of the known ones."""
    months = periods.trailing(periods.last_complete(run.as_of), MONTHS)
    language = get_language() or "en"
    forms: dict[str, list[Line]] = {}
    for line in lines:
        if line.is_known:
            alone = code == "wins" or line.form == "money"
            forms.setdefault(line.code if alone else line.form, []).append(line)
    return [
        (
            f"sign-{code}-{place}",
            " · ".join(line.words.in_(language) for line in group),
            {
                "format": group[0].form if group[0].form != "number" else "count",
                "months": months,
                "series": [{"name": line.words.in_(language), "values": _drawn(line)} for line in group],
            },
        )
        for place, group in enumerate(forms.values())
    ]


def _drawn(line: Line) -> list[float | None]:
    return [None if value is None else value / 100 if line.form == "money" else value for value in line.values]


def _read(document: Any) -> Any:
    return json.loads(document) if isinstance(document, str) else document


def _amount_of(line: str, amount: int) -> str:
    if line == "win_concession":
        return written("points", amount / 1_000_000)
    return written("money" if line in BEHIND else "count", amount)


def written(form: str, value: float | None) -> str:
    """Write a figure of a line: percent, number, count, money (minor units) or points."""
    language = get_language() or "en"
    if value is None:
        return amounts.NOTHING
    if form == "money":
        return amounts.short(Decimal(round(value)) / 100, language)
    if form == "points":
        return _("%(points)s points") % {"points": amounts.percent(value, "zh", decimals=2).removesuffix("%")}
    if form == "percent":
        return amounts.percent(value, language)
    return f"{value:,.1f}" if form == "number" or value != int(value) else f"{value:,.0f}"


def _answer(code: str, rows: dict[str, dict[str, Any]]) -> str:
    """Say what the sign shows in one sentence with figures, or that it cannot be said."""

    def now(line: str) -> str | None:
        value = rows.get(line, {}).get("now")
        return None if value is None else written(SIGN_LINES[line].form, value)

    told = {name: now(name) for name in SIGN_LINES if SIGN_LINES[name].sign == code}
    if code == "newcomers" and "few" in {
        rows.get(name, {}).get("direction") for name in ("walk_in_risk", "sought_risk")
    }:
        return _("Too few new customers have a risk grade to say who is riskier")
    if code == "newcomers" and told["walk_in_risk"] and told["sought_risk"]:
        return _("Of those who walk in, %(walk_in_risk)s are risky; of those we go after, %(sought_risk)s") % told
    if code == "contacts" and told["outbound"] and told["inbound"]:
        return _("A month we start %(outbound)s contacts per 100 customers, they start %(inbound)s") % told
    if code == "windfalls" and told["still_count"]:
        words = _("%(still_count)s large deposits a month come and lie still, %(still_sum)s together")
        return words % told
    if code == "wins" and (told["win_contacts"] or told["win_days"]):
        return _wins(told)
    if code == "few" and told["top20"]:
        return _("The best 20 %% of customers make %(top20)s of gross profit, the best 1 %% make %(top1)s") % told
    return _("This cannot be said from what the bank delivers")


def _wins(told: dict[str, str | None]) -> str:
    parts = []
    if told["win_contacts"]:
        parts.append(_("%(win_contacts)s contacts") % told)
    if told["win_days"]:
        parts.append(_("%(win_days)s days") % told)
    if told["win_concession"]:
        parts.append(_("%(win_concession)s off the price") % told)
    return _("A win takes %(parts)s") % {"parts": _(", ").join(parts)}
