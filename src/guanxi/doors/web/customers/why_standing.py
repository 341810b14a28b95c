"""Why does the group make so much, why did the level move (为什么)? Formula, the row's own figures, assumptions, run.

Who may see the customer may see its part of a group; the total only where ``book.groups`` shows it.
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from guanxi.book import groups
from guanxi.book.groups import Group, GroupMember
from guanxi.contracts.figures import groups as contract
from guanxi.desk import moves
from guanxi.doors.web import explained
from guanxi.doors.web.customers import changes
from guanxi.doors.web.customers import shown as showing
from guanxi.doors.web.customers.shown import Shown
from guanxi.value import explain
from guanxi.value.formulas.moves import RULES


@require_GET
def group(request: HttpRequest, customer_id: str, figure: str) -> HttpResponse:
    """Explain a figure of the customer's group (``groups.…``), or of its part in one (``group_members.…``)."""
    shown = showing.find(request, customer_id, "why")
    table, _, name = figure.partition(".")
    if name not in {"groups": contract.GROUPS.names, "group_members": contract.GROUP_MEMBERS.names}.get(table, ()):
        raise Http404
    row = _total(shown) if table == "groups" else _part(shown, request.GET.get("group", ""))
    if row is None:
        raise Http404
    values = {one: getattr(row, one) for one in explained.CONTRACTS[table].names}
    facts = explained.table(explain.why(figure), values, shown.as_of)
    part = {"why_view": "customers:why_group", "asked": request.GET.urlencode()}
    return render(request, "customers/why_standing.html", facts | part | _about(shown))


def _total(shown: Shown) -> Group | None:
    told = groups.of(shown.person, shown.run, shown.customer)
    return told.total if told else None


def _part(shown: Shown, group_id: str) -> GroupMember | None:
    return GroupMember.objects.filter(run=shown.run, group_id=group_id, customer_id=shown.customer.pk).first()


@require_GET
def move(request: HttpRequest, customer_id: str, move_id: int) -> HttpResponse:
    """Explain one move of level, grade or tier: before and after, and the rule table of that month end."""
    shown = showing.find(request, customer_id, "why")
    found = next((one for one in moves.of_customer(shown.person, shown.customer.pk) if one.pk == move_id), None)
    if found is None:
        raise Http404
    before, after = changes.sides(found, shown.customer.kind)
    values = {"customer_id": shown.customer.pk, "what": found.what, "before": before, "after": after}
    facts = explained.table(explain.why("moves.after"), values, None)
    facts |= {
        "assumptions": explained.rests_on([RULES[found.what]], found.as_of),
        "move": found,
        "now": found.what if shown.figure is not None else "",
        "title": changes.WHATS[found.what],
    }
    return render(request, "customers/why_standing.html", facts | _about(shown))


def _about(shown: Shown) -> dict[str, Any]:
    return {"customer": shown.customer, "subject": shown.customer.name, "run": shown.run}
