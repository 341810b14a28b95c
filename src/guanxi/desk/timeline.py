"""What happened with a customer (客户动态): contacts, decisions on the work list, accounts opened and closed."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from guanxi.book.accounts import Account, Product
from guanxi.book.customers import Customer
from guanxi.desk import worklist
from guanxi.desk.contacts import Contact
from guanxi.guard import reach
from guanxi.guard.people import Person

CONTACT, DECISION, OPENED, CLOSED, CAME, LEFT = "contact", "decision", "opened", "closed", "came", "left"
SETTLED = (
    worklist.State.ACCEPTED, worklist.State.SNOOZED, worklist.State.DISMISSED, worklist.State.DONE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened; ``subject`` is the contact, work item, account or customer it happened to."""

    on: date
    at: datetime | None
    kind: str
    subject: Any
    product: Product | None = None


def of(person: Person, customer: Customer, limit: int) -> tuple[list[Event], bool]:
    """Return what happened last, newest first, and whether there is more."""
    events = [*_contacts(person, customer, limit), *_decisions(person, customer, limit)]
    events += [*_accounts(person, customer), *_customer(customer)]
    events.sort(key=lambda event: (event.on, event.at.timestamp() if event.at else 0), reverse=True)
    return events[:limit], len(events) > limit


def contacts(person: Person, customer: Customer, limit: int) -> list[Contact]:
    """Return the last contacts logged here."""
    found = reach.visible(person, Contact.objects.filter(customer_id=customer.pk))
    return list(found.order_by("-on", "-logged_at")[:limit])


def _contacts(person: Person, customer: Customer, limit: int) -> list[Event]:
    return [Event(c.on, c.logged_at, CONTACT, c) for c in contacts(person, customer, limit + 1)]


def _decisions(person: Person, customer: Customer, limit: int) -> list[Event]:
    items = worklist.of_customer(person, customer.pk).filter(state__in=SETTLED, settled_at__isnull=False)
    return [
        Event(timezone.localtime(item.settled_at).date(), item.settled_at, DECISION, item)
        for item in items.order_by("-settled_at")[: limit + 1]
    ]


def _accounts(person: Person, customer: Customer) -> list[Event]:
    found = list(reach.visible(person, Account.objects.filter(customer_id=customer.pk)))
    products = Product.objects.in_bulk({account.product_id for account in found})
    events = [Event(a.opened_on, None, OPENED, a, products.get(a.product_id)) for a in found]
    events += [Event(a.closed_on, None, CLOSED, a, products.get(a.product_id)) for a in found if a.closed_on]
    return events


def _customer(customer: Customer) -> list[Event]:
    events = [Event(customer.opened_on, None, CAME, customer)]
    return events + ([Event(customer.closed_on, None, LEFT, customer)] if customer.closed_on else [])
