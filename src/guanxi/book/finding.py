"""Finding customers (客户查询): filters, search and order, as far as a person reaches, without counting rows to skip.

Lists run along the published figures, whose indexes hold every order; customers who have no figures yet (they came
after the run) stand at the end. By name, and by closeness to a search, lists run along the customers.

Whoever reaches the whole bank is shown customers without figures when searching, sorting by name or asking for
them: to look for them at the end of every other list would mean comparing two tables of a million rows.
"""

from dataclasses import dataclass, field, fields
from decimal import Decimal
from typing import Any

from django.db.models import (
    CharField,
    DateField,
    DecimalField,
    Exists,
    ExpressionWrapper,
    F,
    FloatField,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.expressions import Expression
from django.db.models.functions import Coalesce

from guanxi.book import matching
from guanxi.book.customer_figures import CustomerFigure, of_run
from guanxi.book.customers import Customer
from guanxi.book.figures import Run
from guanxi.book.paging import Key, Stretch
from guanxi.book.units import Unit
from guanxi.guard import reach
from guanxi.guard.people import Person
from guanxi.guard.roles import Reach

MOST = 10_000
FEW = 1_000
NOBODY = "-"
DEPARTED, AT_RISK, FRESH = "departed", "at_risk", "fresh"
GAIN, LOSS, NOUGHT = "gain", "loss", "nought"
LAST = 2**31 - 1
_MONEY = DecimalField(max_digits=18, decimal_places=2)
_NUMBER = CharField(max_length=40)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is narrowed to; several values of one filter widen each other, filters narrow each other."""

    text: str = ""
    kinds: tuple[str, ...] = ()
    tiers: tuple[str, ...] = ()
    grades: tuple[str, ...] = ()
    levels: tuple[int, ...] = ()
    units: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    sizes: tuple[str, ...] = ()
    ranks: tuple[int | None, int | None] = field(default=(None, None))

    @property
    def is_all(self) -> bool:
        """Tell whether nothing narrows the list."""
        return all(getattr(self, f.name) == f.default for f in fields(self))

    @property
    def needs_figures(self) -> bool:
        """Tell whether some filter speaks of figures, so that a customer without any cannot match."""
        asked = (self.tiers, self.grades, self.levels, self.signs, self.regions, self.industries, self.sizes)
        return any(asked) or self.ranks != (None, None)


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
    search = _Search(person, run, wanted, at_risk)
    if run is None or sort == BY_NAME:
        return Found((search.by_name(descending),), _capped(search.customers()), BY_NAME, descending)
    count = search.count()
    if sort == BY_MATCH and wanted.text and count <= FEW:
        return Found((search.by_match(),), count, BY_MATCH, False)
    if sort not in SORTS:
        sort, descending = "profit", True
    known, field_ = SORTS[sort]
    stretches: list[Stretch[Any]] = []
    if search.has_figures:
        stretches.append(Stretch(search.figures(), (Key("sort", known, field_), _number()), descending))
    if search.has_rest:
        stretches.append(Stretch(search.rest(), (_number(),)))
    return Found(tuple(stretches), count, sort, descending)


class _Search:
    """The querysets of one list."""

    def __init__(self, person: Person, run: Run | None, wanted: Wanted, at_risk: "QuerySet[Any]") -> None:
        self.person, self.run, self.wanted, self.at_risk = person, run, wanted, at_risk
        self.units = _with_all_below(wanted.units)
        states = wanted.states
        self.has_figures = run is not None and (not states or any(state != FRESH for state in states))
        told = FRESH in states or (not states and (bool(wanted.text) or not _is_wide(person)))
        self.has_rest = not wanted.needs_figures and (run is None or told)

    def figures(self) -> "QuerySet[CustomerFigure]":
        """Return the figures of the customers wanted."""
        assert self.run is not None
        w, found = self.wanted, reach.visible(self.person, of_run(self.run.slot))
        for name, values in (
            ("kind", w.kinds), ("tier", w.tiers), ("grade", w.grades), ("level", w.levels), ("unit_id", self.units),
            ("axis_region", w.regions), ("axis_industry", w.industries), ("axis_size", w.sizes),
        ):  # fmt: skip
            if values is not None and (values or name == "unit_id"):
                found = found.filter(**{f"{name}__in": values})
        if w.owners:
            found = found.filter(owner_id__in=_owners(w.owners))
        found = found.filter(self._state(), _sign(w.signs))
        first, last = w.ranks
        if first is not None:
            found = found.filter(rank_number__gte=first)
        if last is not None:
            found = found.filter(rank_number__lte=last)
        if w.text:
            texts = reach.visible(self.person, Customer.objects.filter(matching.of(w.text)))
            found = found.filter(customer_id__in=texts.values("customer_id"))
        return found

    def customers(self) -> "QuerySet[Customer]":
        """Return the customers wanted, with figures or without."""
        if self.run is None or not (self.wanted.states or self.wanted.needs_figures):
            return self._own_filters()
        either = Q(pk__in=[])
        if self.has_figures:
            either |= Q(customer_id__in=self.figures().values("customer_id"))
        if self.has_rest:
            either |= self._without_figures()
        return self._own_filters().filter(either)

    def rest(self) -> "QuerySet[Customer]":
        """Return the customers wanted that have no figures yet."""
        return self._own_filters().filter(self._without_figures())

    def _without_figures(self) -> Q:
        if self.run is None:
            return Q()
        return Q(~Exists(of_run(self.run.slot).filter(customer_id=OuterRef("customer_id"))))

    def by_name(self, descending: bool) -> Stretch[Customer]:
        """Return the order of the pinyin initials, then of the name itself."""
        keys = (Key("name", ExpressionWrapper(F("search_grams__0"), CharField()), CharField()), _number())
        return Stretch(self.customers(), keys, descending)

    def by_match(self) -> Stretch[Customer]:
        """Return the order of closeness to the search, the most profitable first among equals."""
        assert self.run is not None
        mine = of_run(self.run.slot).filter(customer_id=OuterRef("customer_id")).values("rank_number")
        rank = Coalesce(Subquery(mine), Value(LAST), output_field=IntegerField())
        near = matching.closeness(self.wanted.text)
        keys = (Key("match", near, IntegerField()), Key("rank", rank, IntegerField()), _number())
        return Stretch(matching.with_low_number(self.customers()), keys)

    def count(self) -> int:
        """Count the list, one beyond ``MOST`` at most."""
        counted = _capped(self.figures()) if self.has_figures else 0
        if self.has_rest and counted <= MOST:
            counted += _capped(self.rest())
        return min(counted, MOST + 1)

    def _own_filters(self) -> "QuerySet[Customer]":
        w, found = self.wanted, reach.visible(self.person, Customer.objects.all())
        if w.kinds:
            found = found.filter(kind__in=w.kinds)
        if self.units is not None:
            found = found.filter(unit_id__in=self.units)
        if w.owners:
            found = found.filter(owner_id__in=_owners(w.owners))
        return found.filter(matching.of(w.text)) if w.text else found

    def _state(self) -> Q:
        either = Q()
        if DEPARTED in self.wanted.states:
            either |= ~Q(departure="")
        if AT_RISK in self.wanted.states:
            either |= Q(customer_id__in=self.at_risk)
        return either


def _capped(rows: "QuerySet[Any]") -> int:
    return rows.order_by()[: MOST + 1].count()


def _is_wide(person: Person) -> bool:
    far = reach.of(person)
    return far == Reach.BANK or (far == Reach.UNIT and reach.subtree(person).is_whole_bank)


def _number() -> Key:
    return Key("number", ExpressionWrapper(F("customer_id"), _NUMBER), _NUMBER)


def _owners(values: tuple[str, ...]) -> list[str]:
    return ["" if value == NOBODY else value for value in values]


def _sign(values: tuple[str, ...]) -> Q:
    either = Q()
    for value in values:
        either |= {GAIN: Q(profit_12m__gt=0), LOSS: Q(profit_12m__lt=0), NOUGHT: Q(profit_12m=Decimal(0))}[value]
    return either


def _with_all_below(units: tuple[str, ...]) -> list[str] | None:
    """Return units with all below them; ``None`` when no unit is asked for."""
    if not units:
        return None
    below = Q()
    for path in Unit.objects.filter(pk__in=units).values_list("path", flat=True):
        below |= Q(path__startswith=path)
    return list(Unit.objects.filter(below).values_list("pk", flat=True)) if below else []
