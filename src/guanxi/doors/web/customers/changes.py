"""What was changed, and who looked (变更历史与查看记录): for those whose role reads the trail."""

from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

from django.apps import apps
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from guanxi.contracts.customers import CUSTOMERS
from guanxi.contracts.figures import COMPANY_TIERS, GRADES, LEVELS, PERSON_TIERS
from guanxi.contracts.figures import moves as moves_told
from guanxi.desk import moves
from guanxi.desk.moves import Move
from guanxi.doors.web.customers import shown as showing
from guanxi.doors.web.templatetags import people
from guanxi.guard import reach, rules
from guanxi.guard.people import Person
from guanxi.guard.roles import Reach
from guanxi.guard.rules import Action
from guanxi.guard.trail import View
from guanxi.kit.words import Words

SHOWN = 100
#: Looks read at most; those of one person on one day are one line.
LOOKS = 500
WHATS = {name: Words(*both) for name, both in moves_told.WHATS.items()}
OWN = ("pgh_id", "pgh_created_at", "pgh_label", "pgh_context", "pgh_obj_id")

PAGES = {
    "summary": _("Summary"),
    "value": _("Value"),
    "wallet": _("Wallet"),
    "activity": _("Activity"),
    "history": _("History"),
    "contact": _("Log a contact"),
    "why": _("Why?"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One field that got another value."""

    at: Any
    by: str
    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Looks:
    """Looks one after the other by the same person on the same day."""

    first: Any
    last: Any
    person: str
    count: int
    pages: list[Any]


@require_GET
def history(request: HttpRequest, customer_id: str) -> HttpResponse:
    """Show changes of the customer's fields and the looks at the customer."""
    shown = showing.find(request, customer_id, "history")
    may_see_all = rules.is_allowed(shown.person.role, Action.VIEW_TRAIL)
    looks = View.objects.filter(customer_id=shown.customer.pk)
    if not may_see_all:
        looks = looks.filter(person_id=shown.person.pk)
    seen = together(list(looks.order_by("-at", "-pk")[:LOOKS]))[:SHOWN]
    changed = changes(shown.customer.pk) if may_see_changes(shown.person) else []
    people.known(request, {*(look.person for look in seen), *(change.by for change in changed)})
    facts = showing.header(shown, "history") | {
        "looks": seen,
        "may_see_all": may_see_all,
        "moves": [
            (move, WHATS[move.what], *sides(move, shown.customer.kind))
            for move in moves.of_customer(shown.person, shown.customer.pk)
        ],
        "may_see_changes": may_see_changes(shown.person),
        "changes": changed,
    }
    return render(request, "customers/history.html", facts)


def together(looks: list[View]) -> list[Looks]:
    """Return looks, newest first, with those of one person on one day as one."""
    found = []
    for _key, same in groupby(looks, key=lambda look: (look.person_name, timezone.localdate(look.at))):
        rows = list(same)
        pages = [PAGES.get(page, page) for page in dict.fromkeys(row.page for row in reversed(rows))]
        found.append(Looks(rows[-1].at, rows[0].at, rows[0].person_name, len(rows), pages))
    return found


def sides(move: Move, kind: str) -> tuple[str, str]:
    """Return the codes before and after in words."""
    language = get_language() or "en"
    tiers = PERSON_TIERS if kind == "person" else COMPANY_TIERS
    named = {"level": LEVELS, "grade": GRADES, "tier": tiers}[move.what]
    before, after = (Words(*named[code]).in_(language) if code in named else code for code in (move.before, move.after))
    return before, after


def may_see_changes(person: Person) -> bool:
    """Tell whether the database shows past states to this person: they lie outside any unit's fence."""
    return reach.of(person) == Reach.BANK


def changes(customer_id: str) -> list[Change]:
    """Return the fields that changed by hand, newest first."""
    past = apps.get_model("book", "CustomerEvent").objects.filter(pgh_obj_id=customer_id).order_by("-pgh_id")
    events = list(past.values()[: SHOWN + 1])
    found = []
    for now, before in pairwise(events):
        by = (now["pgh_context"] or {}).get("login", "")
        for name in now:
            if name not in OWN and now[name] != before[name]:
                found.append(Change(now["pgh_created_at"], by, _title(name), before[name], now[name]))
    return found


def _title(name: str) -> str:
    return CUSTOMERS.column(name).words.in_(get_language() or "en") if name in CUSTOMERS.names else name
