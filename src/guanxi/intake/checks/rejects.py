"""Rejected rows, written with file, line, column, rule, masked value and the row itself (拒收行)."""

import csv
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from guanxi.contracts import catalogue
from guanxi.contracts.shape import Column, Kind
from guanxi.intake import words
from guanxi.intake.checks.job import Job
from guanxi.intake.checks.picks import Pick
from guanxi.intake.checks.places import Places, lines_at
from guanxi.intake.connectors.source import quoted
from guanxi.intake.engine import one, rows
from guanxi.intake.refusals import Unreadable

HEADINGS = ("file", "contract", "line", "column", "rule", "masked", "facts", "row")
_RULES = {"MISSING COLUMNS": "columns", "TOO MANY COLUMNS": "columns", "UNQUOTED VALUE": "quotes"}
_FORMS = {Kind.DATE: "YYYY-MM-DD", Kind.MOMENT: "YYYY-MM-DD HH:MM:SS"}


@dataclass(frozen=True, slots=True)
class Unsplit:
    """A line that could not be split into cells."""

    position: int
    rule: str
    text: str
    found: int = 0
    expected: int = 0


def unsplit(engine: duckdb.DuckDBPyConnection, job: Job) -> list[Unsplit]:
    """Return the lines that could not be split; refuse a file whose quotation marks swallow lines."""
    if not job.source.tolerant:
        return []
    skipped = rows(
        engine,
        "SELECT line_byte_position, first(error_type ORDER BY column_idx), first(csv_line), "
        "max_by(error_message, column_idx) FROM rejects GROUP BY ALL ORDER BY 1",
    )
    found: dict[int, Unsplit] = {}
    for position, error, text, message in skipped:
        text = (text or "").strip("\r\n")
        rule = _RULES.get(str(error), "too_large")
        if rule == "quotes" and "\n" in text:
            raise Unreadable(job.source.file, kind="CSV", why=f"a quotation mark never closes: {text[:20]!r} …")
        numbers = [int(n) for n in re.findall(r"\d+", message or "")]
        counts = (numbers[1], numbers[0]) if rule == "columns" and len(numbers) > 1 else (0, 0)
        found.setdefault(int(position), Unsplit(int(position), rule, text, *counts))
    return list(found.values())


def write(engine: duckdb.DuckDBPyConnection, job: Job, lines: Sequence[Unsplit]) -> Path:
    """Write all rejected rows as CSV, in the order in which the database takes them, and return its path."""
    path = job.folder / "rejected.csv"
    at, blank = ({}, []) if job.source.line_column else _skipped(engine, job, lines)
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        for one in lines:
            facts = {"found": one.found, "expected": one.expected} if one.rule == "columns" else {}
            told = (at.get(one.position, 0), "", one.rule, "", _json(facts), _json({"": one.text}))
            writer.writerow((job.source.file, job.contract.name, *told))
        places = Places(job.source.first_line, [*at.values(), *blank])
        for row in _rejected(engine, job, places):
            writer.writerow((job.source.file, job.contract.name, *row))
    return path


def _skipped(engine: duckdb.DuckDBPyConnection, job: Job, lines: Sequence[Unsplit]) -> tuple[dict[int, int], list[int]]:
    if not job.source.tolerant:
        return {}, []
    return lines_at(job.source.readable, [one.position for one in lines])


def _rejected(engine: duckdb.DuckDBPyConnection, job: Job, places: Places) -> Iterator[tuple[Any, ...]]:
    line = _line(engine, job)
    values = ", ".join(f"coalesce({_canonical(p, f'v{i}')}, CAST(t{i} AS VARCHAR))" for i, p in enumerate(job.picks))
    texts = ", ".join(f"CAST(t{i} AS VARCHAR)" for i in range(len(job.picks)))
    cursor = engine.execute(
        "SELECT n, broken, line, breaks, cells, texts FROM "
        "(SELECT n, list([place::VARCHAR, rule] ORDER BY place) AS broken FROM faults GROUP BY n) "
        f"JOIN (SELECT n, [{values}] AS cells, [{texts}] AS texts FROM judged) USING (n) "
        f"JOIN ({line}) USING (n) ORDER BY n"
    )
    names = job.contract.names
    while some := cursor.fetchmany(10_000):
        for n, broken, said_line, breaks, cells, raw in some:
            place, rule = int(broken[0][0]), broken[0][1]
            pick = job.picks[place]
            facts = _facts(job, pick, rule)
            if len(broken) > 1:
                facts["also"] = [[names[int(p)], r] for p, r in broken[1:]]
            row = {name: cell for name, cell in zip(names, cells, strict=True) if cell is not None}
            yield (
                int(said_line) if said_line is not None else places.line(n, int(breaks)),
                pick.column.name,
                rule,
                words.mask(raw[place] or "", pick.column),
                _json(facts),
                _json(row),
            )


def _line(engine: duckdb.DuckDBPyConnection, job: Job) -> str:
    """Return the SQL with the line of each row, or with the line breaks in cells before it."""
    if job.source.line_column:
        return f"SELECT n, TRY_CAST({quoted(job.source.line_column)} AS BIGINT) AS line, 0 AS breaks FROM raw"
    texts = [quoted(name) for name, kind in job.source.columns.items() if kind == "VARCHAR"]
    broken = " OR ".join(f"contains({name}, chr(10))" for name in texts)
    if not texts or not one(engine, f"SELECT 1 FROM raw WHERE {broken} LIMIT 1"):
        return "SELECT n, NULL::BIGINT AS line, 0 AS breaks FROM raw"
    joined = f"concat({', '.join(texts)})"
    count = f"length({joined}) - length(replace({joined}, chr(10), ''))"
    before = "OVER (ORDER BY n ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)"
    return f"SELECT n, NULL::BIGINT AS line, coalesce(sum({count}) {before}, 0) AS breaks FROM raw"


def _canonical(pick: Pick, name: str) -> str:
    """Return the SQL of a value as plain text that the checks read again without any mapping."""
    if pick.column.kind == Kind.MONEY:
        return f"CAST(CAST({name} AS DECIMAL(20, 0)) * 0.01 AS VARCHAR)"
    return f"CAST({name} AS VARCHAR)"


def _facts(job: Job, pick: Pick, rule: str) -> dict[str, object]:
    column = pick.column
    match rule:
        case "duplicate":
            return {"keys": ", ".join(job.keys)}
        case "refers":
            other = catalogue.get(str(column.refers).split(".")[0]).words
            return {"other": other.en, "other_zh": other.zh}
        case "code":
            allowed = [*pick.writing.codes, *(c for c in column.allowed if c not in pick.writing.codes)]
            return {"allowed": ", ".join(allowed)}
        case "bounds":
            return _limits(column)
        case "too_long":
            return {"longest": pick.longest}
        case "date" | "no_such_day" | "moment":
            return {"form": pick.writing.date_form or _FORMS[column.kind]}
        case "another_period":
            return {"period": job.period}
    return {}


def _limits(column: Column) -> dict[str, object]:
    largest = "99,999,999,999,999.99" if column.kind == Kind.MONEY else None
    low = column.low if column.low is not None or largest is None else f"-{largest}"
    limits = {"low": low, "high": column.high if column.high is not None else largest}
    return {name: limit for name, limit in limits.items() if limit is not None}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)
