"""Intake takes the demo bank as it takes any bank's files: every row, nothing into quarantine."""

from datetime import date
from pathlib import Path
from typing import Literal

import pytest

from guanxi.book.customers import Customer
from guanxi.demo import bank
from guanxi.guard import reach
from guanxi.intake.loads import Load
from guanxi.intake.take import take

pytestmark = pytest.mark.usefixtures("committed_db")


@pytest.mark.parametrize("format", ["csv", "parquet"])
def test_every_row_is_taken(tmp_path: Path, format: Literal["csv", "parquet"]) -> None:
    counts = bank.generate(tmp_path / "demo", customers=300, months=4, as_of=date(2026, 10, 31), format=format)
    load = take(tmp_path / "demo", by=None)
    assert (load.state, load.rows_quarantined) == (Load.State.TAKEN, 0)
    assert load.rows_accepted == load.rows_read == sum(counts.rows.values())
    with reach.system():
        assert Customer.objects.count() == counts.customers
