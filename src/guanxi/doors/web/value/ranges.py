"""A brushed range of the curve (刷选区间): its customers beside it, the cause in words, and the way on."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from guanxi.book import concentration, ranges, scopes
from guanxi.book.customers import Customer
from guanxi.book.figures import Concentration
from guanxi.book.ranges import Range
from guanxi.contracts.lines import LINES
from guanxi.doors.web.value import asked
from guanxi.doors.web.value.asked import Asked
from guanxi.guard import reach
from guanxi.guard.rules import Action
from guanxi.kit import amounts


@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """List the customers of a range; a fragment for the brush, a page of its own without the script."""
    ask = asked.read(request)
    found = _published(ask)
    span = ranges.between(request.GET.get("from"), request.GET.get("to"))
    context = ask.context | range_context(request, ask, found, span)
    if request.headers.get("HX-Request") != "true":
        return render(request, "value/range_page.html", context)
    if request.GET.get("after"):
        return render(request, "value/range.html#rows", context)
    response = render(request, "value/range.html", context)
    response["HX-Replace-Url"] = f"{reverse('value:home')}?{ask.address(**_ends(span))}"
    return response


def range_context(request: HttpRequest, ask: Asked, found: Concentration, span: tuple[int, int]) -> dict[str, Any]:
    """Return what the side card shows of a range."""
    assert ask.run is not None
    chosen = ranges.of(found.bands, *span)
    figures = reach.visible(ask.person, ranges.customers(ask.run, ask.scope, chosen))
    rows, after = ranges.page(figures, chosen, request.GET.get("after"))
    names = dict(Customer.objects.filter(pk__in=[row["customer_id"] for row in rows]).values_list("pk", "name"))
    for row in rows:
        row["name"] = names.get(row["customer_id"], row["customer_id"])
    return {
        "range": chosen,
        "range_title": title(*span),
        "range_cause": cause(chosen),
        "presets": presets(ask, span),
        "customers": rows,
        "after": after,
        "may_export": reach.can(ask.person, Action.EXPORT_CUSTOMERS),
        "may_assign": reach.can(ask.person, Action.SETTLE_WORK_ITEM),
        "range_query": ask.address(**_ends(span)),
        "list_query": _list_query(ask, chosen),
    }


def title(first: int, last: int) -> str:
    """Name a range: the best, the last, or from–to."""
    if (first, last) == (0, 100):
        return _("All customers")
    if first == 0:
        return _("The best %(last)s %%") % {"last": last}
    if last == 100:
        return _("The last %(share)s %%") % {"share": 100 - first}
    return _("From %(first)s %% to %(last)s %%") % {"first": first, "last": last}


def cause(chosen: Range) -> str:
    """Say in words which lines weigh most, and how far income carries the costs."""
    causes = chosen.causes()
    if not causes:
        return _("Nothing was earned and nothing was spent on these customers.")
    language = get_language() or "en"
    first = {"line": LINES[causes[0].line].in_(language), "rate": amounts.percent(causes[0].rate, language, decimals=0)}
    if chosen.is_loss:
        words = _("%(line)s is %(rate)s of what they cost") % first
    else:
        words = _("%(line)s is %(rate)s of what they bring") % first
    if len(causes) > 1:
        second = amounts.percent(causes[1].rate, language, decimals=0)
        line = LINES[causes[1].line].in_(language)
        words += _("; %(line)s %(rate)s") % {"line": f"{line[0].lower()}{line[1:]}", "rate": second}
    if chosen.is_loss and chosen.charges > 0:
        covered = amounts.percent(max(0, float(chosen.income / chosen.charges)), language, decimals=0)
        words += _("; income covers %(rate)s of the costs") % {"rate": covered}
    return words + _(".")


def _ends(span: tuple[int, int]) -> dict[str, object]:
    return {"from": span[0] / 100, "to": span[1] / 100}


def _published(ask: Asked) -> Concentration:
    found = concentration.of(ask.run, ask.scope) if ask.run else None
    if found is None or not found.bands:
        raise Http404
    return found


def _list_query(ask: Asked, chosen: Range) -> str:
    """Return the filters under which the customer list shows the same customers."""
    place = {scopes.UNIT: {"unit": ask.scope.id}, scopes.STAFF: {"owner": ask.scope.id}}.get(ask.scope.kind, {})
    pairs = {**place, "rank_from": chosen.after_rank + 1, "rank_to": chosen.to_rank}
    return urlencode(pairs | ({"sort": "-profit"} if chosen.is_loss else {}))


def presets(ask: Asked, span: tuple[int, int]) -> list[dict[str, object]]:
    """Return the ranges often looked at, as links that work without the script."""
    return [
        {"title": title(*ends), "query": ask.address(**_ends(ends)), "is_chosen": ends == span}
        for ends in ((0, 20), (70, 100), (90, 100))
    ]
