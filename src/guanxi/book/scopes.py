"""Scopes of published figures (统计范围): the bank, a unit with all below, a manager, as far as a person's reach goes.

The small published tables carry no customer rows, so their fence is here: ``chosen`` refuses what lies outside.
"""

from dataclasses import dataclass

from django.db.models import QuerySet

from guanxi.book.units import Staff, Unit
from guanxi.guard import reach
from guanxi.guard.people import Person
from guanxi.guard.roles import Reach
from guanxi.kit.refusals import NotFound

BANK = "bank"
UNIT = "unit"
STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose figures are shown; ``path`` is the unit's place in the tree, empty for the bank."""

    kind: str
    id: str = ""
    name: str = ""
    path: str = ""

    @property
    def is_whole(self) -> bool:
        """Tell whether everything lies below: the bank, or the root of its tree."""
        return self.kind == BANK or (self.kind == UNIT and self.path.count("/") == 2)

    @property
    def query(self) -> str:
        """Return how the scope stands in an address: ``scope=unit&id=B1``."""
        return f"scope={self.kind}&id={self.id}" if self.id else f"scope={self.kind}"


def start(person: Person) -> Scope:
    """Return the widest scope of a person."""
    far = reach.of(person)
    if far == Reach.BANK:
        return _bank()
    if far == Reach.UNIT:
        return _unit(person.unit_id)
    if far == Reach.OWN and person.staff_id:
        return _staff(person.staff_id)
    raise NotFound


def chosen(widest: Scope, kind: str, key: str) -> Scope:
    """Return the scope asked for below the widest one of a person, or refuse as if it did not exist."""
    if not kind or (kind, key) == (widest.kind, widest.id):
        return widest
    if kind not in (UNIT, STAFF) or widest.kind == STAFF:
        raise NotFound
    scope = _unit(key) if kind == UNIT else _staff(key)
    if not scope.path.startswith(widest.path):
        raise NotFound
    return scope


def above(scope: Scope, widest: Scope) -> list[Scope]:
    """Return the way from the widest scope down to this one, both included, for the bread crumbs."""
    if scope == widest:
        return [scope]
    keys = [key for key in scope.path.split("/") if key]
    units = {unit.pk: unit for unit in Unit.objects.filter(pk__in=keys)}
    way = [_of(units[key]) for key in keys if key in units and units[key].path.startswith(widest.path)]
    if widest.kind == BANK:
        way = [widest, *(step for step in way if step.path.count("/") > 2)]
    if scope.kind == STAFF:
        way.append(scope)
    return way


def units_below(scope: Scope) -> QuerySet[Unit]:
    """Return the units right below a scope; below the bank, those below its root."""
    if scope.kind == BANK:
        return Unit.objects.filter(depth=1)
    return Unit.objects.filter(parent_id=scope.id)


def staff_below(scope: Scope) -> QuerySet[Staff]:
    """Return the staff of a scope's units, all below included."""
    if scope.kind == STAFF:
        return Staff.objects.filter(pk=scope.id)
    return Staff.objects.filter(unit__path__startswith=scope.path)


def _bank() -> Scope:
    root = Unit.objects.filter(depth=0).first()
    return Scope(BANK, "", root.name if root else "")


def _of(unit: Unit) -> Scope:
    return Scope(UNIT, unit.pk, unit.name, unit.path)


def _unit(key: str) -> Scope:
    unit = Unit.objects.filter(pk=key).first()
    if unit is None:
        raise NotFound
    return _of(unit)


def _staff(key: str) -> Scope:
    staff = Staff.objects.filter(pk=key).select_related("unit").first()
    if staff is None:
        raise NotFound
    return Scope(STAFF, staff.pk, staff.name, staff.unit.path)
