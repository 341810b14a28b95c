"""Taking a delivery: whole or not at all, known again, and never a month replaced in silence."""

import errno
import os
from decimal import Decimal
from importlib import import_module
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from guanxi.book.accounts import Account
from guanxi.book.customers import Customer
from guanxi.book.units import Staff, Unit
from guanxi.guard import reach
from guanxi.guard.people import Person
from guanxi.guard.trail import Entry
from guanxi.intake import booking, commit, lock, manifest, recovery, staging
from guanxi.intake.loads import Load, LoadedFile
from guanxi.intake.projection import Copy, put
from guanxi.intake.refusals import AnotherLoad, DatabaseGone, DeliveryRefused, NoRoom
from guanxi.intake.take import take
from guanxi.kit.refusals import NotAllowed, Stopped
from tests.intake import deliveries

take_module = import_module("guanxi.intake.take")
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


def test_the_same_delivery_again_changes_nothing_and_says_so(tmp_path: Path) -> None:
    folder = deliveries.write(tmp_path / "may")
    take(folder, by=None)
    before = manifest.parts()
    load = take(folder, by=None)
    assert (load.state, load.step, load.rows_read) == (Load.State.TAKEN, "nothing new", 0)
    assert manifest.parts() == before
    with reach.system():
        assert set(load.files.values_list("is_known", flat=True)) == {True}


def test_a_month_with_other_figures_is_refused_until_it_is_restated(tmp_path: Path) -> None:
    take(deliveries.write(tmp_path / "may"), by=None)
    changed = {"balances_2026-06.csv": deliveries.FILES["balances_2026-06.csv"].replace("20.25", "21.25")}
    again = deliveries.write(tmp_path / "again", changed)
    before = manifest.parts()
    with pytest.raises(DeliveryRefused) as refused:
        take(again, by=None)
    assert "taken before with different content" in refused.value.words.en
    assert "重述" in refused.value.words.zh
    assert manifest.parts() == before
    load = take(again, by=None, restate=True)
    assert load.rows_read == 3
    assert sum(p.rows for p in manifest.parts() if p.contract == "balances") == 6
    with reach.system():
        assert Account.objects.get(pk="A3").end_balance == Decimal("21.25")
        assert Entry.objects.get(verb="load.restated").facts == {"months": ["balances 2026-06"]}


def test_a_customer_who_moves_takes_the_accounts_along(tmp_path: Path) -> None:
    take(deliveries.write(tmp_path / "may"), by=None)
    moved = deliveries.FILES["customers.csv"].replace("B1,S01,S02", "B2,S02,")
    only = dict.fromkeys(deliveries.FILES) | {"customers.csv": moved}
    take(deliveries.write(tmp_path / "june", only), by=None)
    with reach.system():
        account = Account.objects.get(pk="A2")
        assert (account.unit_id, account.owner_id, account.deputy_id) == ("B2", "S02", "")


def test_a_table_that_leaves_out_what_others_name_is_refused(tmp_path: Path) -> None:
    take(deliveries.write(tmp_path / "may"), by=None)
    lines = deliveries.FILES["customers.csv"].splitlines(keepends=True)
    only = dict.fromkeys(deliveries.FILES) | {"customers.csv": "".join([*lines[:2], *lines[3:]])}
    with pytest.raises(DeliveryRefused) as refused:
        take(deliveries.write(tmp_path / "june", only), by=None)
    assert refused.value.causes[0].rule == "left_behind"


def test_a_customer_and_its_accounts_can_leave_together(tmp_path: Path) -> None:
    take(deliveries.write(tmp_path / "may"), by=None)
    customers = deliveries.FILES["customers.csv"].splitlines(keepends=True)
    accounts = deliveries.FILES["accounts.csv"].splitlines(keepends=True)
    only = dict.fromkeys(deliveries.FILES) | {
        "customers.csv": "".join([*customers[:2], customers[3]]),
        "accounts.csv": "".join(accounts[:3]),
    }
    take(deliveries.write(tmp_path / "june", only), by=None)
    with reach.system():
        assert set(Customer.objects.values_list("pk", flat=True)) == {"C1", "C3"}
        assert set(Account.objects.values_list("pk", flat=True)) == {"A1", "A2"}


def test_a_second_load_at_the_same_time_is_refused(tmp_path: Path) -> None:
    folder = deliveries.write(tmp_path / "may")
    with psycopg.connect(os.environ["GUANXI_APP_ADDRESS"], autocommit=True) as other:
        other.execute("SELECT pg_advisory_lock(%s)", [lock.KEY])
        with pytest.raises(AnotherLoad):
            take(folder, by=None)


def test_somebody_without_the_right_takes_nothing(tmp_path: Path) -> None:
    person = Person(username="chen", role="relationship_manager", staff_id="S01", is_active=True)
    with pytest.raises(NotAllowed):
        take(deliveries.write(tmp_path / "may"), by=person)


def test_a_load_can_be_stopped_and_leaves_nothing(tmp_path: Path) -> None:
    def stop(step: str, done: float, facts: dict[str, object]) -> None:
        if done > 0.3:
            raise Stopped

    with pytest.raises(Stopped):
        take(deliveries.write(tmp_path / "may"), by=None, progress=stop)
    with reach.system():
        assert Load.objects.get().state == Load.State.STOPPED
        assert not Customer.objects.exists()
    assert manifest.parts() == []


def test_what_was_checked_before_a_stop_is_not_checked_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = deliveries.write(tmp_path / "may")
    monkeypatch.setattr(take_module, "commit", _fail)
    with pytest.raises(RuntimeError):
        take(folder, by=None)
    monkeypatch.undo()
    monkeypatch.setattr(staging, "check", _fail)
    assert take(folder, by=None).rows_accepted == 19
    with reach.system():
        assert list(Load.objects.order_by("pk").values_list("state", flat=True)) == ["failed", "taken"]


def _fail(*given: object, **named: object) -> None:
    raise RuntimeError("broken off")


def test_a_dead_load_is_marked_and_its_files_are_removed(tmp_path: Path) -> None:
    take(deliveries.write(tmp_path / "may"), by=None)
    with reach.system():
        dead = Load.objects.create(delivery="dead")
    orphan = manifest.store() / "balances" / "period=2026-07" / f"load-{dead.pk}-x.parquet"
    orphan.parent.mkdir(parents=True)
    orphan.write_bytes(b"left by a kill")
    assert [load.pk for load in recovery.recover()] == [dead.pk]
    with reach.system():
        dead.refresh_from_db()
    assert dead.state == Load.State.STOPPED
    assert not orphan.exists()
    assert all((manifest.store() / p.path).exists() for p in manifest.parts())


def test_a_full_disk_is_told_and_leaves_the_old_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*given: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    take(deliveries.write(tmp_path / "may"), by=None)
    before = manifest.parts()
    monkeypatch.setattr(staging, "sync", full)
    changed = {"customers.csv": deliveries.more("customers.csv", "C4,person,新客户,B2,,,2026-06-01,")}
    with pytest.raises(NoRoom) as refused:
        take(deliveries.write(tmp_path / "june", changed), by=None)
    assert "磁盘已满" in refused.value.words.zh
    assert manifest.parts() == before
    with reach.system():
        assert Customer.objects.count() == 3


def test_a_lost_database_is_told_and_the_next_load_goes_on(tmp_path: Path) -> None:
    def cut(step: str, done: float, facts: dict[str, object]) -> None:
        if step == "taking":
            connection.connection.close()

    folder = deliveries.write(tmp_path / "may")
    with pytest.raises(DatabaseGone):
        take(folder, by=None, progress=cut)
    connection.close()
    assert manifest.parts() == []
    assert take(folder, by=None).state == Load.State.TAKEN


def test_a_first_load_writes_the_book_beside_the_checks_and_later_ones_at_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    seen: list[bool] = []

    def tell(step: str, done: float, facts: dict[str, object]) -> None:
        told.append(step)
        with reach.system():
            seen.append(Customer.objects.exists())

    def brought(copy: Copy) -> None:
        told.append(copy.table)
        put(copy)

    monkeypatch.setattr(booking, "put", brought)
    monkeypatch.setattr(commit, "put", brought)
    take(deliveries.write(tmp_path / "may"), by=None, progress=tell)
    assert not any(seen), "nobody sees the book before the commit"
    assert {"book_customer", "book_account"} <= set(told[: told.index("taking")])
    told.clear()
    changed = {"customers.csv": deliveries.more("customers.csv", "C4,person,新客户,B2,,,2026-06-01,")}
    take(deliveries.write(tmp_path / "june", changed), by=None, progress=tell)
    assert "book_customer" in told[told.index("taking") :]
    with reach.system():
        assert Customer.objects.count() == 4
        assert Account.objects.exclude(end_balance=None).exists()


def test_what_was_written_beside_the_checks_is_undone_when_a_later_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DeliveryRefused):
        take(deliveries.write(tmp_path / "may", {"events_2026-05.csv": "no,such,columns\n1,2,3\n"}), by=None)
    with reach.system():
        assert not Customer.objects.exists()
        assert not Unit.objects.exists()
    assert take(deliveries.write(tmp_path / "again"), by=None).state == Load.State.TAKEN


def test_a_load_that_lost_its_lock_does_not_commit(tmp_path: Path) -> None:
    def lose(step: str, done: float, facts: dict[str, object]) -> None:
        if step == "taking":
            connection.close()

    with pytest.raises(DatabaseGone):
        take(deliveries.write(tmp_path / "may"), by=None, progress=lose)
    assert manifest.parts() == []
    with reach.system():
        assert not Customer.objects.exists()


def test_a_load_waits_for_the_transaction_of_one_that_died(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "WAIT", "200ms")
    with psycopg.connect(os.environ["GUANXI_OWNER_ADDRESS"]) as other:
        other.execute("SELECT pg_advisory_xact_lock(%s)", [lock.TRANSACTION])
        with pytest.raises(AnotherLoad):
            take(deliveries.write(tmp_path / "may"), by=None)
        other.rollback()
        assert take(deliveries.write(tmp_path / "may"), by=None).state == Load.State.TAKEN
