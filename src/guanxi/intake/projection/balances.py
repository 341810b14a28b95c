"""The end balance shown beside each account (期末余额): of the newest month in which the account has one."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb

from guanxi.intake.connectors.source import literal
from guanxi.intake.engine import one
from guanxi.intake.known import table
from guanxi.intake.projection.copying import Copy

CSV = "(FORMAT csv, HEADER false, NULLSTR '')"


def newest(engine: duckdb.DuckDBPyConnection, files: Mapping[str, Sequence[Path]]) -> str:
    """Return the SQL of account and end balance; older months are read only for accounts the newest lacks."""
    parts = files.get("balances", ())
    if not parts:
        return "SELECT NULL::VARCHAR AS account_id, NULL::BIGINT AS end_balance WHERE false"
    everything, accounts = table(parts), table(files["accounts"])
    last = one(engine, f"SELECT max(period) FROM {everything}")
    fresh = f"SELECT account_id, end_balance FROM {everything} WHERE period = {literal(last)}"
    open_without = (
        f"SELECT account_id FROM {accounts} WHERE closed_on IS NULL AND account_id NOT IN "
        f"(SELECT account_id FROM {everything} WHERE period = {literal(last)})"
    )
    older = (
        f"SELECT account_id, arg_max(end_balance, period) AS end_balance FROM {everything} "
        f"WHERE account_id IN ({open_without}) GROUP BY account_id"
    )
    return f"{fresh} UNION ALL {older}"


def only(engine: duckdb.DuckDBPyConnection, folder: Path, files: Mapping[str, Sequence[Path]]) -> Copy:
    """Return the copy that changes nothing but the end balances."""
    path = folder / "end_balances.csv"
    select = f"SELECT account_id, CAST(end_balance AS DECIMAL(18, 0)) * 0.01 FROM ({newest(engine, files)})"
    known = f"SELECT account_id FROM {table(files['accounts'])}"
    one(engine, f"COPY ({select} WHERE account_id IN ({known})) TO {literal(path)} {CSV}")
    return Copy("book_account", path, ("account_id", "end_balance"), ("account_id",), adds_rows=False, is_whole=False)
