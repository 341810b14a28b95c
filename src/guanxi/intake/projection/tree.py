"""Units as a tree (机构树): exactly one root, no unit below itself, the path of each from the root."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb

from guanxi.intake.engine import rows
from guanxi.intake.known import table
from guanxi.intake.projection.copying import Copy
from guanxi.intake.refusals import NotOneTree

COLUMNS = ("unit_id", "parent_id", "name", "kind", "region", "path", "depth")
LONGEST_PATH = 400


def prepare(engine: duckdb.DuckDBPyConnection, folder: Path, files: Sequence[Path]) -> Copy:
    """Write the units with path and depth."""
    units = rows(engine, f"SELECT unit_id, parent_id, name, kind, coalesce(region, '') FROM {table(files)}")
    chains = paths({unit: parent for unit, parent, *_ in units})
    path = folder / "units.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        for unit, parent, name, kind, region in sorted(units, key=lambda u: chains[u[0]]):
            chain = chains[unit]
            writer.writerow((unit, parent, name, kind, region, chain, chain.count("/") - 2))
    return Copy("book_unit", path, COLUMNS, ("unit_id",), blank=("region",))


def paths(parents: Mapping[str, str | None]) -> dict[str, str]:
    """Return the chain of numbers from the root for every unit."""
    roots = [unit for unit, parent in parents.items() if parent is None]
    if len(roots) != 1:
        shown = ", ".join(sorted(roots)[:5]) or "–"
        raise NotOneTree("units", why=f"{len(roots)} units without a parent ({shown})")
    found: dict[str, str] = {}
    for unit in parents:
        chain: list[str] = []
        at: str | None = unit
        while at is not None and at not in found:
            if at in chain:
                raise NotOneTree("units", why=" → ".join([*chain[chain.index(at) :], at]))
            chain.append(at)
            at = parents[at]
        for one in reversed(chain):
            above = parents[one]
            found[one] = f"{found[above] if above is not None else '/'}{one}/"
            if len(found[one]) > LONGEST_PATH:
                raise NotOneTree("units", why=f"{one} lies too deep")
    return found
