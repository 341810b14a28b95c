"""The demo bank on both engines: what Spark publishes is what DuckDB publishes."""

from datetime import date
from pathlib import Path

from guanxi.demo import bank
from guanxi.guard import reach
from guanxi.intake import manifest
from guanxi.intake.take import take
from tests.value import equality

AS_OF = date(2026, 10, 31)


def test_the_snapshots_of_both_engines_are_equal(committed_db: None, tmp_path: Path) -> None:
    bank.generate(tmp_path / "bank", customers=400, months=26, seed=7, as_of=AS_OF)
    take(tmp_path / "bank", by=None)
    with reach.system():
        parts = manifest.parts()
    assert equality.of_both_engines(parts, manifest.store(), tmp_path, AS_OF) == []
