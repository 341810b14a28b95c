"""What is a point of retention worth (一个百分点的客户保持率值多少)? Linear in the points asked for."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from guanxi.book import insights
from guanxi.doors.web.loyalty import told
from guanxi.doors.web.loyalty.told import Figures
from guanxi.doors.web.value import asked
from guanxi.kit import amounts

STEPS = (0.5, 1.0, 2.0, 3.0, 5.0)
MOST = 20.0


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Show what the points asked for are worth, the same at several points, and the ten gains of the deck."""
    ask = asked.read(request)
    context = ask.context | {"tab": "worth"}
    if ask.run is not None:
        rows = insights.of(ask.run, "retention_worth", ask.scope)
        points = read(request.GET.get("points", ""))
        context["points"] = points
        if rows:
            context |= {
                "one": rows[0],
                "asked_for": at(rows[0], points),
                "table": [at(rows[0], step) for step in STEPS],
                "gains": gains(rows[0], points),
                "worth_answer": answer(rows[0], points),
            }
    return render(request, "loyalty/worth.html", context)


def read(text: str) -> float:
    """Read the points of an address, one when it says nothing sensible."""
    try:
        points = float(text)
    except ValueError:
        return 1.0
    return round(points, 1) if 0 < points <= MOST else 1.0


def at(one: Figures, points: float) -> Figures:
    """Return what so many points bring; retention cannot pass 100 %, so more points than are lost bring no more."""
    reach = min(points, 100 * one["loss_rate"])
    scaled = {
        name: None if one[name] is None else round(one[name] * reach)
        for name in ("profit_year", "profit_life", "winning")
    }
    return scaled | {"points": points, "reach": reach, "customers": one["point"] * reach, "is_capped": reach < points}


def answer(one: Figures, points: float) -> str:
    """Say what the points are worth."""
    found = at(one, points)
    if found["profit_year"] is None:
        return _("Nobody left, so it cannot be said what keeping more would bring")
    values = {"points": f"{points:g}", "year": _money(found["profit_year"]), "life": _money(found["profit_life"])}
    return _("%(points)s points of retention are worth %(year)s a year, %(life)s over the years they stay") % values


def gains(one: Figures, points: float) -> list[tuple[Any, str, bool]]:
    """Return the deck's gains of keeping a customer: name, what the data say, and whether they say anything."""
    found = at(one, points)
    few = _("cannot say: too few customers of three years and more, or of one to three")
    cost, wallet, serving, referrals = found["winning"], one["wallet"], one["serving"], one["referrals"]
    spared = cost is not None and _("%(cost)s not spent on winning as many") % {"cost": _money(cost)}
    more = wallet is not None and _("%(families)s product families against newer customers") % {
        "families": f"{wallet:+.1f}".replace("-", amounts.MINUS)
    }
    less = serving is not None and _("%(cost)s a year and customer against newer ones") % {
        "cost": _money(-serving, plus=True)
    }
    came = referrals is not None and _("%(rate)s of 100 customers came by referral this year") % {
        "rate": f"{referrals:.1f}"
    }
    life = found["profit_life"]
    goes_on = life is not None and _("%(life)s over the years") % {"life": _money(life)}
    known = [
        (_("No new customers to be won instead"), spared, _("cannot say: no cost of winning here")),
        (_("They give more of their wallet"), more, few),
        (_("They cost less to serve"), less, few),
        (_("They bring others"), came, _("cannot say: too few customers")),
        (_("Profit goes on"), goes_on, _("cannot say: nobody left")),
        (_("They mind prices less"), False, _("see question three: losses around price moves")),
        (_("They are at ease with us"), False, _("cannot say yet: it takes survey answers of several years")),
        (_("They speak well of us"), False, _("cannot say yet: it takes survey answers on recommending us")),
        (
            _("They forgive mistakes"),
            False,
            _("cannot say yet: it takes more complaints and broken promises, and what the customers did afterwards"),
        ),
        (_("Marketing works better"), False, _("cannot say yet: it takes campaigns, whom they reached, who answered")),
    ]
    return [(name, words or instead, bool(words)) for name, words, instead in known]


def _money(value: int | None, plus: bool = False) -> str:
    return amounts.short(amounts.minor(value), told.language(), plus=plus)
