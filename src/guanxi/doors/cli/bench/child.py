"""One step of a benchmark, alone in its process (测量步骤); the last line on stdout is what it found, as JSON."""

import json
import resource
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from guanxi.doors.cli import opening

AS_OF = date(2026, 6, 30)
DELIVERY = "bench"


def delivery(home: Path) -> Path:
    """Return the folder of the extract files."""
    return home / "deliveries" / DELIVERY


def peak_mb() -> int:
    """Return the most memory this process ever held, in MB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return int(peak / (2**20 if sys.platform == "darwin" else 2**10))


def written(home: Path, customers: int, months: int, seed: int) -> dict[str, Any]:
    """Write the extract files once."""
    from guanxi.demo import bank

    if not delivery(home).exists():
        fresh = delivery(home).with_name("bench.new")
        bank.generate(fresh, customers=customers, months=months, seed=seed, as_of=AS_OF)
        fresh.rename(delivery(home))
    return {}


def loaded(home: Path, customers: int, months: int, seed: int) -> dict[str, Any]:
    """Load the bank and run the day end of the month before; the last is left to do. Again when formulas changed."""
    opening.prepare(home, migrate=True)
    from guanxi.book.figures import Run
    from guanxi.contracts.figures import CUSTOMER_FIGURES
    from guanxi.dayend import run
    from guanxi.doors.cli.bench import value
    from guanxi.intake import take
    from guanxi.intake.loads import Load
    from guanxi.value import assumptions, engine

    if not Load.objects.filter(state=Load.State.TAKEN).exists():
        take.take(delivery(home), by=None)
    rules = assumptions.load(AS_OF).checksum(engine.MONTH_TOPICS)
    stamp = f"{engine.FORMULAS} {rules} {' '.join(CUSTOMER_FIGURES.names)}"
    done = home / "loaded.txt"
    if not (done.exists() and done.read_text() == stamp and Run.objects.filter(is_current=True).exists()):
        run.run(as_of=value.before(AS_OF), by=None)
        done.write_text(stamp)
    return {}


def intake_work(home: Path) -> dict[str, Any]:
    """Take the delivery into an empty bank."""
    from guanxi.doors.cli.bench import intake

    return {"seconds": {"intake": intake.work(home, delivery(home))}, "peak_mb": peak_mb()}


def intake_floor(home: Path) -> dict[str, Any]:
    """Read the same files into Parquet."""
    from guanxi.doors.cli.bench import intake

    return {"seconds": {"intake": intake.floor(home, delivery(home))}, "peak_mb": peak_mb()}


def value_work(home: Path) -> dict[str, Any]:
    """Run a month end."""
    opening.prepare(home)
    from guanxi.doors.cli.bench import value

    return {"seconds": value.work(AS_OF), "peak_mb": peak_mb()}


def value_floor(home: Path) -> dict[str, Any]:
    """Move the same bytes."""
    opening.prepare(home)
    from guanxi.doors.cli.bench import value

    return {"seconds": value.floor(home / "scratch"), "peak_mb": peak_mb()}


def pages(home: Path) -> dict[str, Any]:
    """Ask for every page at every reach."""
    opening.prepare(home)
    from guanxi.doors.cli.bench import pages

    return {"pages": pages.measured(home)}


def crowd_written(home: Path, customers: int, seed: int) -> dict[str, Any]:
    """Write the histories of synthetic customers once."""
    from guanxi.doors.cli.bench import crowd

    if not (home / "histories").exists():
        fresh = home / "histories.new"
        fresh.mkdir(exist_ok=True)
        crowd.write(fresh, customers, seed)
        fresh.rename(home / "histories")
    return {}


def models_work(home: Path) -> dict[str, Any]:
    """Fit both models and score every customer."""
    from guanxi.doors.cli.bench import models

    return models.work(home / "histories") | {"peak_mb": peak_mb()}


def models_likelihood(home: Path, found: dict[str, Any]) -> dict[str, Any]:
    """Tell how likely the histories are by the parameters found."""
    from guanxi.doors.cli.bench import models

    return {"log_likelihood": models.likelihood(home / "histories", found)}


CALLED = (
    written, loaded, intake_work, intake_floor, value_work, value_floor, pages, crowd_written, models_work,
    models_likelihood,
)  # fmt: skip
STEPS: dict[str, Callable[..., dict[str, Any]]] = {step.__name__: step for step in CALLED}

if __name__ == "__main__":
    print(json.dumps(STEPS[sys.argv[1]](Path(sys.argv[2]), **json.loads(sys.argv[3]))))
