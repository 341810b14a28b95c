"""What moved our profit (利润桥): from one month to another, or from one year to the next, cause by cause."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from guanxi.book import bridge, concentration
from guanxi.book.bridge import Bridge
from guanxi.book.customers import Customer
from guanxi.contracts.figures.bridge import CAUSES
from guanxi.doors.web.value import asked
from guanxi.doors.web.value.asked import Asked
from guanxi.guard import reach
from guanxi.kit import amounts, days


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Show the bridge of a scope: a waterfall, its table, and the customers with the largest effects."""
    ask = asked.read(request)
    context = ask.context | {"tab": "bridge"}
    if ask.run is not None:
        known = bridge.months(ask.run)
        first, last = _chosen(request, known)
        found = bridge.between(ask.run, ask.scope, first, last)
        context |= {"months": known, "first": first, "last": last, "found": found}
        if found is not None:
            context |= _told(ask, found)
    return render(request, "value/bridge.html", context)


def _chosen(request: HttpRequest, known: list[str]) -> tuple[str, str]:
    """Read two months in order; anything else is the two years."""
    first, last = request.GET.get("from", ""), request.GET.get("to", "")
    if first not in known or last not in known or first == last:
        return "", ""
    return min(first, last), max(first, last)


def _told(ask: Asked, found: Bridge) -> dict[str, Any]:
    assert ask.run is not None
    language = get_language() or "en"
    names = _ends(found, language)
    moving = {cause: amount for cause, amount in found.causes.items() if amount}
    short = [days.month(month, language) for month in (found.first, found.last)]
    items = [{"label": short[0], "value": float(found.before), "total": True}]
    items += [{"label": CAUSES[cause].in_(language), "value": float(amount)} for cause, amount in moving.items()]
    items.append({"label": short[1], "value": float(found.after), "total": True})
    team = concentration.team(ask.run, ask.scope)
    rows = reach.visible(ask.person, bridge.members(ask.run, ask.scope, team.customers if team else 0))
    up, down = bridge.effects(rows, ask.run, found)
    keys = [effect.customer_id for effect in (*up, *down)]
    called = dict(reach.visible(ask.person, Customer.objects.filter(pk__in=keys)).values_list("pk", "name"))
    return {
        "answer": answer(found, language),
        "chart": {"format": "money", "changes": True, "items": items, "summary": answer(found, language)},
        "ends": names,
        "causes": [(CAUSES[cause], amount) for cause, amount in found.causes.items()],
        "sides": [
            (title, [(effect, called[effect.customer_id]) for effect in side if effect.customer_id in called])
            for title, side in ((_("Raised it most"), up), (_("Lowered it most"), down))
        ],
        "is_large": bool(team and team.customers > bridge.LARGE),
        "near_ends": bridge.NEAR_ENDS,
    }


def answer(found: Bridge, language: str) -> str:
    """Say how the profit moved and what moved it most, in one sentence."""
    gap = found.change
    if not any(found.causes.values()):
        return _("Nothing moved the profit")
    cause, amount = max(found.causes.items(), key=lambda pair: abs(pair[1]))
    told = {
        "gap": amounts.short(abs(gap), language),
        "cause": CAUSES[cause].in_(language),
        "amount": amounts.short(amount, language, plus=True),
    }
    if gap > 0:
        return _("Profit rose by %(gap)s; the largest move: %(cause)s %(amount)s") % told
    if gap < 0:
        return _("Profit fell by %(gap)s; the largest move: %(cause)s %(amount)s") % told
    return _("Profit stayed; what moved most: %(cause)s %(amount)s") % told


def _ends(found: Bridge, language: str) -> tuple[str, str]:
    first, last = days.month(found.first, language), days.month(found.last, language)
    if found.is_year:
        return _("12 months to %(month)s") % {"month": first}, _("12 months to %(month)s") % {"month": last}
    return first, last
