"""The small published tables (汇总指标): concentration, teams, cost of winning, reconciliation, insights.

A few rows per unit and manager: each goes from its Parquet file into its table, documents as JSON, money that lies
inside documents in minor units as the engine gives it.
"""

from pathlib import Path

from django.db import connection, models

from guanxi.book import pouring
from guanxi.book.figures import Acquisition, Concentration, Insight, Reconciliation, Run, Team
from guanxi.book.groups import Group, GroupMember
from guanxi.contracts import figures
from guanxi.contracts.shape import Contract

MODELS: tuple[type[models.Model], ...] = (Concentration, Team, Acquisition, Reconciliation, Insight, Group, GroupMember)
#: The small tables of this many published runs are kept, the current one included.
KEPT_RUNS = 3
CURVES = ("curve", "curve_prior", "bands")


def write(name: str, source: Path, run: Run) -> None:
    """Write one small table of a run, inside the running transaction; a name of none of them is passed over."""
    if name in _TABLES:
        table, columns = _TABLES[name]
        _write(table, columns | {"run_id": str(run.pk)}, source)


def forget_old(run: Run) -> None:
    """Drop what was published before the runs that are kept once this one is; the runs themselves stay listed."""
    published = Run.objects.filter(state=Run.State.PUBLISHED).exclude(pk=run.pk).order_by("-pk")
    kept = list(published.values_list("pk", flat=True)[: KEPT_RUNS - 1])
    for model in MODELS:
        model._default_manager.exclude(run_id__in=[run.pk, *kept]).delete()


def _folded(contract: Contract, apart: tuple[str, ...] = ()) -> dict[str, str]:
    """Keep the keys and the columns that stand apart; fold all others into one document."""
    inside = [name for name in contract.names if name not in (*contract.keys, *apart)]
    pairs = ", ".join(f"'{name}', \"{name}\"" for name in inside)
    plain = pouring.expressions(contract)
    kept = {name: plain[name] for name in (*contract.keys, *apart)}
    return kept | {"figures": f"CAST(json_object({pairs}) AS VARCHAR)"}


def _write(table: str, columns: dict[str, str], source: Path) -> None:
    """Pour into a table beside it first: ``COPY`` cannot pass row-level security."""
    names = ", ".join(f'"{name}"' for name in columns)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE new_{table} ON COMMIT DROP AS SELECT {names} FROM {table} WITH NO DATA")
        pouring.pour(cursor, f"new_{table}", columns, source)
        cursor.execute(f"INSERT INTO {table} ({names}) SELECT {names} FROM new_{table}")
        cursor.execute(f"DROP TABLE new_{table}")


_TABLES: dict[str, tuple[str, dict[str, str]]] = {
    figures.CONCENTRATION.name: ("book_concentration", _folded(figures.CONCENTRATION, CURVES)),
    figures.TEAMS.name: ("book_team", pouring.expressions(figures.TEAMS)),
    figures.ACQUISITION.name: ("book_acquisition", _folded(figures.ACQUISITION)),
    figures.GROUPS.name: ("book_group", pouring.expressions(figures.GROUPS)),
    figures.GROUP_MEMBERS.name: ("book_group_member", pouring.expressions(figures.GROUP_MEMBERS)),
    figures.RECONCILIATION.name: ("book_reconciliation", pouring.expressions(figures.RECONCILIATION)),
    **{c.name: ("book_insight", _folded(c) | {"topic": f"'{c.name}'"}) for c in figures.INSIGHTS},
}
