"""Logging a contact: it is written with the customer's reach, finishes its work item and leaves a trail."""

from datetime import date, timedelta

import pytest

from guanxi.book.customers import Customer
from guanxi.desk import contacts
from guanxi.desk.contacts import Contact
from guanxi.desk.worklist import AlreadySettled, State, WorkItem
from guanxi.guard import reach
from guanxi.guard.people import Person
from guanxi.guard.trail import Entry
from guanxi.kit.refusals import NotAllowed
from tests.cast import LittleBank

TODAY = date(2026, 7, 1)
CALL = {"on": TODAY, "today": TODAY, "channel": "phone", "started_by": "bank", "outcome": "progress"}


def customer(number: str = "C01") -> Customer:
    return Customer.objects.get(pk=number)


def log(by: Person, **changes: object) -> Contact:
    with reach.acting(by):
        return contacts.log(customer(), by=by, **{**CALL, **changes})  # type: ignore[arg-type]


def test_a_contact_carries_the_reach_of_its_customer_and_leaves_a_trail(bank: LittleBank) -> None:
    made = log(bank.chen, minutes=20, note=" 谈续存 ")
    assert (made.unit_id, made.owner_id, made.staff_id, made.note) == ("B1", "S01", "S01", "谈续存")
    with reach.system():
        entry = Entry.objects.get(verb="contact.logged")
    assert (entry.customer_id, entry.facts["channel"], "note" in entry.facts) == ("C01", "phone", False)


def test_a_contact_finishes_its_work_item(bank: LittleBank) -> None:
    with reach.acting(bank.chen):
        item = WorkItem.objects.get(customer_id="C01", reason="profit_falling")
    log(bank.chen, work_item=item)
    with reach.system():
        assert WorkItem.objects.get(pk=item.pk).state == State.DONE
        assert Contact.objects.get(work_item_id=item.pk).customer_id == "C01"


def test_a_contact_for_a_settled_item_is_not_written(bank: LittleBank) -> None:
    with reach.acting(bank.chen):
        item = WorkItem.objects.get(customer_id="C01", reason="profit_falling")
    log(bank.chen, work_item=item)
    with pytest.raises(AlreadySettled):
        log(bank.chen, work_item=item)
    with reach.system():
        assert Contact.objects.filter(work_item_id=item.pk).count() == 1


def test_an_item_of_another_customer_is_refused(bank: LittleBank) -> None:
    with reach.acting(bank.chen):
        item = WorkItem.objects.get(customer_id="C02")
    with pytest.raises(contacts.OtherCustomer):
        log(bank.chen, work_item=item)


def test_a_contact_of_tomorrow_is_refused(bank: LittleBank) -> None:
    with pytest.raises(contacts.NotYet):
        log(bank.chen, on=TODAY + timedelta(days=1))


@pytest.mark.parametrize(
    "wrong", [{"channel": "pigeon"}, {"started_by": "fate"}, {"outcome": "so-so"}, {"minutes": -1}, {"minutes": 1441}]
)
def test_a_value_outside_the_contract_is_refused(bank: LittleBank, wrong: dict[str, object]) -> None:
    with pytest.raises(contacts.OutsideTheList):
        log(bank.chen, **wrong)


@pytest.mark.parametrize("login", ["wang", "analyst", "auditor", "administrator"])
def test_others_may_not_log_a_contact(bank: LittleBank, login: str) -> None:
    with reach.system():
        found = customer()
    person = getattr(bank, login)
    with reach.acting(person), pytest.raises(NotAllowed):
        contacts.log(found, by=person, **CALL)  # type: ignore[arg-type]


def test_recent_contacts_are_ones_own_within_reach(bank: LittleBank) -> None:
    log(bank.chen)
    with reach.acting(bank.chen):
        assert contacts.recent(bank.chen, 5)[0].on == TODAY
    with reach.acting(bank.wang):
        assert contacts.recent(bank.wang, 5) == []
