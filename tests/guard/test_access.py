"""People are made, given a role and shut out by administrators, each time with a trail."""

import pytest

from guanxi.book.units import Staff
from guanxi.guard import access, reach
from guanxi.guard.people import Person
from guanxi.guard.roles import Role
from guanxi.guard.trail import Entry
from guanxi.kit.refusals import NotAllowed
from tests import cast


def _last(bank: cast.LittleBank) -> Entry:
    with reach.acting(bank.auditor):
        return Entry.objects.latest("id")


def test_an_administrator_makes_a_person(bank: cast.LittleBank) -> None:
    with reach.acting(bank.administrator):
        person = access.create(
            by=bank.administrator,
            login="new",
            role=Role.SERVICE,
            unit_id="B2",
            staff_id="S20",
            password="a-long-secret",
        )
        assert Person.objects.get(pk=person.pk).check_password("a-long-secret")
    entry = _last(bank)
    assert (entry.verb, entry.person_name, entry.subject_id) == ("person.created", "administrator", str(person.pk))
    assert entry.facts == {"role": "service", "unit_id": "B2"}


def test_a_person_without_a_password_cannot_sign_in_with_one(bank: cast.LittleBank) -> None:
    person = access.create(by=None, login="outside", role=Role.ANALYST, unit_id="HQ")
    assert not person.has_usable_password()


@pytest.mark.parametrize("staff_id", ["S01", ""])
def test_a_login_or_staff_number_is_given_once(bank: cast.LittleBank, staff_id: str) -> None:
    login = "somebody" if staff_id else "chen"
    with pytest.raises(access.LoginTaken) as refusal:
        access.create(by=None, login=login, role=Role.SERVICE, unit_id="B1", staff_id=staff_id)
    assert login in refusal.value.words.zh


@pytest.mark.parametrize("login", ["chen", "sun", "analyst", "auditor"])
def test_only_an_administrator_manages_people(bank: cast.LittleBank, login: str) -> None:
    by = getattr(bank, login)
    for act in (
        lambda: access.create(by=by, login="x", role=Role.SERVICE, unit_id="B1"),
        lambda: access.create_from_staff([], by=by),
        lambda: access.set_role(bank.zhou, by=by, role=Role.SUPERVISOR),
        lambda: access.deactivate(bank.zhou, by=by),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_staff_of_a_delivery_become_people_once(bank: cast.LittleBank) -> None:
    with reach.system():
        Staff.objects.create(staff_id="S30", unit_id="B1", name="新人", role="relationship_manager")
    rows = list(Staff.objects.all())
    (made,) = access.create_from_staff(rows, by=None, password=cast.PASSWORD)
    assert (made.username, made.full_name, made.unit_id) == ("s30", "新人", "B1")
    assert access.create_from_staff(rows, by=None) == []
    assert _last(bank).verb == "person.created"


def test_a_role_changes_what_a_person_reaches(bank: cast.LittleBank) -> None:
    with reach.acting(bank.administrator):
        access.set_role(bank.zhou, by=bank.administrator, role=Role.SUPERVISOR, unit_id="B2")
    assert cast.reached(bank.zhou) == cast.reached(bank.zhao)
    with reach.acting(bank.zhou):
        from guanxi.book.customers import Customer

        assert set(Customer.objects.values_list("pk", flat=True)) == cast.reached(bank.zhao)
    assert _last(bank).facts == {"before": ["relationship_manager", "B1"], "role": "supervisor", "unit_id": "B2"}


def test_a_deactivated_person_keeps_the_trail_and_loses_the_reach(bank: cast.LittleBank) -> None:
    access.deactivate(bank.zhou, by=bank.administrator)
    assert _last(bank).verb == "person.deactivated"
    assert not Person.objects.get(username="zhou").is_active
    assert reach.visible(bank.zhou, Person.objects.all()).count() == 0


def test_nobody_changes_the_own_role_or_access(bank: cast.LittleBank) -> None:
    with pytest.raises(access.NotYourself):
        access.deactivate(bank.administrator, by=bank.administrator)
    with pytest.raises(access.NotYourself):
        access.set_role(bank.administrator, by=bank.administrator, role=Role.SUPERVISOR)
