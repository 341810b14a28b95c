"""How a search finds customers in the database (检索匹配).

Up to ``HITS`` customers are taken from the inverted index at once, by number (migration ``0009_holding``); a search
that hits more is common enough to be checked row by row along the order of the list.
"""

import json
from collections.abc import Iterator
from typing import Any

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Case, CharField, F, IntegerField, Lookup, Q, QuerySet, Value, When
from django.db.models.functions import Lower, StrIndex
from django.db.models.lookups import GreaterThan
from django.db.models.sql.compiler import SQLCompiler

from guanxi.book import search
from guanxi.book.customer_figures import of_run
from guanxi.book.customers import Customer
from guanxi.book.figures import Run
from guanxi.guard import reach
from guanxi.guard.people import Person

HITS = 20_000
CANDIDATES = 60


def hits(text: str) -> list[str] | None:
    """Return the numbers of all customers in the reach of the moment that a search finds; ``None`` for too many."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT guanxi_holding(%s, %s)", [json.dumps(list(_looks(text))), HITS + 1])
        found = [str(row[0]) for row in cursor.fetchall()]
    return found if len(found) <= HITS else None


def plainly(text: str) -> Q:
    """Return a search as a condition on the row alone, for walking along an order that holds many hits."""
    query = search.plain(text)
    # not LIKE: its estimate is far off for a part of a name, and a list that could be walked would be sorted
    place = StrIndex(F("search_grams__0"), Value(query if len(query) > 1 else f" {query}"))
    named = Q(GreaterThan(place, Value(0)))
    for first, last in _prefixes(query):
        named |= Q(customer_id__gte=first, customer_id__lt=last)
    return named


def condition(text: str, found: list[str] | None) -> Q:
    """Return the condition on customers under which a search finds them, once ``hits`` were looked up."""
    return plainly(text) if found is None else among(found)


def among(numbers: list[str]) -> Q:
    """Return the condition to be one of many customers, on any rows with their number."""
    return Q(Among(F("customer_id"), numbers)) if numbers else Q(pk__in=[])


class Among(Lookup):
    """One of many texts, handed over as one value: the planner sees how many they are and picks the shorter way."""

    prepare_rhs = False

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        """Return ``customer_id = ANY (…)`` and its values."""
        left, values = self.process_lhs(compiler, connection)
        return f"{left} = ANY (%s::text[])", (*values, self.rhs)


def _looks(text: str) -> Iterator[dict[str, object]]:
    for look in search.looks(text):
        told: dict[str, object] = {"entries": look.entries}
        if look.within:
            told["within"] = f"%{_escaped(look.within)}%"
        if look.tail:
            digits = r"\D*".join(look.tail)
            told |= {"tail": f"%{_escaped(look.tail)}", "digits": rf"{digits}\D*$"}
        yield told
    for first, last in _prefixes(search.plain(text)):
        yield {"from": first, "to": last}


def _prefixes(query: str) -> list[tuple[str, str]]:
    """Return the ranges of customer numbers that begin with a query; ranges may use an index under every policy."""
    if not (query.isascii() and query.isalnum() and len(query) > 1):
        return []
    return [(start, start[:-1] + chr(ord(start[-1]) + 1)) for start in sorted({query, query.upper()})]


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")


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
    if not search.plain(text):
        return []
    rows = reach.visible(person, Customer.objects.all())
    numbers = hits(text)
    found, ranks = condition(text, numbers), {}
    if run is not None:
        # numbers once looked up need no second look at the customers
        held = Q(customer_id__in=rows.filter(found).values("pk")) if numbers is None else among(numbers)
        figures = reach.visible(person, of_run(run.slot)).filter(held)
        ranks = dict(figures.order_by("rank_number").values_list("customer_id", "rank_number")[:CANDIDATES])
    chosen = rows.in_bulk(list(ranks))
    if len(chosen) < CANDIDATES:
        chosen |= {customer.pk: customer for customer in rows.filter(found).order_by()[:CANDIDATES]}
    # the very one may earn little and have a common name
    exact = search.whole(text)
    chosen |= {customer.pk: customer for customer in rows.filter(found, search_grams__0=exact).order_by()[:limit]}
    last = max(ranks.values(), default=0) + 1
    order = sorted(chosen.values(), key=lambda c: (search.closeness(text, c.name, c.pk), ranks.get(c.pk, last), c.pk))
    return order[:limit]
