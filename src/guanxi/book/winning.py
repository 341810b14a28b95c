"""Cost of winning and worth as published (客户获致成本与值得争取倍数), by the deck's two formulas."""

from dataclasses import dataclass
from typing import Any

from guanxi.book import scopes
from guanxi.book.figures import Acquisition, Run
from guanxi.book.scopes import Scope

DIMENSIONS = ("unit", "segment", "source")


@dataclass(slots=True)
class Row:
    """One member of a dimension with the figures of both formulas."""

    dimension: str
    member: str
    name: str
    figures: dict[str, Any]


def whole(run: Run, scope: Scope) -> Row | None:
    """Return the row of the scope itself."""
    found = Acquisition.objects.filter(run=run, dimension=scope.kind)
    if scope.kind != scopes.BANK:
        found = found.filter(member=scope.id)
    row = found.first()
    return Row(row.dimension, row.member, scope.name, row.figures) if row else None


def members(run: Run, scope: Scope, dimension: str) -> list[Row]:
    """Return the members of a dimension: units right below the scope, other dimensions of the whole bank."""
    found = Acquisition.objects.filter(run=run, dimension=dimension).order_by("member")
    if dimension != scopes.UNIT:
        return [Row(row.dimension, row.member, row.member, row.figures) for row in found]
    names = dict(scopes.units_below(scope).values_list("pk", "name"))
    return [Row(row.dimension, row.member, names[row.member], row.figures) for row in found.filter(member__in=names)]
