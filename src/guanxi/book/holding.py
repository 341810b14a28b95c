"""What a customer holds (持有产品): accounts with their products, and the customers linked to this one."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Q

from guanxi.book.accounts import Account, Product
from guanxi.book.customers import Customer, Link
from guanxi.guard import reach
from guanxi.guard.people import Person

SOON = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Held:
    """One account with its product; ``is_soon`` says that it matures within sixty days of the as-of day."""

    account: Account
    name: str
    family: str
    side: str
    is_soon: bool


@dataclass(frozen=True, slots=True)
class Related:
    """A linked customer within the reach; ``is_from`` tells that this customer is where the link begins."""

    customer: Customer
    kind: str
    share: Decimal | None
    is_from: bool


def accounts(person: Person, customer: Customer, today: date) -> list[Held]:
    """Return the accounts of a customer: open ones first, the largest first, closed ones last."""
    found = list(reach.visible(person, Account.objects.filter(customer_id=customer.pk)))
    products = Product.objects.in_bulk({account.product_id for account in found})
    found.sort(key=lambda a: (a.closed_on is not None, -abs(a.end_balance or Decimal(0)), a.account_id))
    return [_held(account, products.get(account.product_id), today) for account in found]


def _held(account: Account, product: Product | None, today: date) -> Held:
    soon = account.closed_on is None and account.matures_on is not None and today <= account.matures_on <= today + SOON
    if product is None:
        return Held(account, account.product_id, "", "", soon)
    return Held(account, product.name or product.product_id, product.family, product.side, soon)


def related(person: Person, customer: Customer) -> list[Related]:
    """Return the customers linked to this one that the person may see."""
    links = Link.objects.filter(Q(from_id=customer.pk) | Q(to_id=customer.pk), to_on__isnull=True).order_by(
        "kind", "pk"
    )
    others = {link.pk: link.to_id if link.from_id == customer.pk else link.from_id for link in links}
    seen = reach.visible(person, Customer.objects.filter(pk__in=others.values())).defer("search_grams").in_bulk()
    return [
        Related(seen[others[link.pk]], link.kind, link.share, link.from_id == customer.pk)
        for link in links
        if others[link.pk] in seen
    ]
