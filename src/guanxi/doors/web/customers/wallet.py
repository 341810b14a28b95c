"""The customer's wallet (钱包): what is held here and elsewhere, the share over time, potential, the next product."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from guanxi.book import positions
from guanxi.book.customer_figures import CustomerFigure
from guanxi.contracts.figures.wallet import MARKS
from guanxi.contracts.market import EVIDENCE_SOURCES
from guanxi.contracts.products import DEPOSITS, FAMILIES, LOANS
from guanxi.doors.web.customers import shown as showing
from guanxi.guard import reach
from guanxi.guard.rules import Action
from guanxi.kit import amounts, periods
from guanxi.kit.words import Words

BALANCED = (*DEPOSITS, *LOANS)
MONTHS = 24
AHEAD = 12


@dataclass(frozen=True, slots=True)
class Family:
    """One product family: own holding, wallet, share, and where the wallet comes from."""

    words: Words
    own: Decimal
    wallet: Decimal
    share: float
    mark: str
    because: Words
    is_service: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """What is known of another bank."""

    bank: str
    words: Words
    amount: Decimal
    source: Words
    as_of: date


@dataclass(frozen=True, slots=True)
class Offer:
    """One of the next products with its reason."""

    words: Words
    chance: float
    value: Decimal
    gain: Decimal
    taken: int
    of: int
    level: str


@require_GET
def wallet(request: HttpRequest, customer_id: str) -> HttpResponse:
    """Show the wallet of a customer."""
    shown = showing.find(request, customer_id, "wallet")
    reach.require(shown.person, Action.VIEW_VALUE, shown.customer)
    facts = showing.header(shown, "wallet")
    if shown.figure is not None and shown.run is not None:
        market = positions.market_of(shown.person, shown.run, shown.figure)
        f, last = shown.figure, periods.last_complete(shown.run.as_of)
        held = families(f)
        facts |= {
            "families": held,
            "contradicted": [one for one in held if one.mark == "c"],
            "pairs": pairs([one for one in held if not one.is_service]),
            "pieces": pieces(f),
            "trend": trend(f, last),
            "headline": headline(f),
            "offers": offers(f),
            "waterfall": inputs(f),
            "market": market,
            "market_asked": urlencode({"row": market["place"]}) if market else "",
            "effort": f.serve_cost_12m + f.relationship_cost_12m,
            "expected": f.potential_base - f.serve_cost_12m - f.relationship_cost_12m,
            "competitors": market["competitors"] if market else [],
            "elsewhere": sum((one.wallet - one.own for one in held if not one.is_service), Decimal(0)),
        }
    return render(request, "customers/wallet.html", facts)


def families(figure: CustomerFigure) -> list[Family]:
    """Return the families held or wanted, in the order of the catalogue."""
    found = []
    rows = zip(FAMILIES.items(), figure.own_families, figure.wallet_families, figure.wallet_marks, strict=False)
    for (name, words), own, whole, mark in rows:
        if own or whole:
            share = own / whole if whole else 0.0
            money = (amounts.minor(own) or Decimal(0), amounts.minor(whole) or Decimal(0))
            found.append(Family(Words(*words), *money, share, mark, Words(*MARKS[mark]), name not in BALANCED))
    return found


def pairs(held: list[Family]) -> dict[str, Any] | None:
    """Return own against wallet as paired bars; nothing to draw without a balance anywhere."""
    if not held:
        return None
    language = _language()
    return {
        "format": "money",
        "names": [_("Held with us"), _("Wallet at all banks")],
        "items": [
            {
                "label": one.words.in_(language),
                "values": [float(one.own), float(one.wallet)],
                "note": one.because.in_(language),
            }
            for one in held
        ],
    }


def pieces(figure: CustomerFigure) -> list[Piece]:
    """Return what is known of other banks, the largest first."""
    found = [
        Piece(
            one["bank"],
            Words(*FAMILIES[one["family"]]),
            amounts.minor(one["amount"]) or Decimal(0),
            Words(*EVIDENCE_SOURCES[one["source"]]),
            date.fromisoformat(one["as_of"]),
        )
        for one in figure.wallet_evidence or []
    ]
    return sorted(found, key=lambda piece: (-piece.amount, piece.bank))


def trend(figure: CustomerFigure, last: str) -> dict[str, Any] | None:
    """Return the share of 24 months and the way of twelve months ahead; months without a wallet are left open."""
    past = [None if point is None else point / 10_000 for point in figure.share_months]
    if len(past) != MONTHS or past[-1] is None or figure.share_ahead is None:
        return None
    now = past[-1]
    way = [now + (figure.share_ahead - now) * step / AHEAD for step in range(1, AHEAD + 1)]
    months = periods.trailing(periods.shift(last, AHEAD), MONTHS + AHEAD)
    series = [
        {"name": _("Customer share"), "values": [*past, *[None] * AHEAD], "kind": "line"},
        {"name": _("Projection"), "values": [*[None] * (MONTHS - 1), now, *way], "kind": "line"},
    ]
    return {"format": "percent", "months": months, "series": series}


def headline(figure: CustomerFigure) -> str:
    """Answer in words where the share goes."""
    if figure.customer_share is None or figure.share_ahead is None:
        return _("The share cannot be told: nothing is held here or known elsewhere")
    now, ahead = figure.customer_share, figure.share_ahead
    said = {"now": amounts.percent(now, _language()), "ahead": amounts.percent(ahead, _language())}
    if abs(ahead - now) < 0.005:
        return _("The share holds at about %(now)s") % said
    if ahead > now:
        return _("The share rises: %(now)s now, about %(ahead)s in a year") % said
    return _("The share falls: %(now)s now, about %(ahead)s in a year") % said


def offers(figure: CustomerFigure) -> list[Offer]:
    """Return the next products, the best first."""
    return [
        Offer(
            Words(*FAMILIES[name]),
            chance,
            amounts.minor(value) or Decimal(0),
            amounts.minor(gain) or Decimal(0),
            taken,
            of,
            level,
        )
        for name, chance, value, gain, taken, of, level in figure.next_products or []
    ]


def inputs(figure: CustomerFigure) -> dict[str, Any]:
    """Return how the three inputs lead from the reachable wallet to the potential."""
    items: list[dict[str, Any]] = [
        {"label": _("Reachable wallet"), "value": float(figure.potential_base)},
        {"label": _("How well it is doing"), "value": float(figure.potential_doing)},
        {"label": _("Effort needed"), "value": -float(figure.potential_effort)},
        {"label": _("Income and importance"), "value": float(figure.potential_importance)},
        {"label": _("Potential"), "value": float(figure.potential_12m), "total": True},
    ]
    return {"format": "money", "items": items}


def _language() -> str:
    return get_language() or "en"
