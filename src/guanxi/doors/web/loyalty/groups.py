"""How does retention differ by department, branch and group (在各部门、分支机构的客户保持率变化如何)?"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from guanxi.book import insights, scopes
from guanxi.book.figures import Run
from guanxi.book.scopes import Scope
from guanxi.book.units import Staff
from guanxi.doors.web.loyalty import told
from guanxi.doors.web.loyalty.told import Figures

DIMENSIONS = ("kind", "source", "level", "tier", "cohort", "family")
SHOWN = 50
DRAWN = 16


@dataclass(slots=True)
class Row:
    """One group with its figures, the scope it leads to, and the customers behind it."""

    name: str
    figures: Figures
    scope: Scope | None = None
    query: str = ""


def context(run: Run, scope: Scope, by: str) -> dict[str, Any]:
    """Return the table of units, managers or another dimension, with the title that answers."""
    has_units = scope.kind != scopes.STAFF and scopes.units_below(scope).exists()
    offered = (["unit"] if has_units else []) + ([] if scope.kind == scopes.STAFF else ["manager", *DIMENSIONS])
    if not offered:
        return {"groups": None}
    by = by if by in offered else offered[0]
    rows = _scopes(run, scope, by) if by in ("unit", "manager") else members(run, scope, by)
    return {
        "groups": rows[:SHOWN],
        "groups_left": max(0, len(rows) - SHOWN),
        "groups_by": by,
        "groups_offered": [(name, TITLES[name]()) for name in offered],
        "groups_answer": answer(by, rows),
        "groups_chart": chart(rows, insights.firsts(run, "loss_rates", scope.kind, [scope.id]).get(scope.id)),
    }


TITLES = {
    "unit": lambda: _("Unit"),
    "manager": lambda: _("Manager"),
    "kind": lambda: _("Kind"),
    "source": lambda: _("Source"),
    "level": lambda: _("Level a year ago"),
    "tier": lambda: _("Tier"),
    "cohort": lambda: _("Opened in"),
    "family": lambda: _("Product"),
}


def _scopes(run: Run, scope: Scope, by: str) -> list[Row]:
    """Return the units right below, or all managers below, most losses first."""
    if by == "unit":
        named = [Scope(scopes.UNIT, u.pk, u.name, u.path) for u in scopes.units_below(scope)]
    else:
        people = Staff.objects.filter(pk__in=scopes.staff_below(scope).values("pk")).select_related("unit")
        named = [Scope(scopes.STAFF, s.pk, s.name, s.unit.path) for s in people]
    kind = scopes.UNIT if by == "unit" else scopes.STAFF
    found = insights.firsts(run, "loss_rates", kind, [one.id for one in named])
    rows = [Row(one.name, found[one.id], one, told.lost(one)) for one in named if one.id in found]
    return sorted(rows, key=lambda row: (-(row.figures["loss_rate"] or 0), row.name))


def members(run: Run, scope: Scope, dimension: str) -> list[Row]:
    """Return the members of a dimension in the order published."""
    rows = [f for f in insights.of(run, "loss_rates", scope) if f["dimension"] == dimension]
    filter_ = told.FILTERS.get(dimension)
    return [
        Row(
            told.member(dimension, f["member"]),
            f,
            query=told.lost(scope, (filter_, f["member"])) if filter_ else "",
        )
        for f in rows
    ]


def answer(by: str, rows: list[Row]) -> str:
    """Say which groups lose more or fewer than the rest of the bank, only where chance cannot explain it."""
    more = [row.name for row in rows if row.figures["differs"] == "more"]
    fewer = [row.name for row in rows if row.figures["differs"] == "fewer"]
    judged = [row for row in rows if row.figures["differs"] != "too_few"]
    if not judged:
        return _("Too few customers in each group to tell them apart")
    if not more and not fewer:
        return _("No group differs from the rest of the bank beyond chance")
    parts = []
    if more:
        parts.append(_("%(names)s: more losses than the rest of the bank") % {"names": _few(more)})
    if fewer:
        parts.append(_("%(names)s: fewer losses than the rest of the bank") % {"names": _few(fewer)})
    return _("; ").join(parts)


def _few(names: list[str]) -> str:
    if len(names) <= 3:
        return told.listed(names)
    return _("%(names)s and %(more)s more") % {"names": told.listed(names[:3]), "more": len(names) - 3}


def chart(rows: list[Row], whole: Figures | None) -> dict[str, Any]:
    """Return points with intervals beside the line of the scope itself."""
    drawn = rows[:DRAWN]
    highs = [row.figures["loss_high"] or 0 for row in drawn]
    return {
        "items": [
            {
                "label": row.name, "rate": row.figures["loss_rate"], "low": row.figures["loss_low"],
                "high": row.figures["loss_high"], "count": row.figures["at_risk"],
                "real": row.figures["differs"] in ("more", "fewer"),
            }
            for row in drawn
        ],
        "to": min(1.0, round(min(max(highs, default=1.0), 4 * _middle(drawn)) + 0.01, 2)),
        "line": whole["loss_rate"] if whole else None,
        "lineName": _("all together"),
    }  # fmt: skip


def _middle(rows: list[Row]) -> float:
    """Return the largest rate drawn, so that wide intervals of small groups do not squeeze all others."""
    return max((row.figures["loss_rate"] or 0 for row in rows), default=0) or 0.25
