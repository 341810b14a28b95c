"""One customer on a page (客户): found within the reach or not at all, with what every tab's header says."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from guanxi.book import figures
from guanxi.book.customer_figures import CustomerFigure, of_run
from guanxi.book.customers import Customer
from guanxi.book.figures import Run
from guanxi.desk import reasons, worklist
from guanxi.desk.worklist import WorkItem
from guanxi.doors.web.customers import listing, rows
from guanxi.guard import reach, rules, trail
from guanxi.guard.people import Person
from guanxi.guard.rules import Action

TABS = (
    ("show", _("Summary"), Action.VIEW_CUSTOMERS),
    ("value", _("Value"), Action.VIEW_VALUE),
    ("wallet", _("Wallet"), Action.VIEW_VALUE),
    ("activity", _("Activity"), Action.VIEW_CUSTOMERS),
    ("history", _("History"), Action.VIEW_CUSTOMERS),
)
WARNINGS = ("keep", "recover", "mature")
STRIP = 3


@dataclass(slots=True)
class Shown:
    """A customer as a person sees it."""

    person: Person
    customer: Customer
    run: Run | None
    figure: CustomerFigure | None
    today: date
    items: list[WorkItem] = field(default_factory=list)

    @property
    def as_of(self) -> date:
        """Return the day the figures speak of."""
        return self.run.as_of if self.run else self.today


def find(request: HttpRequest, customer_id: str, page: str) -> Shown:
    """Return a customer and note the look, unless it is a part of a page; outside the reach there is none."""
    person = listing.allowed(request)
    customer = reach.visible(person, Customer.objects.filter(pk=customer_id)).first()
    if customer is None:
        raise Http404
    if page:
        trail.viewed(person, customer.pk, page)
    run = figures.current()
    figure = reach.visible(person, of_run(run.slot).filter(customer_id=customer.pk)).first() if run else None
    waiting = worklist.of_customer(person, customer.pk).filter(state__in=worklist.WAITING)
    return Shown(person, customer, run, figure, timezone.localdate(), list(waiting))


def header(shown: Shown, tab: str) -> dict[str, Any]:
    """Return what the header of every tab shows."""
    units, staff = rows.names([shown.customer])
    return {
        "customer": shown.customer,
        "figure": shown.figure,
        "run": shown.run,
        "today": shown.today,
        "as_of": shown.as_of,
        "rank": rank(shown),
        "tab": tab,
        "tabs": [(name, words) for name, words, action in TABS if rules.is_allowed(shown.person.role, action)],
        "unit": units.get(shown.customer.unit_id, shown.customer.unit_id),
        "owner": staff.get(shown.customer.owner_id, shown.customer.owner_id),
        "deputy": staff.get(shown.customer.deputy_id, shown.customer.deputy_id),
        "warnings": told([item for item in shown.items if item.kind in WARNINGS][:STRIP], shown.today),
        "more_warnings": max(0, sum(item.kind in WARNINGS for item in shown.items) - STRIP),
        "may_contact": reach.can(shown.person, Action.LOG_CONTACT, shown.customer),
        "may_see_value": rules.is_allowed(shown.person.role, Action.VIEW_VALUE),
    }


def rank(shown: Shown) -> dict[str, Any]:
    """Return the place by profit: from the top in the better half of the bank, from the end in the other."""
    if shown.figure is None or shown.run is None:
        return {}
    number, rate = shown.figure.rank_number, shown.figure.rank_rate
    whole = shown.run.counts.get("customers")
    from_end = (whole - number + 1) / whole if whole else 1 - rate
    near = rate if rate <= 0.5 else from_end
    return {
        "number": number,
        "whole": whole,
        "is_upper": rate <= 0.5,
        "rate": near,
        "decimals": 1 if near >= 0.001 else 3,
    }


def told(items: list[WorkItem], today: date) -> list[tuple[WorkItem, str]]:
    """Return lines of the work list with their reason in words."""
    return [(item, reasons.sentence(item, get_language() or "en", today=today)) for item in items]
