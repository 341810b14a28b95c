"""``guanxi check``: is everything in place (自检)? Each question is answered; any "no" gives exit code 3."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from decimal import Decimal

import pyarrow
import pyarrow.parquet
from django.conf import settings
from django.core.checks import ERROR, run_checks
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Sum
from django.db.models.functions import Abs

from guanxi.book.figures import Reconciliation, Run
from guanxi.doors.cli.terminal import Terminal
from guanxi.guard import reach
from guanxi.intake import manifest
from guanxi.intake.connectors.encoding import checksum
from guanxi.intake.loads import StorePart
from guanxi.kit.words import Words

REFUSED = 3
FENCED = (
    "book_customer", "book_account", "book_customer_figure", "book_link", "book_concentration", "book_team",
    "desk_work_item", "desk_contact", "intake_rejected", "guard_view",
)  # fmt: skip
OPEN_TABLES = """
    SELECT string_agg(wanted, ', ') FROM unnest(%s::text[]) AS wanted
    LEFT JOIN pg_class ON oid = to_regclass(wanted) AND relrowsecurity AND relforcerowsecurity WHERE oid IS NULL
"""
POWERS = "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = session_user"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question found."""

    name: str
    good: bool
    found: str


def check(said: Terminal) -> int:
    """Ask everything and tell the answers."""
    answers = [Answer(name, *question()) for name, question in QUESTIONS.items()]
    signs = {True: Words("good", "正常"), False: Words("WRONG", "异常")}
    lines = [f"{signs[a.good].in_(said.language):<6} {NAMES[a.name].in_(said.language)}: {a.found}" for a in answers]
    said.result([asdict(answer) for answer in answers], lines)
    return 0 if all(answer.good for answer in answers) else REFUSED


def configuration() -> tuple[bool, str]:
    """Ask Django's own checks, and whether the secret is our own."""
    faults = [fault.msg for fault in run_checks() if fault.level >= ERROR]
    return not faults, "; ".join(faults) or f"{settings.GUANXI_DATA}"


def database() -> tuple[bool, str]:
    """Ask the server for its version and whether the application role is as weak as it must be."""
    with connection.cursor() as cursor:
        cursor.execute(POWERS)
        powers = cursor.fetchone()
        cursor.execute("SHOW server_version")
        version = cursor.fetchone()
    mighty = bool(powers and powers[0])
    return not mighty, f"PostgreSQL {version[0] if version else ''}" + (
        " (bypasses row-level security)" if mighty else ""
    )


def migrations() -> tuple[bool, str]:
    """Ask whether the schema is up to date."""
    executor = MigrationExecutor(connections["owner"])
    due = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return not due, ", ".join(str(migration) for migration, _ in due) or "0 due"


def fences() -> tuple[bool, str]:
    """Ask whether row-level security is forced on every table with customer rows."""
    with connection.cursor() as cursor:
        cursor.execute(OPEN_TABLES, [list(FENCED)])
        row = cursor.fetchone()
    return not (row and row[0]), str(row[0]) if row and row[0] else f"{len(FENCED)} tables"


def store() -> tuple[bool, str]:
    """Ask whether every current part lies in the store with its rows, and what we computed with its checksum."""
    with reach.system():
        parts = list(StorePart.objects.order_by("path"))
    wrong = [part.path for part in parts if not _is_whole(part)]
    return not wrong, ", ".join(wrong[:10]) or f"{len(parts)} parts"


def _is_whole(part: StorePart) -> bool:
    """Tell whether a part is as it was written; the checksum of a delivered one is that of the bank's own file."""
    path = manifest.store() / part.path
    try:
        rows = pyarrow.parquet.read_metadata(path).num_rows
    except (OSError, pyarrow.ArrowInvalid):
        return False
    return rows == part.rows and (part.load_id is not None or checksum(path) == part.checksum)


def reconciliation() -> tuple[bool, str]:
    """Ask whether the current run agrees with the ledger to the cent."""
    run = Run.objects.filter(is_current=True).first()
    if run is None:
        return True, "no run yet"
    entries = Reconciliation.objects.filter(run=run, ledger__isnull=False)
    gap = entries.aggregate(gap=Sum(Abs("difference")))["gap"] or Decimal(0)
    return gap == 0, f"run {run.pk}, {entries.count()} entries, difference {gap}"


QUESTIONS: dict[str, Callable[[], tuple[bool, str]]] = {
    "configuration": configuration,
    "database": database,
    "migrations": migrations,
    "fences": fences,
    "store": store,
    "reconciliation": reconciliation,
}
NAMES = {
    "configuration": Words("Configuration", "配置"),
    "database": Words("Database and role", "数据库与角色"),
    "migrations": Words("Schema", "数据库结构"),
    "fences": Words("Row-level security", "行级安全"),
    "store": Words("Store", "数据存储"),
    "reconciliation": Words("Reconciliation to the ledger", "总账核对"),
}
