"""Our own records re-enter the store as the bank's do (自有记录回流): contacts logged on pages become visits.

One part per month, named by its content, so that a month without a new contact is not computed again. A contact that
the bank's own delivery already holds under the same number is left out.
"""

from pathlib import Path

import duckdb
from django.db import connection

from guanxi.contracts import layout
from guanxi.contracts.records import VISITS
from guanxi.guard import reach
from guanxi.intake import manifest
from guanxi.intake.connectors.encoding import checksum
from guanxi.intake.loads import StorePart
from guanxi.intake.staging import sync

CONTACTS = """
    COPY (
        SELECT contact_id, customer_id, staff_id, "on", channel, started_by, outcome, minutes
        FROM desk_contact WHERE staff_id <> '' ORDER BY "on", contact_id
    ) TO STDOUT (FORMAT csv)
"""
OWN = """
    CREATE TABLE own AS
    SELECT *, strftime("on", '%Y-%m') AS period FROM contacts ANTI JOIN known USING (visit_id)
"""
MONTHS = """
    SELECT period, count(*), md5(string_agg(own::VARCHAR, chr(10) ORDER BY visit_id)) FROM own GROUP BY 1 ORDER BY 1
"""
READ = """
    CREATE TABLE contacts AS FROM read_csv(?, auto_detect = false, header = false, columns = {
        'visit_id': 'VARCHAR', 'customer_id': 'VARCHAR', 'staff_id': 'VARCHAR', 'on': 'DATE', 'channel': 'VARCHAR',
        'started_by': 'VARCHAR', 'outcome': 'VARCHAR', 'minutes': 'BIGINT'})
"""


def bring_back(scratch: Path) -> int:
    """Make the visits parts of our own contacts current; return how many contacts they hold."""
    scratch.mkdir(parents=True, exist_ok=True)
    _export(scratch / "contacts.csv")
    with reach.system():
        delivered = [manifest.store() / part.path for part in manifest.delivered(VISITS.name)]
    with duckdb.connect() as engine:
        months = _months(engine, scratch / "contacts.csv", delivered)
        parts = [_part(engine, period, rows, digest) for period, rows, digest in months]
    _adopt(parts)
    return sum(part.rows for part in parts)


def _export(path: Path) -> None:
    with reach.system(), connection.cursor() as cursor, path.open("wb") as file, cursor.copy(CONTACTS) as copying:
        for block in copying:
            file.write(block)


def _months(engine: duckdb.DuckDBPyConnection, contacts: Path, delivered: list[Path]) -> list[tuple[str, int, str]]:
    """Return month, number and digest of the contacts that no delivery holds."""
    engine.execute(READ, [str(contacts)])
    engine.execute("CREATE TABLE known (visit_id VARCHAR)")
    if delivered:
        engine.execute("INSERT INTO known SELECT visit_id FROM read_parquet(?)", [[str(path) for path in delivered]])
    engine.execute(OWN)
    return engine.execute(MONTHS).fetchall()


def _part(engine: duckdb.DuckDBPyConnection, period: str, rows: int, digest: str) -> layout.Part:
    place = layout.part_path(VISITS.name, period, f"own-{digest[:16]}")
    path = manifest.store() / place
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(".part")
        names = ", ".join(f'"{name}"' for name in VISITS.names)
        target = str(unfinished).replace("'", "''")
        engine.execute(
            f"COPY (SELECT {names} FROM own WHERE period = '{period}' ORDER BY visit_id) TO '{target}' (FORMAT parquet)"
        )
        sync(unfinished)
        unfinished.replace(path)
    return layout.Part(VISITS.name, period, str(place), rows)


def _adopt(parts: list[layout.Part]) -> None:
    with reach.system():
        own = StorePart.objects.filter(contract=VISITS.name, load__isnull=True)
        known = set(own.values_list("path", flat=True))
        fresh = [part for part in parts if part.path not in known]
        own.exclude(path__in=[part.path for part in parts]).delete()
        manifest.adopt(fresh, checksums=[checksum(manifest.store() / part.path) for part in fresh])
