"""Contacts logged by hand (联系记录): a visit, a call, a message; they re-enter as visits at the next run."""

import uuid
from datetime import date

from django.db import models, transaction
from django.utils import timezone

from guanxi.book.customers import Customer
from guanxi.contracts.records import CONTACT_CHANNELS, OUTCOMES, STARTERS
from guanxi.desk import worklist
from guanxi.desk.worklist import WorkItem
from guanxi.guard import reach, trail
from guanxi.guard.people import Person
from guanxi.guard.rules import Action
from guanxi.kit.refusals import Refused
from guanxi.kit.words import Words

LONGEST_MINUTES = 1440


class Contact(models.Model):
    """One contact with a customer, as the ``visits`` contract wants it."""

    contact_id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    customer_id = models.CharField(max_length=40)
    unit_id = models.CharField(max_length=40)
    owner_id = models.CharField(max_length=40, blank=True)
    deputy_id = models.CharField(max_length=40, blank=True)
    staff_id = models.CharField(max_length=40)
    staff_name = models.CharField(max_length=120)
    on = models.DateField()
    channel = models.CharField(max_length=10)
    started_by = models.CharField(max_length=10)
    outcome = models.CharField(max_length=20)
    minutes = models.PositiveIntegerField(null=True)
    note = models.TextField(blank=True)
    work_item_id = models.BigIntegerField(null=True)
    logged_at = models.DateTimeField(default=timezone.now)

    class Meta:
        db_table = "desk_contact"
        indexes = [
            models.Index(fields=["customer_id", "-on"], name="contact_customer"),
            models.Index(fields=["staff_id", "-on"], name="contact_staff"),
        ]


class NotYet(Refused):
    """A contact is a thing of the past; what is planned belongs elsewhere."""

    words = Words(
        "A contact can be logged on the day it happened or later. Choose a day up to today.",
        "只能记录已发生的联系，请选择今天或更早的日期。",
    )


class OutsideTheList(Refused):
    """A code that the visits contract does not know would be refused at the next run."""

    words = Words(
        "“{value}” is not one of the choices for {what}. Choose one from the list.",
        "“{value}”不在{what}的可选范围内，请从列表中选择。",
    )


class OtherCustomer(Refused):
    """The work item belongs to somebody else."""

    words = Words(
        "This line of the work list is about another customer. Open the contact form from that line again.",
        "该工作事项属于其他客户，请从对应事项重新打开联系表单。",
    )


@transaction.atomic
def log(
    customer: Customer,
    *,
    by: Person,
    on: date,
    channel: str,
    started_by: str,
    outcome: str,
    minutes: int | None = None,
    note: str = "",
    work_item: WorkItem | None = None,
    today: date | None = None,
) -> Contact:
    """Write down a contact; the work item it answers is done with it."""
    reach.require(by, Action.LOG_CONTACT, customer)
    if on > (today or timezone.localdate()):
        raise NotYet
    _require_known(channel, started_by, outcome, minutes)
    if work_item is not None and work_item.customer_id != customer.pk:
        raise OtherCustomer
    contact = Contact.objects.create(
        customer_id=customer.pk,
        unit_id=customer.unit_id,
        owner_id=customer.owner_id,
        deputy_id=customer.deputy_id,
        staff_id=by.staff_id,
        staff_name=by.full_name or by.username,
        on=on,
        channel=channel,
        started_by=started_by,
        outcome=outcome,
        minutes=minutes,
        note=note.strip(),
        work_item_id=work_item.pk if work_item else None,
    )
    if work_item is not None:
        worklist.finish(work_item, by=by, at=contact.logged_at)
    trail.record(by, "contact.logged", contact, channel=channel, outcome=outcome, on=on.isoformat())
    return contact


def _require_known(channel: str, started_by: str, outcome: str, minutes: int | None) -> None:
    for value, known, en, zh in (
        (channel, CONTACT_CHANNELS, "the channel", "联系方式"),
        (started_by, STARTERS, "who started it", "发起方"),
        (outcome, OUTCOMES, "the outcome", "联系结果"),
    ):
        if value not in known:
            words = OutsideTheList.words
            raise OutsideTheList(Words(words.en.format(value=value, what=en), words.zh.format(value=value, what=zh)))
    if minutes is not None and not 0 <= minutes <= LONGEST_MINUTES:
        words = OutsideTheList.words
        raise OutsideTheList(
            Words(
                words.en.format(value=minutes, what="minutes (0–1440)"),
                words.zh.format(value=minutes, what="时长(0–1440 分钟)"),
            )
        )


def recent(person: Person, limit: int) -> list[Contact]:
    """Return the contacts the person logged last."""
    mine = Contact.objects.filter(staff_id=person.staff_id) if person.staff_id else Contact.objects.none()
    return list(reach.visible(person, mine).order_by("-on", "-logged_at")[:limit])
