"""How a search finds a customer in the database (检索匹配): entries by inverted index, then an exact second look."""

from django.db.models import Case, CharField, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Lower

from guanxi.book import search
from guanxi.book.customer_figures import of_run
from guanxi.book.customers import Customer
from guanxi.book.figures import Run
from guanxi.guard import reach
from guanxi.guard.people import Person

CANDIDATES = 60


def of(text: str) -> Q:
    """Return the condition on customers under which a search finds them; nobody for an empty one."""
    either = Q(pk__in=[])
    for look in search.looks(text):
        either |= _exactly(look)
    number = search.plain(text)
    if number.isascii() and number.isalnum() and len(number) > 1:
        either |= Q(customer_id__startswith=number) | Q(customer_id__startswith=number.upper())
    return either


def _exactly(look: search.Look) -> Q:
    found = Q(search_grams__contains=list(look.entries))
    if look.within:
        found &= Q(search_grams__0__contains=look.within)
    if look.tail:
        digits = r"\D*".join(look.tail)
        found &= Q(customer_id__iendswith=look.tail) | Q(phone__regex=rf"{digits}\D*$")
    return found


def closeness(text: str) -> Case:
    """Return how close a customer is to a search: 0 the very one, 1 begins with it, 2 by initials, 3 holds it."""
    query = search.plain(text)
    return Case(
        When(Q(low_number=query) | Q(search_grams__0__endswith=f" {query}"), then=Value(0)),
        When(Q(low_number__startswith=query) | Q(search_grams__0__contains=f" {query}"), then=Value(1)),
        When(search_grams__0__startswith=f"={query}", then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )


def with_low_number(rows: "QuerySet[Customer]") -> "QuerySet[Customer]":
    """Add what ``closeness`` compares numbers with."""
    return rows.annotate(low_number=Lower("customer_id", output_field=CharField()))


def nearest(person: Person, run: Run | None, text: str, limit: int) -> list[Customer]:
    """Return the customers closest to a search, for suggestions while typing; of many, the most profitable."""
    rows = reach.visible(person, Customer.objects.all())
    query = search.plain(text)
    exact = Q(search_grams__contains=[search.whole(text)]) | Q(search_grams__contains=[f"#{query}"])
    if run is None:
        named = rows.filter(of(text)).order_by("customer_id")[:CANDIDATES]
        ranks: dict[str, int] = {}
    else:
        figures = reach.visible(person, of_run(run.slot)).filter(customer_id__in=rows.filter(of(text)).values("pk"))
        ranks = dict(figures.order_by("rank_number").values_list("customer_id", "rank_number")[:CANDIDATES])
        named = rows.filter(pk__in=list(ranks))
        if len(ranks) < CANDIDATES:
            named = rows.filter(of(text)).order_by("customer_id")[:CANDIDATES]
    found = {customer.pk: customer for customer in (*rows.filter(exact)[:limit], *named)}
    last = max(ranks.values(), default=0) + 1
    order = sorted(found.values(), key=lambda c: (search.closeness(text, c.name, c.pk), ranks.get(c.pk, last), c.pk))
    return order[:limit]
