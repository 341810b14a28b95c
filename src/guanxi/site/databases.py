"""Make a database ready for Guanxi (数据库就绪): addresses, Django, migrations, in this order."""

import os
from pathlib import Path

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
