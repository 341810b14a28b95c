"""Which connection is used for what (数据库路由): the owner's for migrations, the application's for all else."""

from typing import Any

OWNER = "owner"


class OwnerMigrates:
    """Reading and writing go through ``default``; only ``owner`` may change the schema."""

    def db_for_read(self, model: Any, **hints: Any) -> str:
        """Return the application's connection."""
        return "default"

    def db_for_write(self, model: Any, **hints: Any) -> str:
        """Return the application's connection."""
        return "default"

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool:
        """All rows live in one database."""
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        """Let only the owner migrate."""
        return db == OWNER
