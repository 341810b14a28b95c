"""Who keeps customers longest (哪一家银行保持客户时间最长)? Units ranked with intervals, curves by group."""

from typing import Any

from django.utils.translation import gettext as _

from guanxi.book import insights, scopes
from guanxi.book.figures import Run
from guanxi.book.scopes import Scope
from guanxi.doors.web.loyalty import told
from guanxi.doors.web.loyalty.told import Figures

DIMENSIONS = ("source", "family", "kind")
CURVES = 5


def context(run: Run, scope: Scope, by: str) -> dict[str, Any]:
    """Return the curves asked for, the ranking of units, and the title that answers."""
    rows = insights.of(run, "survival", scope)
    whole = next((row for row in rows if row["dimension"] == "all"), None)
    if whole is None:
        return {"survival": None}
    by = by if by in DIMENSIONS else DIMENSIONS[0]
    members = [row for row in rows if row["dimension"] == by]
    for row in members:
        row["name"] = told.member(by, row["member"])
    members.sort(key=lambda row: (row["differs"] == "too_few", -(row["kept_years"] or 0)))
    ranked = ranking(run, scope)
    return {
        "survival": whole,
        "survival_by": by,
        "horizon": horizon(whole),
        "survival_rows": members,
        "survival_answer": answer(ranked, whole) if ranked else _whole(whole),
        "survival_chart": curves(whole, members),
        "ranking": ranked,
        "ranking_chart": points(ranked, whole) if len(ranked) > 1 else None,
    }


def ranking(run: Run, scope: Scope) -> list[Figures]:
    """Return the units right below with their mean years kept, longest first; those of few customers last."""
    named = {unit.pk: unit for unit in scopes.units_below(scope)} if scope.kind != scopes.STAFF else {}
    found = insights.firsts(run, "survival", scopes.UNIT, list(named))
    rows = [row | {"name": named[key].name, "id": key} for key, row in found.items()]
    return sorted(rows, key=lambda row: (row["differs"] == "too_few", -(row["kept_years"] or 0), row["name"]))


def answer(ranked: list[Figures], whole: Figures) -> str:
    """Name the unit that really keeps longest; say so when chance explains the order."""
    longest = [row for row in ranked if row["differs"] == "fewer"]
    if longest:
        return _("%(unit)s keeps customers longest: %(years)s of the first %(horizon)s years") % {
            "horizon": horizon(whole), "unit": longest[0]["name"], "years": f"{longest[0]['kept_years']:.1f}",
        }  # fmt: skip
    if all(row["differs"] == "too_few" for row in ranked):
        return _("Too few departures in each unit to rank them") + _("; ") + _whole(whole)
    return _("No unit keeps customers longer than the bank beyond chance") + _("; ") + _whole(whole)


def _whole(whole: Figures) -> str:
    return _("a customer stays %(years)s of the first %(horizon)s years on average") % {
        "years": f"{whole['kept_years']:.1f}", "horizon": horizon(whole),
    }  # fmt: skip


def horizon(whole: Figures) -> int:
    """Return over how many years the lifetime is measured."""
    return (len(told.document(whole["curve"])) - 1) // 12


def curves(whole: Figures, members: list[Figures]) -> dict[str, Any]:
    """Return the curve of all together and of the largest groups that stand on own figures."""
    drawn = [row for row in members if row["differs"] != "too_few"]
    largest = sorted(drawn, key=lambda row: -row["customers"])[:CURVES]
    series = [{"name": _("all together"), "values": told.document(whole["curve"])}]
    series += [{"name": row["name"], "values": told.document(row["curve"])} for row in largest]
    least = min(value for one in series for value in one["values"])
    return {"series": series, "least": max(0.0, int(least * 20) / 20)}


def points(ranked: list[Figures], whole: Figures) -> dict[str, Any]:
    """Return the ranking as points with intervals."""
    lows = [row["kept_low"] for row in ranked if row["kept_low"] is not None]
    return {
        "format": "years",
        "name": _("mean years kept"),
        "from": int(min(lows, default=0)),
        "to": horizon(whole),
        "items": [
            {
                "label": row["name"], "rate": row["kept_years"], "low": row["kept_low"], "high": row["kept_high"],
                "count": row["customers"], "real": row["differs"] in ("more", "fewer"),
            }
            for row in ranked[:16]
        ],
        "line": whole["kept_years"],
        "lineName": _("all together"),
    }  # fmt: skip
