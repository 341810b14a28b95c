"""Narrowing the customers down (客户筛选): filters and search as querysets, figures first, within a person's reach."""

from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from guanxi.book import matching
from guanxi.book.customer_figures import CustomerFigure, of_run
from guanxi.book.customers import Customer
from guanxi.book.figures import Run
from guanxi.book.units import Unit
from guanxi.guard import reach
from guanxi.guard.people import Person
from guanxi.guard.roles import Reach
from guanxi.kit import periods

MOST = 5_000
FEW = 1_000
NOBODY = "-"
DEPARTED, AT_RISK, FRESH, HERE = "departed", "at_risk", "fresh", "here"
GAIN, LOSS, NOUGHT = "gain", "loss", "nought"


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
    gone: tuple[str, ...] = ()
    was: tuple[int, ...] = ()
    barriers: tuple[int, ...] = ()
    moods: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    opened: tuple[str, ...] = ()
    ranks: tuple[int | None, int | None] = field(default=(None, None))

    @property
    def is_all(self) -> bool:
        """Tell whether nothing narrows the list."""
        return all(getattr(self, f.name) == f.default for f in fields(self))

    @property
    def needs_figures(self) -> bool:
        """Tell whether some filter speaks of figures, so that a customer without any cannot match."""
        asked = (self.tiers, self.grades, self.levels, self.signs, self.regions, self.industries, self.sizes)
        of_loyalty = (self.gone, self.was, self.barriers, self.moods, self.sources, self.opened)
        return any(asked) or any(of_loyalty) or self.ranks != (None, None)


class Narrowed:
    """The customers wanted, as querysets: those with figures, and the rest who have none yet.

    A thousand or fewer are looked up once by number, so that no order can mislead the planner into walking past a
    million others.
    """

    def __init__(self, person: Person, run: Run | None, wanted: Wanted, at_risk: "QuerySet[Any]") -> None:
        self.person, self.run, self.wanted, self.at_risk = person, run, wanted, at_risk
        self.units = _with_all_below(wanted.units)
        self.hits = hits = matching.hits(wanted.text) if wanted.text else []
        self.found = matching.condition(wanted.text, hits) if wanted.text else Q()
        is_only_text = bool(wanted.text) and wanted == Wanted(text=wanted.text)
        self.known = (MOST + 1 if hits is None else len(hits)) if is_only_text else None
        states = wanted.states
        self.has_figures = run is not None and (not states or any(state != FRESH for state in states))
        told = FRESH in states or (not states and (bool(wanted.text) or not _is_wide(person)))
        self.has_rest = not wanted.needs_figures and (run is None or told)

    @cached_property
    def few(self) -> tuple[list[str], list[str]] | None:
        """Return the numbers of those with figures and of the rest, when they are few; else ``None``."""
        if self.known is not None and self.known > FEW:
            return None
        known, rest = self._first
        return (known, rest) if len(known) + len(rest) <= FEW else None

    @cached_property
    def count(self) -> int:
        """Return how many there are, one beyond ``MOST`` at most."""
        if self.known is not None and self.known > FEW:
            return min(self.known, MOST + 1)
        known, rest = self._first
        return len(known) + len(rest)

    @cached_property
    def _first(self) -> tuple[list[str], list[str]]:
        """Return the first numbers of those with figures and of the rest, one beyond ``MOST`` at most: read once."""
        known = _numbers(self._figures_found(), MOST + 1) if self.has_figures else []
        return known, _numbers(self._rest_found(), MOST + 1 - len(known)) if self.has_rest else []

    def count_all(self) -> int:
        """Return how many ``customers`` there are, one beyond ``MOST`` at most."""
        return _capped(self.customers())

    def figures(self) -> "QuerySet[CustomerFigure]":
        """Return the figures of the customers wanted."""
        if self.few is not None:
            return self._visible_figures().filter(customer_id__in=self.few[0])
        return self._figures_found()

    def rest(self) -> "QuerySet[Customer]":
        """Return the customers wanted who have no figures yet."""
        if self.few is not None:
            return reach.visible(self.person, Customer.objects.filter(pk__in=self.few[1]))
        return self._rest_found()

    def customers(self) -> "QuerySet[Customer]":
        """Return the customers wanted, with figures or without, also when the lists of figures leave the rest out."""
        if not self.has_rest and not self.wanted.states and not self.wanted.needs_figures:
            return self._own_filters()
        if self.few is not None:
            return reach.visible(self.person, Customer.objects.filter(pk__in=[*self.few[0], *self.few[1]]))
        if self.run is None or not (self.wanted.states or self.wanted.needs_figures):
            return self._own_filters()
        either = Q(pk__in=[])
        if self.has_figures:
            either |= Q(customer_id__in=self._figures_found().values("customer_id"))
        if self.has_rest:
            either |= self._without_figures()
        return self._own_filters().filter(either)

    def _visible_figures(self) -> "QuerySet[CustomerFigure]":
        assert self.run is not None
        return reach.visible(self.person, of_run(self.run.slot))

    def _figures_found(self) -> "QuerySet[CustomerFigure]":
        w, found = self.wanted, self._visible_figures()
        for name, values in (
            ("kind", w.kinds), ("tier", w.tiers), ("grade", w.grades), ("level", w.levels), ("unit_id", self.units),
            ("axis_region", w.regions), ("axis_industry", w.industries), ("axis_size", w.sizes),
            ("level_before", w.was), ("barrier_count", w.barriers), ("mood", w.moods),
        ):  # fmt: skip
            if values is not None and (values or name == "unit_id"):
                found = found.filter(**{f"{name}__in": values})
        if w.owners:
            found = found.filter(owner_id__in=_owners(w.owners))
        found = found.filter(self._state(), _sign(w.signs), self._gone())
        if w.sources or w.opened:
            came = reach.visible(self.person, Customer.objects.filter(_source(w.sources), _opened(w.opened)))
            found = found.filter(customer_id__in=came.values("customer_id"))
        first, last = w.ranks
        if first is not None:
            found = found.filter(rank_number__gte=first)
        if last is not None:
            found = found.filter(rank_number__lte=last)
        if w.text and self.hits is not None:
            found = found.filter(self.found)
        elif w.text:
            customers = reach.visible(self.person, Customer.objects.filter(self.found))
            found = found.filter(customer_id__in=customers.values("customer_id"))
        return found

    def _rest_found(self) -> "QuerySet[Customer]":
        return self._own_filters().filter(self._without_figures())

    def _without_figures(self) -> Q:
        if self.run is None:
            return Q()
        return Q(~Exists(of_run(self.run.slot).filter(customer_id=OuterRef("customer_id"))))

    def _own_filters(self) -> "QuerySet[Customer]":
        w, found = self.wanted, reach.visible(self.person, Customer.objects.all())
        if w.kinds:
            found = found.filter(kind__in=w.kinds)
        if self.units is not None:
            found = found.filter(unit_id__in=self.units)
        if w.owners:
            found = found.filter(owner_id__in=_owners(w.owners))
        return found.filter(self.found)

    def _state(self) -> Q:
        either = Q()
        if DEPARTED in self.wanted.states:
            either |= ~Q(departure="")
        if AT_RISK in self.wanted.states:
            either |= Q(customer_id__in=self.at_risk)
        if HERE in self.wanted.states:
            either |= Q(departure="")
        return either

    def _gone(self) -> Q:
        """Return who departed in the twelve months to the last complete one before the day of the figures, by sign."""
        if not self.wanted.gone or self.run is None:
            return Q()
        start = periods.first_day(periods.shift(periods.last_complete(self.run.as_of), -11))
        return Q(departure__in=self.wanted.gone, departed_on__gte=start)


def _capped(rows: "QuerySet[Any]") -> int:
    return rows.order_by()[: MOST + 1].count()


def _numbers(rows: "QuerySet[Any]", limit: int) -> list[str]:
    return list(rows.order_by().values_list("customer_id", flat=True)[:limit])


def _is_wide(person: Person) -> bool:
    far = reach.of(person)
    return far == Reach.BANK or (far == Reach.UNIT and reach.subtree(person).is_whole_bank)


def _owners(values: tuple[str, ...]) -> list[str]:
    return ["" if value == NOBODY else value for value in values]


def _sign(values: tuple[str, ...]) -> Q:
    either = Q()
    for value in values:
        either |= {GAIN: Q(profit_12m__gt=0), LOSS: Q(profit_12m__lt=0), NOUGHT: Q(profit_12m=Decimal(0))}[value]
    return either


def _source(values: tuple[str, ...]) -> Q:
    return Q(source__in=values) if values else Q()


def _opened(values: tuple[str, ...]) -> Q:
    either = Q()
    for year in values:
        either |= Q(opened_on__gte=date(int(year), 1, 1), opened_on__lte=date(int(year), 12, 31))
    return either


def _with_all_below(units: tuple[str, ...]) -> list[str] | None:
    """Return units with all below them; ``None`` when no unit is asked for."""
    if not units:
        return None
    below = Q()
    for path in Unit.objects.filter(pk__in=units).values_list("path", flat=True):
        below |= Q(path__startswith=path)
    return list(Unit.objects.filter(below).values_list("pk", flat=True)) if below else []
