"""Models of the book, gathered for Django."""

from guanxi.book import history
from guanxi.book.accounts import Account, Product
from guanxi.book.assumptions import AssumptionEffect, AssumptionVersion
from guanxi.book.customer_figures import CustomerFigure
from guanxi.book.customers import Customer, Link
from guanxi.book.figures import Acquisition, Concentration, Insight, Reconciliation, Run, Team
from guanxi.book.groups import Group, GroupMember
from guanxi.book.units import Staff, Unit

__all__ = [
    "Account",
    "Acquisition",
    "AssumptionEffect",
    "AssumptionVersion",
    "Concentration",
    "Customer",
    "CustomerFigure",
    "Group",
    "GroupMember",
    "Insight",
    "Link",
    "Product",
    "Reconciliation",
    "Run",
    "Staff",
    "Team",
    "Unit",
    "history",
]
