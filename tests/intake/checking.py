"""Run the checks of one file without a database (单文件校验)."""

import csv
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from guanxi.contracts import get
from guanxi.intake import columns, engine
from guanxi.intake.checks import Job, Outcome, Writing, check
from guanxi.intake.checks.rejects import HEADINGS
from guanxi.intake.connectors import open_source
from guanxi.intake.connectors.source import Form


@dataclass
class Checked:
    """What came of a file: counts, accepted rows, rejected rows."""

    outcome: Outcome
    accepted: list[dict[str, Any]]
    rejected: list[dict[str, Any]]

    @property
    def rules(self) -> list[tuple[int, str, str]]:
        """Return line, column and rule of the rejected rows, in the order of the file."""
        return sorted((r["line"], r["column"], r["rule"]) for r in self.rejected)


def run(
    contract: str,
    path: Path,
    *,
    period: str = "",
    form: Form | None = None,
    writing: Writing | None = None,
    known: dict[str, list[str]] | None = None,
) -> Checked:
    """Check a file against a contract; ``known`` holds the values that exist by ``contract.column``."""
    declared, scratch = get(contract), path.parent / "scratch"
    scratch.mkdir(exist_ok=True)
    working = engine.opened(scratch)
    tables = {}
    for reference, values in (known or {}).items():
        tables[reference] = f"known_{reference.split('.')[0]}"
        working.execute(f"CREATE TABLE {tables[reference]} (known VARCHAR)")
        for value in values:
            engine.rows(working, f"INSERT INTO {tables[reference]} VALUES ('{value}')")
    source = open_source(path, path.name, form or Form(), declared.names, scratch)
    picks = columns.by_name(declared, source, {"customer_id": 40, "name": 200}, writing or Writing())
    outcome = check(working, Job(declared, source, picks, scratch, period, tables))
    working.close()
    return Checked(outcome, _accepted(scratch / "accepted.parquet"), _rejected(outcome))


def _accepted(path: Path) -> list[dict[str, Any]]:
    rows = duckdb.connect().execute(f"SELECT * FROM read_parquet('{path}')")
    names = [d[0] for d in rows.description or []]
    return [dict(zip(names, row, strict=True)) for row in rows.fetchall()]


def _rejected(outcome: Outcome) -> list[dict[str, Any]]:
    if outcome.rejected is None:
        return []
    with outcome.rejected.open(encoding="utf-8", newline="") as file:
        rows: list[dict[str, Any]] = list(csv.DictReader(file, fieldnames=HEADINGS))
    for row in rows:
        row["line"], row["facts"], row["row"] = int(row["line"]), json.loads(row["facts"]), json.loads(row["row"])
    return rows
