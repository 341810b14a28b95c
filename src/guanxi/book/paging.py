"""Pages of long lists without counting rows (键值翻页): where a page begins is told by the last row seen.

A list is a row of *stretches*, each a queryset in a total order; a page may begin in one and end in the next.
"""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Expression, Field, Model, QuerySet
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class Key:
    """One column of an order: its name in ``values``, the expression the index holds, its type."""

    name: str
    expression: Expression
    field: "Field[Any, Any]"


@dataclass(frozen=True, slots=True)
class Stretch(Generic[M]):
    """Rows in one order, all columns in the same direction; the last key is unique."""

    rows: "QuerySet[M]"
    keys: tuple[Key, ...]
    descending: bool = False

    def some(self, number: int, *, beyond: Sequence[Any] | None, forward: bool) -> list[tuple[str, tuple[Any, ...]]]:
        """Return number of rows beyond a place as (customer, place), nearest first."""
        rows = self.rows.annotate(**{f"_{key.name}": key.expression for key in self.keys})
        down = self.descending is forward
        if beyond is not None:
            lookup = TupleLessThan if down else TupleGreaterThan
            rows = rows.filter(lookup(Tuple(*(key.expression for key in self.keys)), self._typed(beyond)))
        order = [key.expression.desc() if down else key.expression.asc() for key in self.keys]
        names = [f"_{key.name}" for key in self.keys]
        found = rows.order_by(*order).values_list("customer_id", *names)[:number]
        return [(row[0], tuple(row[1:])) for row in found]

    def _typed(self, place: Sequence[Any]) -> list[Any]:
        return [key.field.to_python(value) for key, value in zip(self.keys, place, strict=True)]


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in the list: the stretch, the keys of a row there, and whether to go on after or before it."""

    stretch: int
    place: tuple[Any, ...]
    forward: bool = True

    def written(self) -> str:
        """Return the place as it stands in an address."""
        text = json.dumps([self.stretch, *map(_plain, self.place)], ensure_ascii=False, separators=(",", ":"))
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


@dataclass(frozen=True, slots=True)
class Page:
    """Numbers of the customers of a page, and where the next and the one before begin."""

    keys: list[str]
    next: Cursor | None = None
    previous: Cursor | None = None


def read(text: str, *, forward: bool) -> Cursor | None:
    """Read a place from an address; ``None`` when it is none."""
    try:
        parts = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        stretch, *place = parts
    except (ValueError, TypeError, binascii.Error):
        return None
    if type(stretch) is not int or not place or not all(isinstance(part, str | int | float) for part in place):
        return None
    return Cursor(stretch, tuple(place), forward)


def page(stretches: "Sequence[Stretch[Any]]", size: int, cursor: Cursor | None) -> Page:
    """Return one page; a place that does not fit this list begins it anew."""
    if cursor is not None and not _fits(stretches, cursor):
        cursor = None
    forward = cursor is None or cursor.forward
    start = cursor.stretch if cursor else 0
    numbered = range(start, len(stretches)) if forward else range(start, -1, -1)
    rows: list[tuple[str, Cursor]] = []
    for number in numbered:
        beyond = cursor.place if cursor and number == start else None
        wanted = size + 1 - len(rows)
        for key, place in stretches[number].some(wanted, beyond=beyond, forward=forward):
            rows.append((key, Cursor(number, place)))
        if len(rows) > size:
            break
    more, rows = len(rows) > size, rows[:size]
    if not forward:
        rows.reverse()
    if not rows:
        return page(stretches, size, None) if cursor else Page([])
    ahead = rows[-1][1] if more or not forward else None
    back = Cursor(rows[0][1].stretch, rows[0][1].place, forward=False)
    return Page([key for key, _ in rows], ahead, back if (cursor if forward else more) else None)


def _fits(stretches: "Sequence[Stretch[Any]]", cursor: Cursor) -> bool:
    if not 0 <= cursor.stretch < len(stretches):
        return False
    keys = stretches[cursor.stretch].keys
    if len(keys) != len(cursor.place):
        return False
    try:
        for key, value in zip(keys, cursor.place, strict=True):
            if key.field.to_python(value) is None:
                return False
    except (ValidationError, ValueError, TypeError):
        return False
    return True


def _plain(value: Any) -> str | int | float:
    return value if isinstance(value, int | float | str) else str(value)
