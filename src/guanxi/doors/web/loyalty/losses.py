"""What is the loss rate this year, and how did it change (今年客户流失的变动率是多少)?"""

from typing import Any

from django.utils.translation import gettext as _

from guanxi.book import insights
from guanxi.book.figures import Run
from guanxi.book.scopes import Scope
from guanxi.doors.web.loyalty import told
from guanxi.doors.web.loyalty.told import Figures
from guanxi.kit import periods

MONTHS = 24


def context(run: Run, scope: Scope) -> dict[str, Any]:
    """Return the figures of all together, the title that answers, and the chart of 24 months."""
    months = insights.of(run, "loss_months", scope)
    rates = insights.firsts(run, "loss_rates", scope.kind, [scope.id]).get(scope.id)
    if not months or rates is None:
        return {}
    return {
        "all": rates,
        "loss_answer": answer(rates),
        "loss_chart": chart(months[0]),
        "lost_query": told.lost(scope),
        "profit_lost_rate": _share(rates["profit_lost"], rates["profit"]),
        "balance_lost_rate": _share(rates["balance_lost"], rates["balance"]),
    }


def answer(rates: Figures) -> str:
    """Say how many left, with the interval, and whether closings changed beyond chance."""
    if not rates["departed"]:
        return _("None of the %(customers)s customers of a year ago has left") % {"customers": f"{rates['at_risk']:,}"}
    first = _("%(rate)s of the customers of a year ago have left") % {"rate": told.percent(rates["loss_rate"])}
    return first + _("; ") + change(rates)


def change(rates: Figures) -> str:
    """Say how closings compare with the year before."""
    values = {"now": told.percent(rates["closing_rate"]), "before": told.percent(rates["closing_prior_rate"])}
    if rates["changed"] == "more":
        return _("closings rose from %(before)s to %(now)s") % values
    if rates["changed"] == "fewer":
        return _("closings fell from %(before)s to %(now)s") % values
    if rates["changed"] == "too_few":
        return _("too few customers to compare with the year before")
    return _("closings (%(now)s after %(before)s) did not change beyond chance") % values


def chart(figures: Figures) -> dict[str, Any]:
    """Return what ``chart-loyalty.js`` draws: the three signs on one another, customers at risk beside them."""
    names = {"closed": _("closed"), "dormant": _("dormant"), "run_off": _("run off")}
    return {
        "months": periods.trailing(figures["last"], MONTHS),
        "series": [{"name": name, "values": figures[sign]} for sign, name in names.items()],
        "beside": [{"name": _("customers at the start"), "values": figures["at_risk"]}],
    }


def _share(part: int, of: int) -> float | None:
    return part / of if of > 0 else None
