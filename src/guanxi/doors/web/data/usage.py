"""Model cards of products used (使用型产品模型卡): what was fitted, and how it did on the later year."""

import json
from typing import Any

from django.utils.translation import gettext as _

from guanxi.book import insights, scopes
from guanxi.book.figures import Run
from guanxi.book.scopes import Scope
from guanxi.kit import periods


def cards(run: Run) -> list[dict[str, Any]]:
    """Return the cards of a run with their chart; none for those who do not reach the bank."""
    return [_card(row) for row in insights.of(run, "usage_models", Scope(scopes.BANK))]


def _card(row: dict[str, Any]) -> dict[str, Any]:
    """Return a card with its chart; documents within an insight are texts."""
    row = row | {name: json.loads(row[name]) for name in ("parameters", "measures", "tracking")}
    coefficients = [(name, f"{value:.4g}") for name, value in row["parameters"].items()]
    extra = {
        "coefficients": coefficients,
        "track": f"track-{row['use']}",
        "figure": f"customer_figures.{row['use']}_active",
    }
    return row | extra | {"chart": _chart(row) if row["tracking"] else None}


def _chart(row: dict[str, Any]) -> dict[str, Any]:
    names = (_("Foretold"), _("Seen"), _("Naive rule"))
    last = periods.shift(row["tested_from"][:7], len(row["tracking"]) - 1)
    series = [
        {"name": name, "values": [round(step[place]) for step in row["tracking"]]}
        for place, name in enumerate(names, 1)
    ]
    summary = _("Customers of the earlier year who used it again by the end of each month")
    return {
        "format": "count",
        "months": periods.trailing(last, len(row["tracking"])),
        "scale": True,
        "series": series,
        "summary": summary,
    }
