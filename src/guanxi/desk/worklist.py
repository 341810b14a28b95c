"""The work list (工作清单): one row per suggested act, ranked by money at stake × chance × urgency.

A person accepts an act, puts it off, puts it away with a reason, or it is done when the contact is
logged. A row put off comes back by itself on its day.
"""

from datetime import date, datetime

from django.db import models, transaction

from guanxi.guard import reach, rules, trail
from guanxi.guard.people import Person
from guanxi.guard.roles import Reach
from guanxi.guard.rules import Action
from guanxi.kit.refusals import Refused
from guanxi.kit.words import Words


class State(models.TextChoices):
    """What became of a suggested act; a lapsed one was no longer suggested, a held one is recorded and not shown."""

    OPEN = "open"
    ACCEPTED = "accepted"
    SNOOZED = "snoozed"
    DISMISSED = "dismissed"
    DONE = "done"
    LAPSED = "lapsed"
    HELD = "held"


class Dismissal(models.TextChoices):
    """Why a person puts a suggestion away."""

    NOT_TRUE = "not_true"
    ALREADY_DONE = "already_done"
    NOT_WORTH = "not_worth"
    WRONG_TIME = "wrong_time"
    OTHER = "other"


class WorkItem(models.Model):
    """A suggested act; ``customer_id × reason × subject`` stays one row over all runs."""

    customer_id = models.CharField(max_length=40)
    unit_id = models.CharField(max_length=40)
    owner_id = models.CharField(max_length=40, blank=True)
    deputy_id = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=10)
    reason = models.CharField(max_length=24)
    subject = models.CharField(max_length=60, blank=True)
    stake = models.DecimalField(max_digits=18, decimal_places=2)
    chance = models.FloatField()
    urgency = models.FloatField()
    score = models.FloatField()
    due_on = models.DateField()
    evidence = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    snoozed_until = models.DateField(null=True)
    dismissal = models.CharField(max_length=20, choices=Dismissal, blank=True)
    note = models.CharField(max_length=500, blank=True)
    first_run_id = models.BigIntegerField()
    settled_by = models.CharField(max_length=150, blank=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "desk_work_item"
        constraints = [models.UniqueConstraint(fields=["customer_id", "reason", "subject"], name="one_item_per_reason")]
        indexes = [
            models.Index(fields=["owner_id", "state"], name="item_owner"),
            models.Index(fields=["deputy_id", "state"], name="item_deputy"),
            models.Index(fields=["unit_id", "state"], name="item_unit"),
            models.Index(fields=["state", "-score", "id"], name="item_rank"),
            # counts of a whole bank's list are answered from this index alone
            models.Index(
                fields=["state", "kind"],
                include=["due_on", "first_run_id", "stake", "owner_id", "deputy_id", "unit_id", "snoozed_until"],
                name="item_tally",
            ),
        ]


MUST_KINDS, MUST_REASON = ("promise", "review"), "complaint_open"
WAITING = (State.OPEN, State.SNOOZED, State.ACCEPTED)
SETTLED = ("state", "snoozed_until", "dismissal", "note", "settled_by", "settled_at")


class AlreadySettled(Refused):
    """The row was settled before: by this person in another window, by a colleague, or by a run."""

    status = 409
    words = Words(
        "This line was already settled ({state}). Load the desk again to see what is left.",
        "该事项已处理({state})。请刷新工作台查看剩余事项。",
    )


class NotLater(Refused):
    """A row can be put off only to a day that is still to come."""

    words = Words(
        "A line can be put off only to a day after today. Choose a later day.",
        "稍后处理的日期须晚于今天，请另选日期。",
    )


class NeedsReason(Refused):
    """Putting away without saying why teaches nobody anything."""

    words = Words(
        "Say why this line is put away; with “other reason”，in words.",
        "放弃该事项须说明原因；选择“其他原因”时请填写说明。",
    )


STATES = {
    State.OPEN: Words("open", "待处理"),
    State.ACCEPTED: Words("taken on", "处理中"),
    State.SNOOZED: Words("put off", "已延后"),
    State.DISMISSED: Words("put away", "已放弃"),
    State.DONE: Words("done", "已完成"),
    State.LAPSED: Words("no longer suggested", "不再建议"),
    State.HELD: Words("held back", "留作对照"),
}
DISMISSALS = {
    Dismissal.NOT_TRUE: Words("the reason is not true", "原因与事实不符"),
    Dismissal.ALREADY_DONE: Words("already dealt with", "已经处理过"),
    Dismissal.NOT_WORTH: Words("not worth the effort", "不值得投入"),
    Dismissal.WRONG_TIME: Words("not the right time", "时机不合适"),
    Dismissal.OTHER: Words("other reason", "其他原因"),
}


def open_for(person: Person, on: date) -> models.QuerySet[WorkItem]:
    """Return what the person sees to do on a day, best first; rows put off till then are back."""
    due_back = models.Q(state=State.SNOOZED, snoozed_until__lte=on)
    rows = WorkItem.objects.filter(models.Q(state=State.OPEN) | due_back)
    return reach.visible(person, rows).order_by("-score", "id")


def best(rows: models.QuerySet[WorkItem], limit: int) -> list[WorkItem]:
    """Return the first of ``open_for``'s rows; each state is read by rank from its own index, then merged."""
    by_state = [list(rows.filter(state=state)[:limit]) for state in (State.OPEN, State.SNOOZED)]
    return sorted((item for part in by_state for item in part), key=lambda item: (-item.score, item.pk))[:limit]


def of_day(rows: models.QuerySet[WorkItem], on: date, limit: int) -> list[WorkItem]:
    """Return a workable list for one day: the best rows, a fifth of the places kept for what must not wait.

    Promises, complaints and contacts that are due take those places by rank before anything else does.
    """
    leading = best(rows, limit)
    if len(leading) < limit:
        return leading
    must = models.Q(kind__in=MUST_KINDS) | models.Q(reason=MUST_REASON)
    due = best(rows.filter(must, due_on__lte=on), limit // 5)
    known = {item.pk for item in leading[: limit - len(due)]}
    late = [item for item in due if item.pk not in known]
    kept = leading[: limit - len(late)]
    return sorted([*kept, *late], key=lambda item: (-item.score, item.pk))


def due(person: Person, on: date) -> int:
    """Return how many of a manager's own rows are due by a day; wider reaches have none of their own."""
    if reach.of(person) != Reach.OWN or not rules.is_allowed(person.role, Action.SETTLE_WORK_ITEM):
        return 0
    return open_for(person, on).filter(due_on__lte=on).order_by().count()


def in_state(person: Person, state: State) -> models.QuerySet[WorkItem]:
    """Return the person's rows of one state, the last touched first."""
    return reach.visible(person, WorkItem.objects.filter(state=state)).order_by("-settled_at", "id")


def waiting(kind: str) -> models.QuerySet[WorkItem]:
    """Return the rows of a kind that nobody settled yet; put through ``reach.visible`` before it is shown."""
    return WorkItem.objects.filter(kind=kind, state__in=WAITING)


def of_customer(person: Person, customer_id: str) -> models.QuerySet[WorkItem]:
    """Return all rows of one customer, the highest first."""
    return reach.visible(person, WorkItem.objects.filter(customer_id=customer_id)).order_by("-score", "id")


@transaction.atomic
def accept(item: WorkItem, *, by: Person, at: datetime) -> WorkItem:
    """Take an act on; it waits at the side of the desk until its contact is logged."""
    return _settle(item, by, at, State.ACCEPTED, "work.accepted", (State.OPEN, State.SNOOZED))


@transaction.atomic
def snooze(item: WorkItem, *, by: Person, at: datetime, on: date, until: date) -> WorkItem:
    """Put an act off until a day after ``on``."""
    reach.require(by, Action.SETTLE_WORK_ITEM, item)
    if until <= on:
        raise NotLater
    return _settle(item, by, at, State.SNOOZED, "work.snoozed", WAITING, snoozed_until=until)


@transaction.atomic
def dismiss(item: WorkItem, *, by: Person, at: datetime, reason: str, note: str = "") -> WorkItem:
    """Put an act away, with the reason."""
    reach.require(by, Action.SETTLE_WORK_ITEM, item)
    if reason not in Dismissal.values or (reason == Dismissal.OTHER and not note.strip()):
        raise NeedsReason
    note = note.strip()[:500]
    return _settle(item, by, at, State.DISMISSED, "work.dismissed", WAITING, dismissal=reason, note=note)


@transaction.atomic
def finish(item: WorkItem, *, by: Person, at: datetime) -> WorkItem:
    """Mark an act as done."""
    return _settle(item, by, at, State.DONE, "work.finished", WAITING)


@transaction.atomic
def reopen(item: WorkItem, *, by: Person, at: datetime) -> WorkItem:
    """Put an act that was taken on, put off or put away back on the list."""
    return _settle(item, by, at, State.OPEN, "work.reopened", (State.ACCEPTED, State.SNOOZED, State.DISMISSED))


def _settle(
    item: WorkItem,
    by: Person,
    at: datetime,
    state: State,
    verb: str,
    allowed: tuple[State, ...],
    *,
    snoozed_until: date | None = None,
    dismissal: str = "",
    note: str = "",
) -> WorkItem:
    """Check right and state on the row as it stands now, change it, and leave a trail."""
    reach.require(by, Action.SETTLE_WORK_ITEM, item)
    item = WorkItem.objects.select_for_update().get(pk=item.pk)
    reach.require(by, Action.SETTLE_WORK_ITEM, item)
    before = State(item.state)
    if before not in allowed:
        words = AlreadySettled.words
        told = STATES[before]
        raise AlreadySettled(Words(words.en.format(state=told.en), words.zh.format(state=told.zh)))
    item.state, item.snoozed_until, item.dismissal, item.note = state, snoozed_until, dismissal, note
    item.settled_by, item.settled_at = by.username, at
    item.save(update_fields=SETTLED)
    facts = {"reason": item.reason, "from": before.value}
    if snoozed_until:
        facts["until"] = snoozed_until.isoformat()
    if dismissal:
        facts["dismissal"] = dismissal
    trail.record(by, verb, item, **facts)
    return item
