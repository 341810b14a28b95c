"""A month end, and its floor: the same bytes in and out with no thinking (日终测量).

Work: the last month's customer month, the snapshot, publishing. Floor: the month's account rows summed by customer, 24
months of customer rows summed, the figure rows copied into PostgreSQL with their indexes.
"""

import time
from datetime import date
from pathlib import Path

import duckdb
from django.db import connection

from guanxi.book import figures
from guanxi.book.figures import Run
from guanxi.contracts.figures import CUSTOMER_FIGURES
from guanxi.dayend import run as dayend
from guanxi.guard import reach
from guanxi.intake import manifest
from guanxi.intake.loads import StorePart
from guanxi.intake.projection.copying import PIECE
from guanxi.kit import periods
from guanxi.value.measures import customer_month

#: What is left of filling the slot after the engine, which it runs beside, and the switch.
PUBLISHING = ("wait", "switch")
MONTHS = 24


def work(as_of: date) -> dict[str, float]:
    """Run the month end over the figures and the work list of the month before, its own month having just arrived."""
    stand(before(as_of), as_of)
    started = time.perf_counter()
    run = dayend.run(as_of=as_of, by=None)
    seconds = time.perf_counter() - started
    publishing = sum(float(run.seconds[name]) for name in PUBLISHING)
    return {"value": seconds, "value.engine": seconds - publishing, "value.publish": publishing}


def floor(scratch: Path) -> dict[str, float]:
    """Move the same bytes."""
    scratch.mkdir(parents=True, exist_ok=True)
    current = Run.objects.get(is_current=True)
    rows = _figure_rows(scratch, current.slot)
    started = time.perf_counter()
    _sum_rows(periods.last_complete(current.as_of))
    summed = time.perf_counter()
    _copy(rows, 1 - current.slot)
    done = time.perf_counter()
    rows.unlink()
    return {"value": done - started, "value.engine": summed - started, "value.publish": done - summed}


def stand(day: date, as_of: date) -> None:
    """Bring the bank to the day end of an earlier day, unless it stands there; what ``as_of`` made is forgotten."""
    _forget_month(periods.last_complete(as_of))
    current = figures.current()
    if current is None or current.as_of != day:
        dayend.run(as_of=day, by=None)


def before(as_of: date) -> date:
    """Return the month end before that of a day."""
    return periods.last_day(periods.shift(periods.last_complete(as_of), -1))


def _forget_month(period: str) -> None:
    """Remove what was computed of a month, from the manifest and the store."""
    with reach.system():
        made = StorePart.objects.filter(period=period, load__isnull=True).exclude(contract="visits")
        paths = list(made.values_list("path", flat=True))
        made.delete()
    for path in paths:
        (manifest.store() / path).unlink(missing_ok=True)


def _figure_rows(scratch: Path, slot: int) -> Path:
    """Write the published rows into a file beforehand: the floor only moves them."""
    path = scratch / "figures.csv"
    names = ", ".join(f'"{name}"' for name in CUSTOMER_FIGURES.names)
    sql = f"COPY (SELECT {1 - slot}, {names} FROM book_customer_figure WHERE slot = {slot}) TO STDOUT (FORMAT csv)"
    with reach.system(), connection.cursor() as cursor, path.open("wb") as file, cursor.copy(sql) as copying:
        for block in copying:
            file.write(block)
    return path


def _sum_rows(last: str) -> None:
    with reach.system():
        parts = manifest.parts()
    wanted = set(periods.trailing(last, MONTHS))

    def files(contract: str, chosen: set[str] | None = None) -> str:
        found = [p for p in parts if p.contract == contract and (chosen is None or p.period in chosen)]
        return str([str(manifest.store() / part.path) for part in found])

    amounts = [name for name, kind in customer_month.COLUMNS.items() if kind in ("int64", "float64")]
    sums = f"SELECT customer_id, {', '.join(f'sum({name}) AS {name}' for name in amounts)}"
    with duckdb.connect() as engine:
        engine.execute(
            "CREATE TABLE month AS SELECT customer_id, sum(average_balance) AS average, sum(end_balance) AS ending, "
            "sum(interest_paid) AS paid, sum(interest_received) AS received, sum(fees) AS fees "
            f"FROM read_parquet({files('balances', {last})}) JOIN read_parquet({files('accounts')}) USING (account_id) "
            "GROUP BY customer_id"
        )
        engine.execute(
            f"CREATE TABLE year AS {sums} FROM read_parquet({files('customer_month', wanted)}) GROUP BY customer_id"
        )


def _copy(rows: Path, slot: int) -> None:
    """Copy into the idle slot, which the next run empties anyway."""
    names = ", ".join(f'"{name}"' for name in CUSTOMER_FIGURES.names)
    with reach.system(), connection.cursor() as cursor:
        cursor.execute("SELECT guanxi_stage_figures(%s)", [slot])
        copy = f"COPY book_customer_figure_{slot} (slot, {names}) FROM STDIN (FORMAT csv)"
        with rows.open("rb") as file, cursor.copy(copy) as copying:
            while piece := file.read(PIECE):
                copying.write(piece)
        cursor.execute("SELECT guanxi_index_figures(%s)", [slot])
