"""The table of rights, read as a compliance officer reads it."""

import pytest

from guanxi.guard import rules
from guanxi.guard.roles import Reach, Role
from guanxi.guard.rules import RULES, Action


def test_every_action_has_a_line_and_no_line_grants_a_reach_of_nothing() -> None:
    assert set(RULES) == set(Action)
    assert all(reach != Reach.NONE for line in RULES.values() for reach in line.values())


@pytest.mark.parametrize("action", Action)
def test_no_act_reaches_further_than_the_role_sees(action: Action) -> None:
    order = [Reach.NONE, Reach.OWN, Reach.UNIT, Reach.BANK]
    of_the_bank = {
        Action.VIEW_ASSUMPTIONS,
        Action.VIEW_DATA,
        Action.TAKE_LOAD,
        Action.MEND_ROW,
        Action.START_RUN,
        Action.VIEW_TRAIL,
        Action.MANAGE_PEOPLE,
    }
    for role, reach in RULES[action].items():
        assert action in of_the_bank or order.index(reach) <= order.index(rules.reach_of(role))


@pytest.mark.parametrize("role", [Role.ANALYST, Role.AUDITOR])
def test_those_who_see_the_whole_bank_change_no_customer(role: Role) -> None:
    for action in (Action.LOG_CONTACT, Action.SETTLE_WORK_ITEM, Action.REASSIGN_CUSTOMER, Action.MANAGE_PEOPLE):
        assert not rules.is_allowed(role, action)


def test_the_administrator_sees_no_customer_and_the_auditor_changes_nothing() -> None:
    assert rules.reach_of(Role.ADMINISTRATOR) == Reach.NONE
    assert {a for a in Action if rules.is_allowed(Role.AUDITOR, a)} == {
        Action.VIEW_CUSTOMERS,
        Action.VIEW_VALUE,
        Action.VIEW_EFFECT,
        Action.VIEW_DATA,
        Action.VIEW_ASSUMPTIONS,
        Action.VIEW_TRAIL,
    }


def test_a_role_nobody_knows_may_do_nothing() -> None:
    assert not any(rules.is_allowed("unheard-of", action) for action in Action)
