"""Settings as the environment gives them (环境变量); every name is told in ``docs/settings.md``."""

import os
from typing import Any

from psycopg.conninfo import conninfo_to_dict

OPTIONS = {"sslmode", "sslrootcert", "sslcert", "sslkey", "target_session_attrs", "application_name"}


def text(name: str, default: str = "") -> str:
    """Return a setting, empty when it is not given."""
    return os.environ.get(name, default).strip()


def many(name: str, default: str = "") -> list[str]:
    """Return the parts of a setting between commas."""
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def is_on(name: str) -> bool:
    """Tell whether a switch is on: 1, true, yes or on."""
    return text(name).lower() in {"1", "true", "yes", "on"}


def database(*names: str) -> dict[str, Any]:
    """Return Django's words for the first address given; without one, a database nobody can reach yet."""
    address = next((text(name) for name in names if text(name)), "")
    parts = conninfo_to_dict(address) if address else {}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.pop("dbname", "guanxi"),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": str(parts.pop("port", "")),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {key: value for key, value in parts.items() if key in OPTIONS},
    }
