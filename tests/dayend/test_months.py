"""Months that a killed run finished are found again, and only whole ones."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from guanxi.contracts.layout import Part
from guanxi.dayend import months
from guanxi.guard import reach
from guanxi.intake import manifest
from guanxi.intake.connectors.encoding import checksum
from guanxi.intake.loads import StorePart


def write(table: str, period: str, stem: str = "abc") -> Path:
    """Put a file of two rows where the engine would."""
    path = manifest.store() / table / f"period={period}" / f"{stem}.parquet"
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.table({"customer_id": ["C01", "C02"]}), path)
    return path


def test_a_month_with_all_its_files_is_offered_again(db: None) -> None:
    for table in months.TABLES:
        write(table, "2026-05")
    write(months.TABLES[0], "2026-06")
    offered = months.left_over([])
    assert {(part.contract, part.period, part.rows) for part in offered} == {(t, "2026-05", 2) for t in months.TABLES}


def test_a_month_that_is_current_is_not_offered(db: None) -> None:
    for table in months.TABLES:
        write(table, "2026-05")
    assert months.left_over([Part(months.TABLES[0], "2026-05", "other.parquet")]) == []


def test_a_month_computed_again_takes_the_place_of_the_offered_one(db: None) -> None:
    for table in months.TABLES:
        write(table, "2026-05")
    offered = months.left_over([])
    path = write(months.TABLES[0], "2026-05", "new")
    fresh = Part(months.TABLES[0], "2026-05", path.relative_to(manifest.store()).as_posix(), 2)
    months.adopt([fresh], offered)
    with reach.system():
        kept = {part.contract: part for part in StorePart.objects.all()}
    assert (kept[months.TABLES[0]].path, kept[months.TABLES[0]].checksum) == (fresh.path, checksum(path))
    assert len(kept) == len(months.TABLES)
