"""One table to be checked: contract, source, what is known, where the result goes (校验任务)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from guanxi.contracts.shape import Contract, Kind
from guanxi.intake.checks.picks import Pick
from guanxi.intake.connectors.source import Source, literal
from guanxi.kit import periods

ROW_GROUP = 122_880
#: How parts are written.
COPY_OPTIONS = f"(FORMAT parquet, COMPRESSION snappy, ROW_GROUP_SIZE {ROW_GROUP})"

#: ``contract.column`` → name of a DuckDB table with the values that exist, in a column ``known``.
Known = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a table; ``amount`` totals the contract's money column over all rows read, in minor units."""

    read: int
    accepted: int
    quarantined: int
    amount: int | None = None
    rejected: Path | None = None
    commonest: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Job:
    """What is checked. ``earlier`` are accepted files of the same load whose keys count too."""

    contract: Contract
    source: Source
    picks: Sequence[Pick]
    folder: Path
    period: str = ""
    known: Mapping[str, str] | None = None
    earlier: Sequence[Path] = ()

    @property
    def accepted(self) -> Path:
        """Return where the accepted rows go."""
        return self.folder / "accepted.parquet"

    @property
    def keys(self) -> list[str]:
        """Return the key columns that tell rows of this table apart."""
        constant = self.contract.dated if self.period and self._dated_is_period else None
        return [k for k in self.contract.keys if k != constant]

    @property
    def _dated_is_period(self) -> bool:
        dated = self.contract.dated
        return dated is not None and self.contract.column(dated).kind == Kind.PERIOD

    def value_name(self, column: str) -> str:
        """Return the SQL name of a column's value inside the checks."""
        return f"v{self.contract.names.index(column)}"

    def outside_period(self) -> str:
        """Return the SQL that is true for a row of another month than the file's, or an empty text."""
        dated = self.contract.dated
        if not self.period or dated is None:
            return ""
        name = self.value_name(dated)
        if self._dated_is_period:
            return f"{name} <> {literal(self.period)}"
        first, after = periods.first_day(self.period), periods.first_day(periods.shift(self.period, 1))
        return f"{name} < DATE '{first}' OR {name} >= DATE '{after}'"

    def references(self) -> list[tuple[str, str]]:
        """Return (column, table of known values) for every column that refers to another table."""
        known = self.known or {}
        return [(c.name, known[c.refers]) for c in self.contract.columns if c.refers is not None and c.refers in known]

    def own_references(self) -> list[str]:
        """Return the columns that refer to this very table (a parent unit)."""
        own = f"{self.contract.name}."
        return [c.name for c in self.contract.columns if c.refers is not None and c.refers.startswith(own)]
