"""Making ready (就绪): the data folder, the database server, Django, and the schema when asked for."""

import os
import socket
from pathlib import Path

from guanxi.doors.cli.refusals import PortTaken, SchemaBehind
from guanxi.kit import postgres


def prepare(data: Path, *, migrate: bool = False) -> postgres.Addresses:
    """Start or find the server, set Django up on it, and bring the schema up to date if asked."""
    os.environ["GUANXI_DATA"] = str(data.resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guanxi.site.settings")
    addresses = postgres.ensure(data)
    import django

    django.setup()
    if migrate:
        from django.core.management import call_command

        call_command("migrate", database="owner", verbosity=0, interactive=False, skip_checks=True)
    return addresses


def require_current() -> None:
    """Refuse a database that was made by an older version."""
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connections["owner"])
    due = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    connections["owner"].close()
    if due:
        raise SchemaBehind(due=due)


def is_there(data: Path) -> bool:
    """Tell whether a data folder was made ready, or a server was named."""
    has_own = (data / "secret").exists() and (data / "postgres" / "cluster").exists()
    return bool(os.environ.get("DATABASE_URL")) or has_own


def has_schema() -> bool:
    """Tell whether the database holds the tables of a bank: an empty one was never made ready."""
    from django.db import connection

    return "book_run" in connection.introspection.table_names()


def require_free(host: str, port: int) -> None:
    """Refuse an address that somebody listens on, before long work is begun for it."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as taken:
            raise PortTaken(host=host, port=port) from taken
