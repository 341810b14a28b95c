"""The files of a projection, written before the transaction so that it stays short (入册文件准备)."""

from collections.abc import Collection, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
from django.db import models

from guanxi.contracts import catalogue
from guanxi.contracts.shape import Kind
from guanxi.intake.connectors.source import literal, quoted
from guanxi.intake.engine import at_once, one
from guanxi.intake.known import table
from guanxi.intake.limits import BOOK
from guanxi.intake.projection import balances, grams, tree
from guanxi.intake.projection.copying import Copy

KEYS = {"links": ("from_id", "to_id", "kind")}
FOLLOWED = ("unit_id", "owner_id", "deputy_id")


def prepare(
    engine: duckdb.DuckDBPyConnection,
    folder: Path,
    files: Mapping[str, Sequence[Path]],
    changed: set[str],
    own: Mapping[str, Sequence[Path]] | None = None,
    entries: Path | None = None,
    done: Collection[str] = (),
) -> list[Copy]:
    """Return the copies for the changed contracts; ``files`` holds all parts as they will be current.

    With ``own``, only the rows of those parts are brought in, and no row goes. ``entries`` are the search entries of
    the customers where they are written already. What was ``done`` before stays as it is.
    """
    folder.mkdir(parents=True, exist_ok=True)
    calls = [
        partial(_prepare, engine, folder, files, name, own, entries)
        for name in BOOK
        if name in changed and files.get(name)
    ]
    with at_once(calls) as results:
        copies = [result.result() for result in results]
    if "balances" in changed and "accounts" not in changed.union(done) and files.get("accounts"):
        copies.append(balances.only(engine, folder, files))
    return copies


def _prepare(whole: duckdb.DuckDBPyConnection, *rest: Any) -> Copy:
    with whole.cursor() as own:
        return _written(own, *rest)


def _written(
    engine: duckdb.DuckDBPyConnection,
    folder: Path,
    files: Mapping[str, Sequence[Path]],
    name: str,
    own: Mapping[str, Sequence[Path]] | None,
    entries: Path | None,
) -> Copy:
    model = BOOK[name]
    mine = (own or {}).get(name) or files[name]
    if name == "units":
        return tree.prepare(engine, folder, files["units"])
    contract = catalogue.get(name)
    fields = {str(f.attname): f for f in model._meta.concrete_fields}
    chosen = {
        c.name: _cell(fields[c.name], c.kind, f"t.{quoted(c.name)}") for c in contract.columns if c.name in fields
    }
    source = f"{table(mine)} AS t"
    match name:
        case "accounts":
            chosen |= {name: f"c.{name}" for name in FOLLOWED} | {"end_balance": _amount("b.end_balance")}
            source += f" LEFT JOIN (SELECT customer_id, {', '.join(FOLLOWED)} FROM {table(files['customers'])}) AS c"
            source += f" USING (customer_id) LEFT JOIN ({balances.newest(engine, files)}) AS b USING (account_id)"
        case "customers":
            entries = entries or grams.write(engine, mine, folder / "grams.parquet")
            chosen |= {"search_grams": "g.grams"}
            source += f" POSITIONAL JOIN read_parquet({literal(entries)}) AS g"
    path = folder / f"{name}.csv"
    select = ", ".join(f"{sql} AS {quoted(column)}" for column, sql in chosen.items())
    one(engine, f"COPY (SELECT {select} FROM {source}) TO {literal(path)} {balances.CSV}")
    keys = KEYS.get(name, (contract.keys[0],))
    blank = tuple(c for c in chosen if isinstance(fields[c], models.CharField) and not fields[c].null)
    return Copy(model._meta.db_table, path, tuple(chosen), keys, is_whole=own is None, blank=blank)


def _cell(field: "models.Field[object, object]", kind: Kind, sql: str) -> str:
    """Return the SQL of a value as the database keeps it: money and rates as decimals."""
    if kind == Kind.MONEY:
        return _amount(sql)
    if isinstance(field, models.DecimalField):
        return f"CAST({sql} AS DECIMAL({field.max_digits}, {field.decimal_places}))"
    return sql


def _amount(sql: str) -> str:
    return f"CAST({sql} AS DECIMAL(18, 0)) * 0.01"
