"""The second look: every row is judged, the good ones go on, the others to quarantine with their reason (逐行判定).

All judging is done on whole tables; Python only sees rows that broke a rule.
"""

from collections import Counter

import duckdb

from guanxi.intake.checks import kinds, rejects
from guanxi.intake.checks.job import COPY_OPTIONS, Job, Outcome
from guanxi.intake.connectors.source import literal, quoted
from guanxi.intake.engine import one, rows
from guanxi.intake.refusals import Broken

MOST_ROWS = 100_000
MOST_SHARE = 0.10
FEW_ROWS = 100


def sort(engine: duckdb.DuckDBPyConnection, job: Job) -> Outcome:
    """Judge every row of a table; write the accepted rows and, beside them, the rejected ones."""
    _read(engine, job)
    unsplit = rejects.unsplit(engine, job)
    _judge(engine, job)
    _check_references(engine, job)
    _check_keys(engine, job)
    _check_own_references(engine, job)
    split = int(one(engine, "SELECT count(*) FROM judged"))
    failed = one(engine, "SELECT count(DISTINCT n) FROM faults") + len(unsplit)
    commonest = Counter(dict(rows(engine, "SELECT rule, count(*) FROM faults GROUP BY rule")))
    commonest.update(r.rule for r in unsplit)
    read = split + len(unsplit)
    if failed > MOST_ROWS or (failed > FEW_ROWS and failed > read * MOST_SHARE):
        told = ", ".join(f"{name} {count:,}" for name, count in commonest.most_common(5))
        raise Broken(job.source.file, failed=failed, read=read, rules=told)
    names = ", ".join(f"v{i} AS {quoted(p.column.name)}" for i, p in enumerate(job.picks))
    rows(
        engine,
        f"COPY (SELECT {names} FROM judged ANTI JOIN faults USING (n) ORDER BY n) "
        f"TO {literal(job.accepted)} {COPY_OPTIONS}",
    )
    path = rejects.write(engine, job, unsplit) if failed else None
    amount = None
    if job.contract.total is not None:
        amount = one(engine, f"SELECT coalesce(sum({job.value_name(job.contract.total)}), 0) FROM judged")
    for table in ("raw", "judged", "faults"):
        rows(engine, f"DROP TABLE {table}")
    return Outcome(read, read - failed, failed, amount, path, dict(commonest))


def seen_before(job: Job) -> str:
    """Return the SQL that keeps rows whose key was accepted from an earlier file of the same load."""
    files = ", ".join(literal(p) for p in job.earlier)
    keys = ", ".join(quoted(k) for k in job.keys)
    return f"SEMI JOIN (SELECT {keys} FROM read_parquet([{files}])) USING ({keys})"


def _read(engine: duckdb.DuckDBPyConnection, job: Job) -> None:
    """Read all rows that can be split into cells, numbered in the order of the file."""
    for table in ("rejects", "reject_scans", "raw", "judged", "faults"):
        rows(engine, f"DROP TABLE IF EXISTS {table}")
    source = job.source
    rows(
        engine, f"CREATE TEMP TABLE raw AS SELECT row_number() OVER () AS n, * FROM {source.tolerant or source.strict}"
    )


def _judge(engine: duckdb.DuckDBPyConnection, job: Job) -> None:
    texts = ", ".join(f"{kinds.text(p)} AS t{i}" for i, p in enumerate(job.picks))
    values = ", ".join(f"{kinds.value(p, f't{i}')} AS v{i}" for i, p in enumerate(job.picks))
    rows(engine, f"CREATE TEMP TABLE judged AS SELECT *, {values} FROM (SELECT n, {texts} FROM raw)")
    rows(engine, "CREATE TEMP TABLE faults (n BIGINT, place INTEGER, rule VARCHAR)")
    for i, pick in enumerate(job.picks):
        rows(
            engine,
            f"INSERT INTO faults SELECT n, {i}, why FROM (SELECT n, {kinds.rule(pick, f't{i}', f'v{i}')} AS why "
            "FROM judged) WHERE why IS NOT NULL",
        )
    if outside := job.outside_period():
        place = job.contract.names.index(str(job.contract.dated))
        rows(engine, f"INSERT INTO faults SELECT n, {place}, 'another_period' FROM judged WHERE {outside}")


def _check_references(engine: duckdb.DuckDBPyConnection, job: Job) -> None:
    for column, known in job.references():
        value = job.value_name(column)
        rows(
            engine,
            f"INSERT INTO faults SELECT n, {job.contract.names.index(column)}, 'refers' FROM judged AS r "
            f"ANTI JOIN {known} AS k ON r.{value} = k.known WHERE r.{value} IS NOT NULL",
        )


def _check_keys(engine: duckdb.DuckDBPyConnection, job: Job) -> None:
    """Of rows with the same key the first good one stays, whether the others are copies or contradict it."""
    place = job.contract.names.index(job.keys[0])
    values = ", ".join(job.value_name(k) for k in job.keys)
    rows(
        engine,
        f"INSERT INTO faults SELECT n, {place}, 'duplicate' FROM (SELECT n, row_number() OVER "
        f"(PARTITION BY {values} ORDER BY n) AS nth FROM judged ANTI JOIN faults USING (n)) WHERE nth > 1",
    )
    if job.earlier:
        named = ", ".join(f"{job.value_name(k)} AS {quoted(k)}" for k in job.keys)
        rows(
            engine,
            f"INSERT INTO faults SELECT n, {place}, 'duplicate' FROM (SELECT n, {named} FROM judged "
            f"ANTI JOIN faults USING (n)) {seen_before(job)}",
        )


def _check_own_references(engine: duckdb.DuckDBPyConnection, job: Job) -> None:
    """A row that names a rejected row of its own table falls with it, down to the last."""
    key = job.value_name(job.contract.keys[0])
    for column in job.own_references():
        value, place = job.value_name(column), job.contract.names.index(column)
        fallen = 1
        while fallen:
            fallen = one(
                engine,
                f"INSERT INTO faults SELECT n, {place}, 'refers' FROM judged AS r ANTI JOIN faults USING (n) "
                f"WHERE {value} IS NOT NULL AND {value} NOT IN (SELECT {key} FROM judged ANTI JOIN faults USING (n) "
                f"WHERE {key} IS NOT NULL)",
            )
