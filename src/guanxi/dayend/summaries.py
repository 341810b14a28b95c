"""The small published tables (汇总指标): concentration, teams, cost of winning, reconciliation, insights.

A few rows per unit and manager: each goes from its Parquet file into its table, documents as JSON, money that lies
inside documents in minor units as the engine gives it.
"""

from django.db import connection, models

from guanxi.book import pouring
from guanxi.book.figures import Acquisition, Concentration, Insight, Reconciliation, Run, Team
from guanxi.book.groups import Group, GroupMember
from guanxi.contracts import figures
from guanxi.contracts.shape import Contract
from guanxi.value.results import Snapshot

MODELS: tuple[type[models.Model], ...] = (Concentration, Team, Acquisition, Reconciliation, Insight, Group, GroupMember)
CURVES = ("curve", "curve_prior", "bands")


def write(snapshot: Snapshot, run: Run) -> None:
    """Write the small tables of a run, inside the running transaction."""
    for table, contract, columns in (
        ("book_concentration", figures.CONCENTRATION, _folded(figures.CONCENTRATION, CURVES)),
        ("book_team", figures.TEAMS, pouring.expressions(figures.TEAMS)),
        ("book_acquisition", figures.ACQUISITION, _folded(figures.ACQUISITION)),
        ("book_group", figures.GROUPS, pouring.expressions(figures.GROUPS)),
        ("book_group_member", figures.GROUP_MEMBERS, pouring.expressions(figures.GROUP_MEMBERS)),
        ("book_reconciliation", figures.RECONCILIATION, pouring.expressions(figures.RECONCILIATION)),
    ):
        _write(table, columns | {"run_id": str(run.pk)}, contract, snapshot)
    for contract in figures.INSIGHTS:
        columns = _folded(contract) | {"run_id": str(run.pk), "topic": f"'{contract.name}'"}
        _write("book_insight", columns, contract, snapshot)


def _folded(contract: Contract, apart: tuple[str, ...] = ()) -> dict[str, str]:
    """Keep the keys and the columns that stand apart; fold all others into one document."""
    inside = [name for name in contract.names if name not in (*contract.keys, *apart)]
    pairs = ", ".join(f"'{name}', \"{name}\"" for name in inside)
    plain = pouring.expressions(contract)
    kept = {name: plain[name] for name in (*contract.keys, *apart)}
    return kept | {"figures": f"CAST(json_object({pairs}) AS VARCHAR)"}


def _write(table: str, columns: dict[str, str], contract: Contract, snapshot: Snapshot) -> None:
    """Pour into a table beside it first: ``COPY`` cannot pass row-level security."""
    names = ", ".join(f'"{name}"' for name in columns)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE new_{table} ON COMMIT DROP AS SELECT {names} FROM {table} WITH NO DATA")
        pouring.pour(cursor, f"new_{table}", columns, snapshot.tables[contract.name])
        cursor.execute(f"INSERT INTO {table} ({names}) SELECT {names} FROM new_{table}")
        cursor.execute(f"DROP TABLE new_{table}")
