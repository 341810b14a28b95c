"""Which role may do what, and to whose customers (权限表). Compliance reads this table; nothing else decides.

An empty place means no. Acts without a customer (loads, people) are allowed to a role or not; a reach other
than ``NONE`` then only says yes.
"""

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _

from guanxi.guard.roles import Reach, Role


class Action(models.TextChoices):
    """Everything somebody may be allowed to do."""

    VIEW_CUSTOMERS = "view_customers", _("See customers")
    EXPORT_CUSTOMERS = "export_customers", _("Export lists of customers")
    LOG_CONTACT = "log_contact", _("Log a contact")
    SETTLE_WORK_ITEM = "settle_work_item", _("Settle a line of the work list")
    REASSIGN_CUSTOMER = "reassign_customer", _("Give a customer to another manager")
    VIEW_VALUE = "view_value", _("See value and concentration")
    VIEW_EFFECT = "view_effect", _("See what acting changed")
    VIEW_DATA = "view_data", _("See loads, quarantine and runs")
    TAKE_LOAD = "take_load", _("Take a delivery")
    MEND_ROW = "mend_row", _("Mend or give up a row in quarantine")
    START_RUN = "start_run", _("Start a day end")
    VIEW_ASSUMPTIONS = "view_assumptions", _("See assumptions and their versions")
    PROPOSE_ASSUMPTIONS = "propose_assumptions", _("Propose a version of assumptions")
    APPROVE_ASSUMPTIONS = "approve_assumptions", _("Approve another person's version of assumptions")
    VIEW_TRAIL = "view_trail", _("See the trail and who viewed whom")
    MANAGE_PEOPLE = "manage_people", _("Manage people and roles")


A, R = Action, Role
OWN, UNIT, BANK = Reach.OWN, Reach.UNIT, Reach.BANK

RULES: Mapping[Action, Mapping[Role, Reach]] = {
    A.VIEW_CUSTOMERS: {
        R.RELATIONSHIP_MANAGER: OWN,
        R.SUPERVISOR: UNIT,
        R.SERVICE: UNIT,
        R.SPECIALIST: UNIT,
        R.ANALYST: BANK,
        R.AUDITOR: BANK,
    },
    A.EXPORT_CUSTOMERS: {R.SUPERVISOR: UNIT, R.ANALYST: BANK},
    A.LOG_CONTACT: {R.RELATIONSHIP_MANAGER: OWN, R.SUPERVISOR: UNIT, R.SERVICE: UNIT, R.SPECIALIST: UNIT},
    A.SETTLE_WORK_ITEM: {R.RELATIONSHIP_MANAGER: OWN, R.SUPERVISOR: UNIT},
    A.REASSIGN_CUSTOMER: {R.SUPERVISOR: UNIT},
    A.VIEW_VALUE: {R.RELATIONSHIP_MANAGER: OWN, R.SUPERVISOR: UNIT, R.ANALYST: BANK, R.AUDITOR: BANK},
    # not the managers: who knew what is held back would act on it
    A.VIEW_EFFECT: {R.SUPERVISOR: UNIT, R.ANALYST: BANK, R.AUDITOR: BANK},
    A.VIEW_DATA: {R.ANALYST: BANK, R.AUDITOR: BANK, R.ADMINISTRATOR: BANK},
    A.TAKE_LOAD: {R.ANALYST: BANK, R.ADMINISTRATOR: BANK},
    A.MEND_ROW: {R.ANALYST: BANK},
    A.START_RUN: {R.ANALYST: BANK, R.ADMINISTRATOR: BANK},
    A.VIEW_ASSUMPTIONS: {R.SUPERVISOR: UNIT, R.ANALYST: BANK, R.AUDITOR: BANK, R.ADMINISTRATOR: BANK},
    A.PROPOSE_ASSUMPTIONS: {R.ANALYST: BANK},
    # a supervisor only at the head of the bank: see ``dayend.assumptions``
    A.APPROVE_ASSUMPTIONS: {R.SUPERVISOR: UNIT, R.ANALYST: BANK},
    A.VIEW_TRAIL: {R.AUDITOR: BANK, R.ADMINISTRATOR: BANK},
    A.MANAGE_PEOPLE: {R.ADMINISTRATOR: BANK},
}


def reach_of(role: str, action: Action = Action.VIEW_CUSTOMERS) -> Reach:
    """Return how far a role may go with an act; ``Reach.NONE`` when it may not."""
    return RULES[action].get(Role(role), Reach.NONE) if role in Role.values else Reach.NONE


def is_allowed(role: str, action: Action) -> bool:
    """Tell whether a role may do an act at all."""
    return reach_of(role, action) != Reach.NONE
