"""What it costs to win a customer and whether it pays (客户获致成本与值得争取): the deck's formulas, own figures."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from guanxi.book import scopes, winning
from guanxi.book.winning import Row
from guanxi.contracts.customers import KINDS, SIZES, SOURCES
from guanxi.doors.web.value import asked

TITLES = {"unit": _("By unit"), "segment": _("By segment"), "source": _("By source")}
HEADS = {"unit": _("Unit"), "segment": _("Segment"), "source": _("Source")}
NAMES = {**KINDS, **SIZES, **SOURCES}


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Show cost, value and worth of the scope, and by the dimension asked for."""
    ask = asked.read(request)
    offered = winning.DIMENSIONS if ask.scope.kind == scopes.BANK else ("unit",)
    dimension = request.GET.get("by", "")
    if dimension not in offered:
        dimension = offered[0]
    context = ask.context | {"tab": "winning", "dimension": dimension}
    if ask.run is not None:
        context["whole"] = winning.whole(ask.run, ask.scope)
        rows = winning.members(ask.run, ask.scope, dimension) if ask.scope.kind != scopes.STAFF else []
        context["rows"] = [_named(row) for row in rows]
        context["dimensions"] = [(name, TITLES[name]) for name in offered]
        context["title"], context["head"] = TITLES[dimension], HEADS[dimension]
    return render(request, "value/winning.html", context)


def _named(row: Row) -> Row:
    """Write a segment or source in words; segments are written ``kind:size``."""
    side = 1 if (get_language() or "en").startswith("zh") else 0
    if row.dimension != "unit":
        parts = [NAMES[part][side] if part in NAMES else part for part in row.member.split(":") if part]
        row.name = " · ".join(parts) or str(_("not told"))
    return row
