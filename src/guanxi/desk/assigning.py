"""Work given to many customers at once (批量安排): a line on the list of each customer's manager, with one instruction.

A range of the whale curve or a list of customers becomes work in chunks, so that a person sees how far it is and each
chunk is done or not done as a whole. A run never withdraws what a person asked for.
"""

import uuid
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from guanxi.book.customer_figures import of_run
from guanxi.book.customers import Customer
from guanxi.book.figures import Run
from guanxi.desk.worklist import WorkItem
from guanxi.guard import reach, trail
from guanxi.guard.people import Person
from guanxi.guard.rules import Action
from guanxi.kit.refusals import NotAllowed, Refused
from guanxi.kit.words import Words

#: One request works on so many customers; of all, so many at most.
CHUNK, MOST = 200, 5_000
REASON, KIND = "assigned", "plan"
CHANCE = 0.3


class NeedsInstruction(Refused):
    """A line that does not say what to do helps nobody."""

    words = Words("Say in words what is to be done.", "请写明要做什么。")


class TooMany(Refused):
    """A list of so many is no work for one instruction."""

    words = Words(
        "The list holds more than 5,000 customers. Narrow it down first, then act on all of it.",
        "名单超过 5,000 户。请先缩小范围，再批量安排。",
    )


class NeedsLaterDay(Refused):
    """What is to be done cannot be due before today."""

    words = Words("Choose a day from today on.", "请选择今天或之后的日期。")


def check(*, note: str, due_on: date, today: date) -> None:
    """Refuse an instruction without words or with a day gone by."""
    if not note.strip():
        raise NeedsInstruction
    if due_on < today:
        raise NeedsLaterDay


@transaction.atomic
def assign(
    keys: Sequence[str], *, by: Person, run: Run, batch: uuid.UUID, note: str, due_on: date, today: date, at: datetime
) -> int:
    """Put a line for each of the customers on its manager's list; return how many are new.

    The same batch never gives a customer two lines. Refuses what lies outside the reach as a whole.
    """
    check(note=note, due_on=due_on, today=today)
    customers = list(reach.visible(by, Customer.objects.filter(pk__in=keys)))
    if len(customers) != len(set(keys)):
        raise NotAllowed
    reach.require(by, Action.SETTLE_WORK_ITEM)
    profits = dict(of_run(run.slot).filter(customer_id__in=keys).values_list("customer_id", "profit_12m"))
    items = [_line(customer, by, run, batch, note.strip(), due_on, profits) for customer in customers]
    with reach.system():
        made = WorkItem.objects.bulk_create(items, ignore_conflicts=True)
    trail.record(
        by, "work.assigned", run, batch=str(batch), customers=sorted(keys), due=due_on.isoformat(), at=at.isoformat()
    )
    return len(made)


def _line(
    customer: Customer, by: Person, run: Run, batch: uuid.UUID, note: str, due_on: date, profits: dict[str, Decimal]
) -> WorkItem:
    stake = abs(profits.get(customer.pk, Decimal(0)))
    return WorkItem(
        customer_id=customer.pk,
        unit_id=customer.unit_id,
        owner_id=customer.owner_id,
        deputy_id=customer.deputy_id,
        kind=KIND,
        reason=REASON,
        subject=str(batch),
        stake=stake,
        chance=CHANCE,
        urgency=1.0,
        score=float(stake) * CHANCE,
        due_on=due_on,
        evidence={"note": note, "asked_by": by.full_name or by.username},
        first_run_id=run.pk,
    )
