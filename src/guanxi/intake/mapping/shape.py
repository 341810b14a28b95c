"""What a mapping file may say (映射文件结构)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from guanxi.intake.checks import Writing
from guanxi.intake.connectors.source import Form
from guanxi.kit.words import Words


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of the bank: a pattern of names in the delivery, or beside the mapping file (``is_beside``)."""

    name: str
    pattern: str
    form: Form
    period: str = ""
    is_beside: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a column comes from: a column of the source, a constant, or an SQL expression over the source."""

    source: str = ""
    constant: str | None = None
    expression: str = ""
    writing: Writing = field(default_factory=Writing)


@dataclass(frozen=True, slots=True)
class Table:
    """How rows of one contract come about.

    Either ``columns`` of one source file, or a ``query`` over all of them, or ``derive`` by a rule of the contract.
    """

    contract: str
    place: str
    source: str = ""
    columns: Mapping[str, Cell] = field(default_factory=dict)
    query: str = ""
    derive: str = ""
    through: str = ""
    writing: Writing = field(default_factory=Writing)

    @property
    def needs_engine(self) -> bool:
        """Tell whether SQL of the mapping must run."""
        return bool(self.query) or any(cell.expression for cell in self.columns.values())


@dataclass(frozen=True, slots=True)
class Mapped:
    """A whole mapping file; ``assumed`` says in words what the data does not hold and the mapping supposes."""

    path: Path
    text: str
    files: Mapping[str, SourceFile]
    tables: tuple[Table, ...]
    assumed: tuple[Words, ...] = ()
