"""What every test may use: a database of its own on an embedded server, and the cast of the little bank.

The migrated schema is kept as a template, so that a run starts with a copy of it; ``GUANXI_TEST_DATA`` says
where the server keeps its data (``var/test`` otherwise). Each process has its own database.
"""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.core.management import call_command
from django.db import connections
from psycopg import sql
from psycopg.conninfo import make_conninfo
from pytest_django import DjangoDbBlocker, Settings

from guanxi.kit import postgres
from guanxi.kit.postgres import roles
from tests import cast

ROOT = Path(__file__).parents[1]
TEST_DATA = Path(os.environ.get("GUANXI_TEST_DATA", ROOT / "var" / "test"))
PREFIX = "guanxi_test_"


def _schema_stamp() -> str:
    """Return a fingerprint of everything that decides how a migrated database looks."""
    migrations = sorted((ROOT / "src" / "guanxi").glob("*/migrations/*.py"))
    files = [*migrations, ROOT / "src/guanxi/guard/fences.py", ROOT / "src/guanxi/kit/postgres/roles.py"]
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:12]


def _point_at(database: str, addresses: postgres.Addresses) -> None:
    from guanxi.site import environment

    for alias, name, address in (
        ("default", "GUANXI_APP_ADDRESS", addresses.app),
        ("owner", "GUANXI_OWNER_ADDRESS", addresses.owner),
    ):
        os.environ[name] = make_conninfo(address, dbname=database)
        connections[alias].close()
        connections[alias].settings_dict.update(environment.database(name))


def _is_alive(pid: str) -> bool:
    return Path(f"/proc/{pid}").exists()


def _tidy(admin: "psycopg.Connection[tuple[object, ...]]", template: str) -> None:
    """Drop what killed runs and older schemas left behind."""
    for (name,) in admin.execute("SELECT datname FROM pg_database WHERE starts_with(datname, 'guanxi_t')").fetchall():
        left = str(name).startswith(PREFIX) and not _is_alive(str(name).removeprefix(PREFIX))
        old = str(name).startswith("guanxi_template_") and name != template
        if left or old:
            admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(str(name))))


@pytest.fixture(scope="session")
def database_addresses(django_db_blocker: DjangoDbBlocker) -> Iterator[postgres.Addresses]:
    """Start the server and make this process's database from the template."""
    os.environ.pop("DATABASE_URL", None)
    addresses = postgres.ensure(TEST_DATA)
    template, mine = f"guanxi_template_{_schema_stamp()}", f"{PREFIX}{os.getpid()}"
    with psycopg.connect(postgres.admin(TEST_DATA), autocommit=True) as admin:
        admin.execute("SELECT pg_advisory_lock(7)")
        _tidy(admin, template)
        if not admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [template]).fetchone():
            building = f"{PREFIX}{os.getpid()}_new"
            roles.create(admin, building)
            _point_at(building, addresses)
            with django_db_blocker.unblock():
                call_command("migrate", database="owner", verbosity=0, interactive=False, skip_checks=True)
            connections.close_all()
            rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
            admin.execute(rename.format(sql.Identifier(building), sql.Identifier(template)))
        roles.create(admin, mine, template)
        admin.execute("SELECT pg_advisory_unlock(7)")
        _point_at(mine, addresses)
        yield postgres.Addresses(os.environ["GUANXI_APP_ADDRESS"], os.environ["GUANXI_OWNER_ADDRESS"])
        connections.close_all()
        admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(mine)))


@pytest.fixture(scope="session")
def django_db_setup(database_addresses: postgres.Addresses) -> None:
    """Take the place of pytest-django's own: the database is there, and the application may not make one."""


@pytest.fixture(autouse=True)
def _quick_tests(settings: Settings, tmp_path: Path) -> None:
    """Hash passwords fast, count no attempts from earlier tests, keep files of a test to itself."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.GUANXI_DATA = settings.DATA = tmp_path / "data"
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}


@pytest.fixture
def committed_db(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Let a test commit for real, over several connections; everything is emptied afterwards."""
    with django_db_blocker.unblock():
        try:
            yield
        finally:
            connections.close_all()
            with psycopg.connect(os.environ["GUANXI_OWNER_ADDRESS"], autocommit=True) as owner:
                names = owner.execute(
                    "SELECT format('%I', tablename) FROM pg_tables WHERE schemaname = 'public' "
                    "AND tablename NOT IN ('django_migrations', 'django_content_type', 'auth_permission')"
                ).fetchall()
                owner.execute(sql.SQL(f"TRUNCATE {', '.join(str(name) for (name,) in names)} CASCADE"))


@pytest.fixture
def bank(db: None) -> cast.LittleBank:
    """Fill the database with the little bank, for one test."""
    return cast.fill()
