"""Settings: every one is told in the manual, the schema is the models', and only the owner migrates."""

import re
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connections

from guanxi.site import environment, secret
from guanxi.site.routing import OwnerMigrates

ROOT = Path(__file__).parents[2]
NAME = re.compile(r"\"((?:GUANXI|DATABASE)_[A-Z_]+)\"")
INTERNAL = {"GUANXI_APP_ADDRESS", "GUANXI_OWNER_ADDRESS"}


def test_every_setting_is_told_in_the_manual_and_the_manual_tells_no_other() -> None:
    files = [*(ROOT / "src" / "guanxi").rglob("*.py")]
    used = {name for file in files for name in NAME.findall(file.read_text())} - INTERNAL
    told = set(re.findall(r"`((?:GUANXI|DATABASE)_[A-Z_]+)`", (ROOT / "docs" / "settings.md").read_text())) - INTERNAL
    assert used == told


@pytest.mark.django_db(databases=["default", "owner"])
def test_the_migrations_make_the_models() -> None:
    call_command("makemigrations", check=True, dry_run=True, skip_checks=True)


def test_only_the_owners_connection_migrates_and_nothing_else_uses_it() -> None:
    router = OwnerMigrates()
    assert router.allow_migrate("owner", "book")
    assert not router.allow_migrate("default", "book")
    assert (router.db_for_read(object), router.db_for_write(object)) == ("default", "default")


def test_the_application_is_not_the_owner(db: None) -> None:
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT current_user, pg_get_userbyid(relowner) FROM pg_class WHERE relname = 'book_customer'")
        assert cursor.fetchone() == ("guanxi_app", "guanxi_owner")


def test_an_address_becomes_djangos_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(
        "X", "postgresql://app:s%40cret@db.bank.example:6432/crm?sslmode=verify-full&sslrootcert=/ca.pem"
    )
    found = environment.database("MISSING", "X")
    assert (found["NAME"], found["USER"], found["PASSWORD"]) == ("crm", "app", "s@cret")
    assert (found["HOST"], found["PORT"]) == ("db.bank.example", "6432")
    assert found["OPTIONS"] == {"sslmode": "verify-full", "sslrootcert": "/ca.pem"}


def test_the_secret_is_made_once_and_kept_close(tmp_path: Path) -> None:
    path = tmp_path / "data" / "secret"
    made = secret.read_or_make(path)
    assert len(made) >= 50
    assert secret.read_or_make(path) == made
    assert path.stat().st_mode & 0o077 == 0
