"""Roles of people at the bank and how far each sees (角色)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person does at the bank; the codes are those of the ``staff`` contract."""

    RELATIONSHIP_MANAGER = "relationship_manager", _("Relationship manager")
    SUPERVISOR = "supervisor", _("Supervisor")
    ANALYST = "analyst", _("Analyst")
    SERVICE = "service", _("Service and complaints")
    SPECIALIST = "specialist", _("Product specialist")
    AUDITOR = "auditor", _("Auditor")
    ADMINISTRATOR = "administrator", _("Administrator")


class Reach(models.TextChoices):
    """Whose customers a person sees; each value is one PostgreSQL role with its own policies."""

    NONE = "none", _("no customers")
    OWN = "own", _("own customers, as A or B manager")
    UNIT = "unit", _("customers of the unit and below")
    BANK = "bank", _("all customers of the bank")
