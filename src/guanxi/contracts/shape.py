"""What a contract is made of: columns with kind, unit, meaning, allowed values and privacy class."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from guanxi.kit.words import Words


class Kind(StrEnum):
    """How a column is written in the store.

    ``MONEY`` is kept as whole minor units (分, 1/100) in 64-bit integers, so that sums are exact
    on every engine; ``RATE`` is a yearly fraction (0.035); ``SHARE`` lies in 0–1. ``MONEYS`` is a list of
    money, oldest month first, ``POINTS`` one of shares in whole basis points (1/10 000; NULL where there is no answer),
    and ``DOCUMENT`` a JSON text: all three only in what the engine publishes.
    """

    TEXT = "text"
    CODE = "code"
    INTEGER = "integer"
    NUMBER = "number"
    MONEY = "money"
    RATE = "rate"
    SHARE = "share"
    DATE = "date"
    MOMENT = "moment"
    PERIOD = "period"
    FLAG = "flag"
    MONEYS = "moneys"
    POINTS = "points"
    DOCUMENT = "document"


class Privacy(StrEnum):
    """How far a value may travel: ``PUBLIC`` anywhere, ``BANK`` inside, ``PERSONAL`` about a person."""

    PUBLIC = "public"
    BANK = "bank"
    PERSONAL = "personal"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a contract.

    ``refers`` names ``contract.column`` that must hold the value; ``low``/``high`` bound numbers,
    both included; ``allowed`` lists codes with their meaning.
    """

    name: str
    kind: Kind
    words: Words
    required: bool = True
    unit: str = ""
    allowed: Mapping[str, Words] = field(default_factory=dict)
    privacy: Privacy = Privacy.BANK
    refers: str | None = None
    low: float | None = None
    high: float | None = None


class Placing(StrEnum):
    """How deliveries replace one another in the store.

    ``WHOLE``: a delivery is the full table and replaces the last one; ``PERIOD``: one part per
    calendar month; ``ADDED``: rows are events that gather, known by their key.
    """

    WHOLE = "whole"
    PERIOD = "period"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Contract:
    """A table that crosses a border.

    ``keys`` identify a row. ``dated`` is the column that tells the period of a row (a ``PERIOD``,
    ``DATE`` or ``MOMENT`` column). ``total`` is the money column a control file totals.
    """

    name: str
    words: Words
    grain: Words
    keys: tuple[str, ...]
    columns: tuple[Column, ...]
    placing: Placing = Placing.WHOLE
    dated: str | None = None
    total: str | None = None

    def column(self, name: str) -> Column:
        """Return a column by name; ``KeyError`` when there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.name}.{name}")

    @property
    def names(self) -> tuple[str, ...]:
        """Column names in declared order."""
        return tuple(c.name for c in self.columns)
