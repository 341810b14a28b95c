"""Fill a data folder with the little bank, to look at pages without a delivery.

``PYTHONPATH=src:. python -m tests.little_bank fill <data folder>`` writes it (once), ``serve`` also serves it
at http://127.0.0.1:8800; every login of ``cast.PEOPLE`` has the password ``guanxi-demo``.
"""

import os
import sys
from pathlib import Path

from guanxi.doors.cli import opening


def main(act: str, data: Path, address: str = "127.0.0.1:8800") -> None:
    """Do what the command line says."""
    os.environ.setdefault("GUANXI_DEBUG", "1")
    opening.prepare(data, migrate=True)
    from django.core.management import call_command

    from guanxi.guard.people import Person
    from tests import cast

    if not Person.objects.filter(username="chen").exists():
        cast.fill()
    print("logins:", ", ".join(login for login, *_ in cast.PEOPLE), "password:", cast.PASSWORD)
    if act == "serve":
        call_command("runserver", address, use_reloader=False, skip_checks=True)


if __name__ == "__main__":
    if len(sys.argv) < 3 or sys.argv[1] not in ("fill", "serve"):
        sys.exit(__doc__)
    main(sys.argv[1], Path(sys.argv[2]), *sys.argv[3:4])
