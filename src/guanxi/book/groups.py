"""Groups and households as published (集团与家庭): totals, and members as far as the reach goes.

A person sees the members within the reach. The total of the whole group is shown only when nobody outside is in it, or
at least three are: otherwise it would tell the profit of one or two customers the person may not see. The database
itself keeps this rule.
"""

from dataclasses import dataclass
from decimal import Decimal

from django.db import models

from guanxi.book.customers import Customer
from guanxi.book.figures import Run
from guanxi.guard import reach
from guanxi.guard.people import Person

LEAST_HIDDEN = 3
SHOWN = 30


class Group(models.Model):
    """What a group is worth together; money by ownership."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE)
    group_id = models.CharField(max_length=40)
    members = models.IntegerField()
    parts = models.IntegerField()
    deposit_average = models.DecimalField(max_digits=20, decimal_places=2)
    loan_average = models.DecimalField(max_digits=20, decimal_places=2)
    profit_12m = models.DecimalField(max_digits=20, decimal_places=2)
    profit_prior = models.DecimalField(max_digits=20, decimal_places=2)
    capital_average = models.DecimalField(max_digits=20, decimal_places=2)

    class Meta:
        db_table = "book_group"
        constraints = [models.UniqueConstraint(fields=["run", "group_id"], name="one_group")]


class GroupMember(models.Model):
    """A customer of a group, or one of another's that it owns in part."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE)
    group_id = models.CharField(max_length=40)
    customer_id = models.CharField(max_length=40)
    is_member = models.SmallIntegerField()
    share_rate = models.FloatField()
    profit_12m = models.DecimalField(max_digits=20, decimal_places=2)

    class Meta:
        db_table = "book_group_member"
        constraints = [models.UniqueConstraint(fields=["run", "group_id", "customer_id"], name="one_group_member")]
        indexes = [models.Index(fields=["run", "customer_id"], name="group_member_customer")]


@dataclass(frozen=True, slots=True)
class Told:
    """A group as a person sees it: ``total`` only where the rule of three allows, ``seen`` the profit within reach."""

    head: Customer | None
    total: Group | None
    members: list[tuple[Customer, GroupMember]]
    more: int
    seen: Decimal


def of(person: Person, run: Run | None, customer: Customer) -> Told | None:
    """Return the group of a customer, or nothing when there is none."""
    mine = GroupMember.objects.filter(run=run, customer_id=customer.pk, is_member=1).first()
    if run is None or mine is None:
        return None
    parts = list(
        GroupMember.objects.filter(run=run, group_id=mine.group_id).order_by("-is_member", "-profit_12m", "pk")
    )
    wanted = Customer.objects.filter(pk__in=[part.customer_id for part in parts])
    seen = reach.visible(person, wanted).defer("search_grams").in_bulk()
    own = [(seen[part.customer_id], part) for part in parts if part.customer_id in seen]
    total = Group.objects.filter(run=run, group_id=mine.group_id).first()
    hidden = total.parts - len(own) if total is not None else 0
    told = total if hidden == 0 or hidden >= LEAST_HIDDEN else None
    within = sum((part.profit_12m for _, part in own), Decimal(0))
    return Told(seen.get(mine.group_id), told, own[:SHOWN], max(0, len(own) - SHOWN), within)
