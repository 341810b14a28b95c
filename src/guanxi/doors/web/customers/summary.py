"""The customer at a glance (概览): money, holdings, what to do next, what the next level needs, last contacts."""

from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from guanxi.book import groups, holding
from guanxi.contracts.figures import SUGGESTION_KINDS
from guanxi.contracts.products import FAMILIES
from guanxi.desk import timeline
from guanxi.doors.web.customers import shown as showing
from guanxi.doors.web.customers.shown import Shown
from guanxi.guard import reach
from guanxi.guard.rules import Action
from guanxi.kit import amounts
from guanxi.kit.words import Words

RECENT = 3


@require_GET
def show(request: HttpRequest, customer_id: str) -> HttpResponse:
    """Show the summary of a customer."""
    shown = showing.find(request, customer_id, "summary")
    held = holding.accounts(shown.person, shown.customer, shown.as_of)
    said = showing.told(shown.items, shown.today)
    facts = showing.header(shown, "show") | {
        "tiles": tiles(shown),
        "held": [one for one in held if one.account.closed_on is None],
        "closed": [one for one in held if one.account.closed_on is not None],
        "items": [(item, Words(*SUGGESTION_KINDS[item.kind]), reason) for item, reason in said],
        "may_settle": reach.can(shown.person, Action.SETTLE_WORK_ITEM, shown.customer),
        "group": groups.of(shown.person, shown.run, shown.customer),
        "related": holding.related(shown.person, shown.customer),
        "contacts": timeline.contacts(shown.person, shown.customer, RECENT),
        "families": families(shown),
        "levels": range(1, 6),
    }
    return render(request, "customers/summary.html", facts)


def tiles(shown: Shown) -> list[dict[str, Any]]:
    """Return the money tiles: figure, its value, and what it is compared with."""
    f = shown.figure
    if f is None:
        return []
    share = {"name": "customer_share", "form": "percent", "label": _("Customer share"), "value": f.customer_share}
    return [
        _money("profit_12m", _("Profit, 12 months"), f.profit_12m, f.profit_prior, f.profit_months),
        {"name": "rank_number", "form": "rank", "label": _("Rank in the bank")},
        _balance("deposit_average", _("Average deposits, last month"), f.deposit_average, f.deposit_months),
        _balance("loan_average", _("Average loans, last month"), f.loan_average, f.loan_months),
        share | {"wallet": f.wallet_amount},
    ]


def _money(name: str, label: str, value: Decimal, before: Decimal | None, months: list[int]) -> dict[str, Any]:
    return {"name": name, "form": "money", "label": label, "value": value, "before": before, "months": months}


def _balance(name: str, label: str, value: Decimal, months: list[int]) -> dict[str, Any]:
    year_ago = amounts.minor(months[-13]) if len(months) > 12 else None
    return _money(name, label, value, year_ago, months)


def families(shown: Shown) -> list[Words]:
    """Return the product families the customer holds, in the order of the catalogue."""
    held = set(shown.figure.families.split()) if shown.figure else set()
    return [Words(*words) for name, words in FAMILIES.items() if name in held]
