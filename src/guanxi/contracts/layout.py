"""Where the accepted rows of a contract lie in the store, and in which physical types (数据存储).

A *part* is one Parquet file of one contract and period. The store never lists folders to find
out what is current: the caller hands over the parts that the manifest names.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

from guanxi.contracts.shape import Contract, Kind

#: Ibis names of the physical types in Parquet.
TYPES: dict[Kind, str] = {
    Kind.TEXT: "string",
    Kind.CODE: "string",
    Kind.INTEGER: "int64",
    Kind.NUMBER: "float64",
    Kind.MONEY: "int64",
    Kind.RATE: "float64",
    Kind.SHARE: "float64",
    Kind.DATE: "date",
    Kind.MOMENT: "timestamp",
    Kind.PERIOD: "string",
    Kind.FLAG: "boolean",
    Kind.MONEYS: "array<int64>",
    Kind.POINTS: "array<int64>",
    Kind.DOCUMENT: "string",
}


@dataclass(frozen=True, slots=True)
class Part:
    """One current file of the store: contract name, period (empty for whole tables), path."""

    contract: str
    period: str
    path: str
    rows: int = 0


def schema(contract: Contract) -> dict[str, str]:
    """Return column name → Ibis type of the contract's Parquet files, in declared order."""
    return {column.name: TYPES[column.kind] for column in contract.columns}


def part_path(contract: str, period: str, stem: str) -> PurePosixPath:
    """Return the path of a part below the store's root."""
    return PurePosixPath(contract, f"period={period}" if period else "whole", f"{stem}.parquet")


def chosen(parts: Iterable[Part], contract: str, periods: Iterable[str] | None = None) -> list[Part]:
    """Return the parts of a contract, limited to the periods when given, oldest first."""
    wanted = None if periods is None else set(periods)
    found = [p for p in parts if p.contract == contract and (wanted is None or p.period in wanted)]
    return sorted(found, key=lambda p: (p.period, p.path))
