"""Short builders for contract columns, so that a declaration reads like a table."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from guanxi.contracts.shape import Column, Kind, Privacy
from guanxi.kit.words import Words

PERSONAL = Privacy.PERSONAL
PUBLIC = Privacy.PUBLIC


def _column(kind: Kind, name: str, en: str, zh: str, **rest: Any) -> Column:
    return Column(name, kind, Words(en, zh), **rest)


text = partial(_column, Kind.TEXT)
integer = partial(_column, Kind.INTEGER)
number = partial(_column, Kind.NUMBER)
money = partial(_column, Kind.MONEY, unit="minor units of the base currency")
rate = partial(_column, Kind.RATE, unit="yearly fraction", low=-0.5, high=5.0)
share = partial(_column, Kind.SHARE, unit="0-1", low=0.0, high=1.0)
day = partial(_column, Kind.DATE)
moment = partial(_column, Kind.MOMENT)
period = partial(_column, Kind.PERIOD, unit="YYYY-MM")
flag = partial(_column, Kind.FLAG)
moneys = partial(_column, Kind.MONEYS, unit="minor units, one value a month, oldest first")
points = partial(_column, Kind.POINTS, unit="basis points, one value a month, oldest first")
document = partial(_column, Kind.DOCUMENT)


def code(name: str, en: str, zh: str, allowed: Mapping[str, tuple[str, str]], **rest: Any) -> Column:
    """Build a column whose values come from a fixed list of codes."""
    words = {key: Words(*pair) for key, pair in allowed.items()}
    return Column(name, Kind.CODE, Words(en, zh), allowed=words, **rest)
