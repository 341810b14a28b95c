"""Reach: the outer fence of querysets, and how roles are taken on, nested and given back."""

import pytest
from django.db import connection, transaction

from guanxi.book.customers import Customer
from guanxi.book.units import Unit
from guanxi.desk.worklist import WorkItem
from guanxi.guard import reach
from guanxi.guard.people import Person
from guanxi.guard.roles import Reach
from guanxi.guard.rules import Action
from guanxi.kit.refusals import NotAllowed
from tests import cast

EVERYBODY = [login for login, *_ in cast.PEOPLE]


def _role() -> tuple[str, str, str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user, current_setting('guanxi.staff', true), current_setting('guanxi.units', true)"
        )
        role, staff, units = cursor.fetchone()
    return role, staff or "", units or ""


@pytest.mark.parametrize("login", EVERYBODY)
def test_the_queryset_fence_says_the_same_as_the_database(bank: cast.LittleBank, login: str) -> None:
    person = getattr(bank, login)
    with reach.system():
        seen = set(reach.visible(person, Customer.objects.all()).values_list("pk", flat=True))
    assert seen == cast.reached(person)
    with reach.acting(person):
        assert set(Customer.objects.values_list("pk", flat=True)) == seen


def test_roles_nest_and_come_back(bank: cast.LittleBank) -> None:
    assert _role()[0] == "guanxi_app"
    with reach.acting(bank.chen):
        assert _role() == ("guanxi_own", "S01", "")
        with reach.acting(bank.li):
            assert _role() == ("guanxi_unit", "S04", "B1")
            with reach.system():
                assert _role() == ("guanxi_work", "", "")
            assert _role() == ("guanxi_unit", "S04", "B1")
        assert _role() == ("guanxi_own", "S01", "")
    assert _role() == ("guanxi_app", "", "")


def test_a_failure_inside_gives_the_role_back_and_undoes_the_work(bank: cast.LittleBank) -> None:
    with reach.acting(bank.chen):
        with pytest.raises(ZeroDivisionError), reach.acting(bank.sun):
            WorkItem.objects.update(note="half-done")
            _ = 1 / 0
        assert _role() == ("guanxi_own", "S01", "")
        assert not WorkItem.objects.filter(note="half-done").exists()


def test_a_database_error_inside_gives_the_role_back(bank: cast.LittleBank) -> None:
    from django.db import DatabaseError

    with reach.acting(bank.li):
        with pytest.raises(DatabaseError), reach.system(), connection.cursor() as cursor:
            cursor.execute("SELECT 1 / 0")
        assert _role() == ("guanxi_unit", "S04", "B1")


def test_a_role_ends_with_its_transaction(committed_db: None) -> None:
    with reach.system():
        assert _role()[0] == "guanxi_work"
    assert _role() == ("guanxi_app", "", "")
    assert not transaction.get_connection().in_atomic_block


def test_the_head_office_supervisor_reaches_every_unit(bank: cast.LittleBank) -> None:
    assert reach.subtree(bank.sun).is_whole_bank
    with reach.acting(bank.sun):
        assert _role()[0] == "guanxi_root"


def test_a_unit_added_below_a_branch_is_reached_by_its_supervisor(bank: cast.LittleBank) -> None:
    with reach.system():
        Unit.objects.create(unit_id="B11", parent_id="B1", name="和平里网点", kind="team", path="/HQ/B1/B11/", depth=2)
        Unit.objects.create(unit_id="B12", parent_id="HQ", name="城北支行", kind="sub_branch", path="/HQ/B12/", depth=1)
    assert reach.subtree(bank.li).units == ("B1", "B11")


@pytest.mark.parametrize(
    "broken",
    [
        {"staff_id": ""},
        {"staff_id": "S99"},
        {"staff_id": "S01", "is_active": False},
        {"staff_id": "", "role": "supervisor", "unit_id": ""},
        {"staff_id": "", "role": "supervisor", "unit_id": "nowhere"},
        {"staff_id": "S01", "role": "unheard-of"},
    ],
    ids=["no number", "unknown number", "deactivated", "no unit", "unknown unit", "unknown role"],
)
def test_a_person_whose_place_is_not_known_sees_nothing(bank: cast.LittleBank, broken: dict[str, object]) -> None:
    person = Person(pk=999, username="x", **{"role": "relationship_manager", "unit_id": "B1"} | broken)
    with reach.acting(person):
        assert Customer.objects.count() == 0
    with reach.system():
        assert reach.visible(person, Customer.objects.all()).count() == 0


def test_customers_without_a_manager_are_not_everybodys(bank: cast.LittleBank) -> None:
    with reach.acting(bank.zhou):
        assert not Customer.objects.filter(owner_id="").exists()


def test_an_act_is_refused_outside_the_reach_and_outside_the_role(bank: cast.LittleBank) -> None:
    with reach.system():
        mine, other = Customer.objects.get(pk="C01"), Customer.objects.get(pk="C09")
    reach.require(bank.chen, Action.LOG_CONTACT, mine)
    reach.require(bank.zhou, Action.LOG_CONTACT, mine)
    reach.require(bank.li, Action.LOG_CONTACT, mine)
    reach.require(bank.sun, Action.LOG_CONTACT, other)
    for person, subject in ((bank.chen, other), (bank.li, other), (bank.auditor, mine), (bank.administrator, mine)):
        with pytest.raises(NotAllowed):
            reach.require(person, Action.LOG_CONTACT, subject)
    assert not reach.can(bank.chen, Action.MANAGE_PEOPLE)
    assert reach.can(bank.administrator, Action.MANAGE_PEOPLE)
    bank.chen.is_active = False
    assert not reach.can(bank.chen, Action.LOG_CONTACT, mine)
    assert reach.of(bank.chen) == Reach.NONE
