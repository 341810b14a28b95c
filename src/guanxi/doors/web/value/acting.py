"""What acting changed (做与不做的差别): lines shown against lines held back, with the interval of their difference."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from guanxi.contracts.figures import SUGGESTION_KINDS
from guanxi.desk import effect
from guanxi.desk.effect import Difference, Group
from guanxi.desk.trials import HORIZONS
from guanxi.doors.web.value import asked
from guanxi.guard import reach
from guanxi.guard.rules import Action
from guanxi.kit import amounts, periods


@dataclass(frozen=True, slots=True)
class Told:
    """A group in words: its name, what its differences say."""

    group: Group
    name: str
    lines: list[tuple[str, str, str, str, str]]


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Show each kind at each horizon; when nothing can be said yet, what is missing and from when it can be."""
    ask = asked.read(request)
    reach.require(ask.person, Action.VIEW_EFFECT)
    context = ask.context | {"tab": "acting", "least": effect.LEAST}
    if ask.run is not None:
        found = [_told(group) for group in effect.groups(ask.person, ask.scope)]
        lines, held, since = effect.begun(ask.person, ask.scope)
        context |= {
            "horizons": [(months, [t for t in found if t.group.months == months]) for months in HORIZONS],
            "lines": lines,
            "held": held,
            "since": since,
            "from_on": _months_later(since, HORIZONS[0]) if since else None,
            "is_measured": bool(found),
        }
    return render(request, "value/acting.html", context)


def _told(group: Group) -> Told:
    language = get_language() or "en"
    side = 1 if language.startswith("zh") else 0
    name = SUGGESTION_KINDS[group.kind][side] if group.kind else _("all kinds")
    return Told(group, name, [_line(difference, language) for difference in group.differences])


def _line(d: Difference, language: str) -> tuple[str, str, str, str, str]:
    """Return name, shown, held back, difference with its interval, and what it says."""
    names = {
        "profit": _("change of profit, three months"),
        "balance": _("change of balances"),
        "departed": _("departed"),
        "level": _("change of level"),
    }

    def written(value: float, plus: bool = True) -> str:
        if d.measure in ("profit", "balance"):
            return amounts.short(Decimal(round(value)), language, plus=plus)
        if d.measure == "departed":
            return amounts.percent(value, language, plus=plus)
        return f"{'+' if value > 0 and plus else amounts.MINUS if value < 0 else ''}{abs(value):.2f}"

    interval = _("%(gap)s (%(low)s to %(high)s)") % {
        "gap": written(d.gap), "low": written(d.low), "high": written(d.high)
    }  # fmt: skip
    better = d.gap < 0 if d.measure == "departed" else d.gap > 0
    verdict = _("no difference can be told apart from chance")
    if d.is_clear:
        verdict = _("acting helped") if better else _("acting did not help")
    plain = d.measure == "departed"
    return names[d.measure], written(d.shown, not plain), written(d.held, not plain), interval, verdict


def _months_later(day: date, months: int) -> date:
    """Return the month end so many months later."""
    return periods.last_day(periods.shift(periods.of(day), months))
