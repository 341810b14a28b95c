"""Model cards (模型卡): what each model of the current run was fitted on, and how it did on a later window."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from guanxi.book import figures, insights, positions, scopes
from guanxi.book.scopes import Scope
from guanxi.contracts.figures.lifetime import BINS
from guanxi.doors.web.data import usage
from guanxi.doors.web.signed_in import person
from guanxi.guard.rules import Action
from guanxi.kit.words import Words


@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """Show the cards; an administrator, who reaches no figures, sees that there are none to show."""
    person(request, Action.VIEW_DATA)
    run = figures.current()
    bank = Scope(scopes.BANK)
    cards = [_card(row) for row in insights.of(run, "model_cards", bank)] if run else []
    trial = positions.trial(run, bank) if run else []
    used = usage.cards(run) if run else []
    told = {"cards": cards, "trial": trial, "usage": used, "run": run, "tab": "models"}
    return render(request, "data/models.html", told)


def _card(row: dict[str, Any]) -> dict[str, Any]:
    """Return a card with its chart and coefficients in words; documents within an insight are texts."""
    row = row | {name: _read(row[name]) for name in ("parameters", "measures", "tenths")}
    tenths = row["tenths"]
    items = [
        {"label": _("Tenth %(number)s") % {"number": place}, "values": [foretold, seen]}
        for place, (foretold, seen, _n) in enumerate(tenths, 1)
    ]
    chart = {"format": "percent", "head": _("Tenth by chance"), "names": [_("Foretold"), _("Left")], "items": items}
    return row | {"chart": chart if items else None, "coefficients": _coefficients(row["parameters"])}


def _read(document: Any) -> Any:
    return json.loads(document) if isinstance(document, str) else document


def _coefficients(parameters: dict[str, float]) -> list[tuple[Words, float]]:
    """Return every bin in words with its log-odds, the strongest first."""
    found = []
    for name, value in parameters.items():
        feature, _sign, bin_ = name.partition("=")
        if feature in BINS and bin_.isdigit():
            found.append((Words(*BINS[feature][int(bin_)]), value))
    return sorted(found, key=lambda pair: -abs(pair[1]))
