"""Quarantine: rejected rows are kept whole, mended, checked again, or given up; each act leaves its trail."""

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from guanxi.book.accounts import Account
from guanxi.book.customers import Customer
from guanxi.guard import reach
from guanxi.guard.people import Person
from guanxi.guard.trail import Entry
from guanxi.intake import manifest, quarantine
from guanxi.intake.loads import Load, Rejected
from guanxi.intake.take import take
from guanxi.kit.refusals import NotAllowed
from tests.intake import deliveries

pytestmark = pytest.mark.usefixtures("committed_db")
ON = datetime(2026, 7, 1, 9, 0, tzinfo=UTC)


@pytest.fixture
def analyst(committed_db: None) -> Person:
    """Return somebody who may mend rows."""
    with reach.system():
        return Person.objects.create(username="analyst", role="analyst")


@pytest.fixture
def load(tmp_path: Path, committed_db: None) -> Load:
    """Take a delivery with a customer of an unknown unit, the account that falls with it, and a bad balance."""
    changes = {
        "customers.csv": deliveries.more("customers.csv", "C4,person,赵敏,B9,S01,,2026-01-01,13900002222"),
        "accounts.csv": deliveries.more("accounts.csv", "A4,C4,CUR,B1,CNY,,2026-01-01,"),
        "balances_2026-06.csv": deliveries.more("balances_2026-06.csv", 'A4,2026-06,"1,000.00",12,'),
    }
    return take(deliveries.write(tmp_path / "may", changes), by=None)


def _row(contract: str) -> Rejected:
    with reach.system():
        return Rejected.objects.get(contract=contract)


def test_what_was_read_is_accepted_or_in_quarantine(load: Load) -> None:
    assert (load.rows_read, load.rows_accepted, load.rows_quarantined) == (22, 19, 3)
    row = _row("customers")
    assert (row.file, row.line, row.column, row.rule, row.masked) == ("customers.csv", 5, "unit_id", "refers", "B9")
    assert row.row["name"] == "赵敏"
    assert quarantine.reason(row).zh == "在机构中不存在。"
    assert _row("balances").facts["also"] == [["average_balance", "thousands"]]


def test_mended_rows_join_book_and_store(load: Load, analyst: Person) -> None:
    quarantine.mend(_row("customers"), by=analyst, values={"unit_id": "B2"}, on=ON)
    quarantine.mend(_row("balances"), by=analyst, values={"average_balance": "1000.00"}, on=ON)
    again = quarantine.retry([_row("customers"), _row("accounts"), _row("balances")], by=analyst, on=ON)
    assert (again.state, again.rows_read, again.rows_accepted) == (Load.State.TAKEN, 3, 3)
    with reach.system():
        assert Customer.objects.get(pk="C4").unit_id == "B2"
        account = Account.objects.get(pk="A4")
        assert (account.unit_id, account.owner_id, account.end_balance) == ("B2", "S01", Decimal("12.00"))
        assert Customer.objects.count() == 4
        assert set(Rejected.objects.values_list("state", flat=True)) == {"mended"}
        assert Entry.objects.filter(verb="row.mended", person_name="analyst").count() == 2
        assert Entry.objects.filter(verb="row.retried").count() == 1
    assert sum(p.rows for p in manifest.parts() if p.contract == "balances") == 7


def test_a_row_that_still_breaks_a_rule_stays_with_its_new_reason(load: Load, analyst: Person) -> None:
    quarantine.mend(_row("customers"), by=analyst, values={"unit_id": "B2", "opened_on": "2026-02-30"}, on=ON)
    again = quarantine.retry([_row("customers")], by=analyst, on=ON)
    assert (again.rows_accepted, again.rows_quarantined) == (0, 1)
    row = _row("customers")
    assert (row.state, row.column, row.rule) == ("waiting", "opened_on", "no_such_day")


def test_a_mended_row_with_a_key_that_is_taken_stays(load: Load, analyst: Person) -> None:
    quarantine.mend(_row("customers"), by=analyst, values={"unit_id": "B2", "customer_id": "C1"}, on=ON)
    quarantine.retry([_row("customers")], by=analyst, on=ON)
    assert _row("customers").rule == "duplicate"
    with reach.system():
        assert Customer.objects.get(pk="C1").name == "华川精密机械有限公司"


def test_a_row_can_be_given_up_once(load: Load, analyst: Person) -> None:
    quarantine.give_up(_row("accounts"), by=analyst, on=ON)
    assert _row("accounts").state == "given_up"
    with pytest.raises(quarantine.AlreadySettled):
        quarantine.give_up(_row("accounts"), by=analyst, on=ON)
    with pytest.raises(quarantine.NothingToRetry):
        quarantine.retry([_row("accounts")], by=analyst, on=ON)
    with reach.system():
        assert Entry.objects.filter(verb="row.given_up").count() == 1


def test_values_are_for_columns_of_the_contract(load: Load, analyst: Person) -> None:
    with pytest.raises(quarantine.NoSuchColumn):
        quarantine.mend(_row("accounts"), by=analyst, values={"colour": "red"}, on=ON)


def test_somebody_without_the_right_mends_nothing(load: Load, analyst: Person) -> None:
    manager = Person(username="chen", role="relationship_manager", staff_id="S01", is_active=True)
    for act in (quarantine.give_up, lambda row, **more: quarantine.mend(row, values={}, **more)):
        with pytest.raises(NotAllowed):
            act(_row("accounts"), by=manager, on=ON)
    with pytest.raises(NotAllowed):
        quarantine.retry([_row("accounts")], by=manager, on=ON)


def test_a_new_delivery_of_the_table_settles_its_old_rows(load: Load, tmp_path: Path) -> None:
    changes = dict.fromkeys(deliveries.FILES) | {
        "customers.csv": deliveries.more("customers.csv", "C4,person,赵敏,B2,S01,,2026-01-01,13900002222")
    }
    later = take(deliveries.write(tmp_path / "june", changes), by=None)
    row = _row("customers")
    assert (row.state, row.facts["superseded_by"]) == ("given_up", later.pk)
    assert _row("accounts").state == "waiting"
