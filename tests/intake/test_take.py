"""Taking a delivery: whole or not at all, known again, and never a month replaced in silence."""

from decimal import Decimal
from pathlib import Path

import pytest

from guanxi.book.accounts import Account
from guanxi.book.customers import Customer
from guanxi.book.units import Staff, Unit
from guanxi.guard import reach
from guanxi.guard.trail import Entry
from guanxi.intake import manifest
from guanxi.intake.loads import Load, LoadedFile
from guanxi.intake.take import take
from tests.intake import deliveries

pytestmark = pytest.mark.usefixtures("committed_db")


def test_a_whole_delivery_fills_book_and_store(tmp_path: Path) -> None:
    load = take(deliveries.write(tmp_path / "may"), by=None)
    assert (load.state, load.rows_read, load.rows_accepted, load.rows_quarantined) == (Load.State.TAKEN, 19, 19, 0)
    with reach.system():
        assert list(Unit.objects.values_list("path", "depth")) == [("/HQ/", 0), ("/HQ/B1/", 1), ("/HQ/B2/", 1)]
        assert Staff.objects.get(pk="S01").yearly_cost == Decimal("100000.00")
        first = Customer.objects.get(pk="C1")
        assert (first.owner_id, first.deputy_id, first.region) == ("S01", "S02", "")
        assert "^hc" in first.search_grams and "~5678" in first.search_grams
        account = Account.objects.get(pk="A1")
        assert (account.owner_id, account.deputy_id, account.unit_id) == ("S01", "S02", "B1")
        assert (account.end_balance, account.rate) == (Decimal("1300.30"), Decimal("0.003500"))
        periods = {(p.contract, p.period, p.rows) for p in manifest.parts() if p.contract == "balances"}
        assert periods == {("balances", "2026-05", 3), ("balances", "2026-06", 3)}
        assert all((manifest.store() / p.path).exists() for p in manifest.parts())
        assert Entry.objects.filter(verb="load.taken").count() == 1
        assert LoadedFile.objects.filter(load=load).count() == 7
