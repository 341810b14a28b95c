"""Customers of a scope by level, grade and tier (客户构成), as small bars with counts."""

from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from guanxi.book.figures import Team
from guanxi.contracts.figures import GRADES, LEVELS, TIERS


@dataclass(frozen=True, slots=True)
class Bar:
    """One group: its name, its customers and their share of the scope."""

    name: str
    count: int
    rate: float


@dataclass(frozen=True, slots=True)
class Mix:
    """One way to divide the customers of a scope."""

    title: str
    figure: str
    bars: list[Bar]


def of(team: Team | None) -> list[Mix]:
    """Return the three mixes of a scope."""
    if team is None:
        return []
    return [
        Mix(_("By product level"), "level", _bars(team.levels, LEVELS)),
        Mix(_("By service grade"), "grade", _bars(team.grades, GRADES)),
        Mix(_("By potential tier"), "tier", _bars(team.tiers, TIERS)),
    ]


def _bars(counts: dict[str, int], names: dict[str, tuple[str, str]]) -> list[Bar]:
    whole = sum(counts.values()) or 1
    side = 1 if (get_language() or "en").startswith("zh") else 0
    return [Bar(words[side], counts.get(code, 0), counts.get(code, 0) / whole) for code, words in names.items()]
