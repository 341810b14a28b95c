"""The first look at a table: one pass that writes the accepted rows and stops at the first broken one (内容校验).

Only when something is broken are the rows looked at one by one (``sorting``). Either way
accepted + quarantined = read.
"""

import duckdb

from guanxi.intake.checks import kinds, sorting
from guanxi.intake.checks.job import COPY_OPTIONS, Job, Outcome
from guanxi.intake.connectors.source import literal, quoted
from guanxi.intake.engine import one

BROKEN = "a row breaks a rule"


def check(engine: duckdb.DuckDBPyConnection, job: Job) -> Outcome:
    """Check a table and write what is accepted to ``job.accepted``."""
    rows = _write_if_whole(engine, job)
    if rows is not None and _is_consistent(engine, job, rows):
        return Outcome(rows, rows, 0, _amount(engine, job))
    job.accepted.unlink(missing_ok=True)
    return sorting.sort(engine, job)


def _write_if_whole(engine: duckdb.DuckDBPyConnection, job: Job) -> int | None:
    texts = ", ".join(f"{kinds.text(p)} AS t{i}" for i, p in enumerate(job.picks))
    values = ", ".join(f"{kinds.value(p, f't{i}')} AS v{i}" for i, p in enumerate(job.picks))
    tests = [test for i, p in enumerate(job.picks) if (test := kinds.is_broken(p, f"t{i}", f"v{i}"))]
    if outside := job.outside_period():
        tests.append(outside)
    names = ", ".join(f"v{i} AS {quoted(p.column.name)}" for i, p in enumerate(job.picks))
    broken = " OR ".join(f"({test})" for test in tests) or "false"
    select = (
        f"SELECT {names} FROM (SELECT *, {values} FROM (SELECT {texts} FROM {job.source.strict})) "
        f"WHERE CASE WHEN {broken} THEN CAST(error({literal(BROKEN)}) AS BOOLEAN) ELSE true END"
    )
    try:
        return int(one(engine, f"COPY ({select}) TO {literal(job.accepted)} {COPY_OPTIONS}") or 0)
    except (duckdb.InvalidInputException, duckdb.ConversionException):
        return None


def _is_consistent(engine: duckdb.DuckDBPyConnection, job: Job, rows: int) -> bool:
    """Tell whether every reference holds and every key occurs once."""
    table = f"read_parquet({literal(job.accepted)})"
    pairs = [(c, known, "known") for c, known in job.references()]
    pairs += [(c, table, quoted(job.contract.keys[0])) for c in job.own_references()]
    for column, known, key in pairs:
        name = quoted(column)
        lost = f"SELECT 1 FROM {table} r ANTI JOIN {known} k ON r.{name} = k.{key} WHERE r.{name} IS NOT NULL LIMIT 1"
        if one(engine, lost):
            return False
    keys = ", ".join(quoted(k) for k in job.keys)
    counted = f"count(DISTINCT {keys})" if len(job.keys) == 1 else f"count(DISTINCT ({keys}))"
    if one(engine, f"SELECT {counted} FROM {table}") != rows:
        return False
    return not (job.earlier and one(engine, f"SELECT 1 FROM {table} {sorting.seen_before(job)} LIMIT 1"))


def _amount(engine: duckdb.DuckDBPyConnection, job: Job) -> int | None:
    if job.contract.total is None:
        return None
    return int(
        one(engine, f"SELECT coalesce(sum({quoted(job.contract.total)}), 0) FROM read_parquet({literal(job.accepted)})")
    )
