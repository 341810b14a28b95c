"""Taking a delivery, and its floor: DuckDB reads the same files into Parquet and checks nothing (装载测量)."""

import shutil
import time
from pathlib import Path

import duckdb

from guanxi.doors.cli import opening
from guanxi.kit import postgres


def work(home: Path, delivery: Path) -> float:
    """Take the delivery into a bank of its own that is thrown away; making the empty bank is not counted."""
    place = home / "empty"
    shutil.rmtree(place, ignore_errors=True)
    opening.prepare(place, migrate=True)
    from guanxi.intake import take

    started = time.perf_counter()
    take.take(delivery, by=None)
    seconds = time.perf_counter() - started
    postgres.stop(place)
    shutil.rmtree(place, ignore_errors=True)
    return seconds


def floor(home: Path, delivery: Path) -> float:
    """Read every file of the delivery into Parquet."""
    place = home / "floor"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    started = time.perf_counter()
    with duckdb.connect() as engine:
        for path in sorted(delivery.iterdir()):
            read = {".csv": "read_csv", ".parquet": "read_parquet"}.get(path.suffix)
            if read is not None:
                target = place / f"{path.stem}.parquet"
                engine.execute(f"COPY (FROM {read}('{path}')) TO '{target}' (FORMAT parquet, COMPRESSION zstd)")
    seconds = time.perf_counter() - started
    shutil.rmtree(place)
    return seconds
