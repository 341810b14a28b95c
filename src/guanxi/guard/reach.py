"""Whose customers a person reaches (数据可见范围), fenced twice.

The outer fence is ``visible``, which pages put on every queryset. The inner one is PostgreSQL's row-level
security: ``acting`` takes on the database role of the person's reach for one transaction, and rows outside it
do not exist there. Either fence alone holds.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import connection, models, transaction

from guanxi.guard import rules
from guanxi.guard.people import Person
from guanxi.guard.roles import Reach
from guanxi.guard.rules import Action
from guanxi.kit.refusals import NotAllowed

M = TypeVar("M", bound=models.Model)

DATABASE_ROLES = {
    Reach.NONE: "guanxi_none",
    Reach.OWN: "guanxi_own",
    Reach.UNIT: "guanxi_unit",
    Reach.BANK: "guanxi_bank",
}
WHOLE_BANK = "guanxi_root"
SYSTEM = "guanxi_work"
SETTINGS = ("guanxi.staff", "guanxi.units", "guanxi.person", "pghistory.context_metadata")

_READ = [f"coalesce(current_setting('{name}', true), '')" for name in ("role", *SETTINGS)]
_WRITE = ["set_config(%s, %s, true)"] * len(_READ)
TAKE_ON = f"SELECT {', '.join(_READ + _WRITE)}"
SUBTREE = """
    SELECT below.unit_id, (SELECT count(*) FROM book_unit)
    FROM book_unit AS top JOIN book_unit AS below ON starts_with(below.path, top.path)
    WHERE top.unit_id = %s AND top.path <> ''
"""


@dataclass(frozen=True, slots=True)
class Subtree:
    """A unit and all below it, and whether that is the whole bank."""

    top: str
    units: tuple[str, ...]
    is_whole_bank: bool


def of(person: Person) -> Reach:
    """Return how far a person sees: nothing when deactivated or without the number the reach rests on."""
    reach = rules.reach_of(person.role)
    if not person.is_active:
        return Reach.NONE
    if (reach == Reach.OWN and not person.staff_id) or (reach == Reach.UNIT and not person.unit_id):
        return Reach.NONE
    return reach


def subtree(person: Person) -> Subtree:
    """Return the person's part of the bank; asked once per person object and unit."""
    known = vars(person).get("_subtree")
    if isinstance(known, Subtree) and known.top == person.unit_id:
        return known
    with connection.cursor() as cursor:
        cursor.execute(SUBTREE, [person.unit_id])
        rows = cursor.fetchall()
    found = Subtree(person.unit_id, tuple(sorted(row[0] for row in rows)), bool(rows) and len(rows) == rows[0][1])
    vars(person)["_subtree"] = found
    return found


@contextmanager
def acting(person: Person) -> Iterator[None]:
    """Run a block in one transaction under the person's database role and settings."""
    reach = of(person)
    role, inside = DATABASE_ROLES[reach], ""
    if reach == Reach.UNIT and subtree(person).is_whole_bank:
        role = WHOLE_BANK
    elif reach == Reach.UNIT:
        inside = ",".join(subtree(person).units)
    context = {"person": person.pk, "login": person.username}
    with _as(role, (person.staff_id, inside, str(person.pk), json.dumps(context))):
        yield


@contextmanager
def system() -> Iterator[None]:
    """Run a block in one transaction as the system's own work: loads and day ends."""
    with _as(SYSTEM, ("", "", "", json.dumps({"person": None, "login": "system"}))):
        yield


@contextmanager
def _as(role: str, values: tuple[str, ...]) -> Iterator[None]:
    """Take on a database role; the one before comes back, by rollback or by hand, so that blocks nest."""
    is_nested = connection.in_atomic_block
    with transaction.atomic():
        before = _take_on(role, values)
        yield
        if is_nested:
            _take_on(before[0], before[1:])


def _take_on(role: str, values: tuple[str, ...]) -> tuple[str, ...]:
    """Set role and settings for the rest of the transaction, in one round trip, and return those before."""
    names = ("role", *SETTINGS)
    with connection.cursor() as cursor:
        cursor.execute(TAKE_ON, [part for pair in zip(names, (role, *values), strict=True) for part in pair])
        return tuple(cursor.fetchone()[: len(names)])


def visible(person: Person, queryset: "models.QuerySet[M]") -> "models.QuerySet[M]":
    """Keep the rows of a queryset that lie in the person's reach (models with the visibility columns)."""
    match of(person):
        case Reach.BANK:
            return queryset
        case Reach.OWN:
            return queryset.filter(models.Q(owner_id=person.staff_id) | models.Q(deputy_id=person.staff_id))
        case Reach.UNIT:
            place = subtree(person)
            return queryset if place.is_whole_bank else queryset.filter(unit_id__in=place.units)
    return queryset.none()


def covers(person: Person, subject: Any, reach: Reach) -> bool:
    """Tell whether an object with the visibility columns lies within a reach of the person."""
    match reach:
        case Reach.BANK:
            return True
        case Reach.OWN:
            return bool(person.staff_id) and person.staff_id in (subject.owner_id, subject.deputy_id)
        case Reach.UNIT:
            return subtree(person).is_whole_bank or subject.unit_id in subtree(person).units
    return False


def require(person: Person, action: Action, subject: Any = None) -> None:
    """Refuse what ``rules`` does not allow this person, for this customer if one is given."""
    reach = rules.reach_of(person.role, action) if person.is_active else Reach.NONE
    if reach == Reach.NONE or (subject is not None and not covers(person, subject, reach)):
        raise NotAllowed


def can(person: Person, action: Action, subject: Any = None) -> bool:
    """Tell whether ``require`` would let the act pass; for what pages offer."""
    try:
        require(person, action, subject)
    except NotAllowed:
        return False
    return True
