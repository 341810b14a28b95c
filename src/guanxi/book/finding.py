"""Finding customers (客户查询): filters, search and order, as far as a person reaches, without counting rows to skip.

Lists run along the published figures, whose indexes hold every order; customers who have no figures yet (they came
after the run) stand at the end. By name, and by closeness to a search, lists run along the customers.

Whoever reaches the whole bank is shown customers without figures when searching, sorting by name or asking for
them: to look for them at the end of every other list would mean comparing two tables of a million rows.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import (
    CharField,
    DateField,
    DecimalField,
    ExpressionWrapper,
    F,
    FloatField,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.expressions import Expression
from django.db.models.functions import Coalesce

from guanxi.book import matching
from guanxi.book.customer_figures import of_run
from guanxi.book.customers import Customer
from guanxi.book.figures import Run
from guanxi.book.narrowing import (
    AT_RISK,
    DEPARTED,
    FRESH,
    GAIN,
    HERE,
    LOSS,
    MOST,
    NOBODY,
    NOUGHT,
    Narrowed,
    Wanted,
)
from guanxi.book.paging import Key, Stretch
from guanxi.guard.people import Person

__all__ = [
    "AT_RISK",
    "DEPARTED",
    "FRESH",
    "GAIN",
    "HERE",
    "LOSS",
    "MOST",
    "NOBODY",
    "NOUGHT",
    "Found",
    "Wanted",
    "find",
]
LAST = 2**31 - 1
_MONEY = DecimalField(max_digits=18, decimal_places=2)
_NUMBER = CharField(max_length=40)


def _money(name: str) -> Expression:
    return ExpressionWrapper(F(name), output_field=_MONEY)


#: The expressions stand in the indexes of ``guanxi_index_figures``; nothing known counts as least.
SORTS: dict[str, tuple[Expression, Any]] = {
    "profit": (_money("profit_12m"), _MONEY),
    "change": (ExpressionWrapper(F("profit_12m") - F("profit_prior"), output_field=_MONEY), _MONEY),
    "deposits": (_money("deposit_average"), _MONEY),
    "loans": (_money("loan_average"), _MONEY),
    "share": (Coalesce(F("customer_share"), Value(-1.0), output_field=FloatField()), FloatField()),
    "contact": (
        Coalesce(F("last_contact_on"), Value("0001-01-01", DateField()), output_field=DateField()),
        DateField(),
    ),
}
BY_NAME, BY_MATCH = "name", "match"


@dataclass(frozen=True, slots=True)
class Found:
    """A list: its stretches in order, and how many customers it holds, counted up to ``MOST``."""

    stretches: tuple[Stretch[Any], ...]
    count: int
    sort: str
    descending: bool

    @property
    def is_more(self) -> bool:
        """Tell whether the count stopped before the end."""
        return self.count > MOST


def find(
    person: Person, run: Run | None, wanted: Wanted, *, sort: str, descending: bool, at_risk: "QuerySet[Any]"
) -> Found:
    """Return the list a person asks for; ``at_risk`` yields the numbers of customers with a warning."""
    narrowed = Narrowed(person, run, wanted, at_risk)
    if run is None or sort == BY_NAME:
        return Found((_by_name(narrowed, descending),), narrowed.count_all(), BY_NAME, descending)
    count = narrowed.count
    if sort == BY_MATCH and wanted.text and narrowed.few is not None:
        return Found((_by_match(narrowed, run),), count, BY_MATCH, False)
    if sort not in SORTS:
        sort, descending = "profit", True
    stretches: list[Stretch[Any]] = []
    if narrowed.has_figures:
        stretches.append(_by_figure(narrowed, sort, descending))
    if narrowed.has_rest:
        stretches.append(Stretch(narrowed.rest(), (_number(),)))
    return Found(tuple(stretches), count, sort, descending)


def _by_figure(narrowed: Narrowed, sort: str, descending: bool) -> Stretch[Any]:
    """Return the order of a figure; a range of ranks runs along the ranks, which are in the order of profit."""
    if sort == "profit" and narrowed.wanted.ranks != (None, None):
        rank = Key("rank", ExpressionWrapper(F("rank_number"), IntegerField()), IntegerField())
        return Stretch(narrowed.figures(), (rank,), not descending)
    known, field_ = SORTS[sort]
    return Stretch(narrowed.figures(), (Key("sort", known, field_), _number()), descending)


def _by_name(narrowed: Narrowed, descending: bool) -> Stretch[Customer]:
    """Return the order of the pinyin initials, then of the name itself."""
    keys = (Key("name", ExpressionWrapper(F("search_grams__0"), CharField()), CharField()), _number())
    return Stretch(narrowed.customers(), keys, descending)


def _by_match(narrowed: Narrowed, run: Run) -> Stretch[Customer]:
    """Return the order of closeness to the search, the most profitable first among equals."""
    mine = of_run(run.slot).filter(customer_id=OuterRef("customer_id")).values("rank_number")
    rank = Coalesce(Subquery(mine), Value(LAST), output_field=IntegerField())
    near = matching.closeness(narrowed.wanted.text)
    keys = (Key("match", near, IntegerField()), Key("rank", rank, IntegerField()), _number())
    return Stretch(matching.with_low_number(narrowed.customers()), keys)


def _number() -> Key:
    return Key("number", ExpressionWrapper(F("customer_id"), _NUMBER), _NUMBER)
