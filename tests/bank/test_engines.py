"""The real bank on both engines: what Spark publishes is what DuckDB publishes."""

from datetime import date
from pathlib import Path

import pytest

from guanxi.guard import reach
from guanxi.intake import manifest
from guanxi.intake.take import take
from tests.bank.test_berka import DATA, MAPPING
from tests.value import equality

pytestmark = [
    pytest.mark.bank,
    pytest.mark.skipif(not DATA.exists(), reason="the shared bank data is not beside the project"),
]


def test_the_snapshots_of_both_engines_are_equal(committed_db: None, tmp_path: Path) -> None:
    take(DATA, by=None, mapping=MAPPING)
    with reach.system():
        parts = manifest.parts()
    assert equality.of_both_engines(parts, manifest.store(), tmp_path, date(1998, 12, 31)) == []
