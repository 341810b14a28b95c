"""What of the day end may be killed (日终随机中断): publishing a hand-made snapshot, and the run of a small bank."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from django.db import connection

from guanxi.book.figures import Run
from guanxi.dayend import filling, journal, publish
from guanxi.dayend import run as dayend
from guanxi.demo import bank
from guanxi.guard import reach
from guanxi.intake.take import take
from tests import cast
from tests.dayend import made

DAYS = (date(2026, 5, 31), date(2026, 6, 30))
SHOWN = {
    "figures": (
        "SELECT count(*), md5(string_agg((to_jsonb(f) - 'slot')::text, chr(10) ORDER BY customer_id)) "
        "FROM book_customer_figure AS f JOIN book_run AS r ON r.is_current AND r.slot = f.slot"
    ),
    "curves": (
        "SELECT count(*), md5(string_agg(c.figures::text || c.scope || c.scope_id, '' ORDER BY c.scope, c.scope_id)) "
        "FROM book_concentration AS c JOIN book_run AS r ON r.is_current AND r.id = c.run_id"
    ),
    "work": (
        "SELECT count(*), md5(string_agg(concat(customer_id, reason, subject, stake, owner_id), '' "
        "ORDER BY customer_id, reason, subject)) FROM desk_work_item WHERE state = 'open'"
    ),
    "run": "SELECT count(*), string_agg(as_of::text, '') FROM book_run WHERE is_current AND published_at IS NOT NULL",
    "running": "SELECT count(*), '' FROM book_run WHERE state = 'running'",
    "half": (
        "SELECT count(*), '' FROM book_concentration JOIN book_run ON book_run.id = run_id WHERE state <> 'published'"
    ),
}


def shown() -> Any:
    """Return what pages see of figures and work list; no run may seem to go on or have left half its tables."""
    found = {}
    with reach.system(), connection.cursor() as cursor:
        for name, sql in SHOWN.items():
            cursor.execute(sql)
            found[name] = cursor.fetchone()
    return found


def publish_act(folder: Path) -> tuple[Callable[[int], None], Callable[[], Any], Callable[[], Any]]:
    """Publish one of two snapshots of the little bank, with other figures and other suggestions."""
    if not Run.objects.exists():
        cast.fill()

    def do(number: int) -> None:
        which = number % 2
        figures: dict[str, dict[str, Any]] = {
            number: {"profit_months": [which] * 24} for number in ("C01", "C05", "C06", "C07")
        }
        figures["C01"]["profit_12m"] = 1_000 + which
        items = [made.suggestion("C05", stake=100_000 + which), made.suggestion(f"C0{6 + which}")]
        snapshot = made.snapshot(folder / str(which), as_of=DAYS[which], figures_of=figures, suggestions=items)
        with journal.opened(as_of=DAYS[which], progress=None) as log, filling.beside(log.run) as fill:
            for name, path in snapshot.tables.items():
                fill.table(name, path)
            customers = publish.fill(fill, log)
            publish.switch(fill, snapshot, log, by=None, counts={"customers": customers})

    return do, shown, journal.recover


def run_act(folder: Path) -> tuple[Callable[[int], None], Callable[[], Any], Callable[[], Any]]:
    """Run the whole day end of a small demo bank as of one of two month ends."""
    bank.generate(folder / "bank", customers=200, months=8, as_of=DAYS[1])
    take(folder / "bank", by=None)

    def do(number: int) -> None:
        dayend.run(as_of=DAYS[number % 2], by=None, on=DAYS[1])

    do(1)
    return do, shown, journal.recover
