"""The customer at a glance (概览): money, holdings, what to do next, what the next level needs, last contacts."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from guanxi.book import holding
from guanxi.contracts.figures import SUGGESTION_KINDS
from guanxi.contracts.products import DEPOSITS, FAMILIES, LOANS
from guanxi.desk import timeline
from guanxi.doors.web.customers import shown as showing
from guanxi.doors.web.customers.shown import Shown
from guanxi.guard import reach
from guanxi.guard.rules import Action
from guanxi.kit.words import Words

RECENT = 3


@require_GET
def show(request: HttpRequest, customer_id: str) -> HttpResponse:
    """Show the summary of a customer."""
    shown = showing.find(request, customer_id, "summary")
    held = holding.accounts(shown.person, shown.customer, shown.as_of)
    facts = showing.header(shown, "show") | {
        "tiles": tiles(shown),
        "held": [one for one in held if one.account.closed_on is None],
        "closed": [one for one in held if one.account.closed_on is not None],
        "items": [
            (item, Words(*SUGGESTION_KINDS[item.kind]), said) for item, said in showing.told(shown.items, shown.today)
        ],
        "may_settle": reach.can(shown.person, Action.SETTLE_WORK_ITEM, shown.customer),
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
    place = {"name": "rank_number", "form": "rank", "label": _("Rank in the bank"), "value": f.rank_rate}
    return [
        {"name": "profit_12m", "form": "money", "label": _("Profit, 12 months"), "value": f.profit_12m, "before": f.profit_prior, "months": f.profit_months},
        place | {"number": f.rank_number},
        {"name": "deposit_average", "form": "money", "label": _("Average deposits, last month"), "value": f.deposit_average, "before": _year_ago(f.deposit_months), "months": f.deposit_months},
        {"name": "loan_average", "form": "money", "label": _("Average loans, last month"), "value": f.loan_average, "before": _year_ago(f.loan_months), "months": f.loan_months},
        share | {"wallet": f.wallet_amount},
    ]  # fmt: skip


def families(shown: Shown) -> list[tuple[Words, bool]]:
    """Return the product families of deposits, loans and services, and which of them the customer holds."""
    held = set(shown.figure.families.split()) if shown.figure else set()
    offered = [name for name in FAMILIES if name in held or name in DEPOSITS + LOANS or name not in DEPOSITS + LOANS]
    return [(Words(*FAMILIES[name]), name in held) for name in offered]


def _year_ago(months: list[int]) -> Any:
    from guanxi.kit import amounts

    return amounts.minor(months[-13]) if len(months) > 12 else None
