"""What the desk shows of the work list (工作清单的呈现): counts, rows with customer and reason, the side."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from guanxi.book import customer_figures
from guanxi.book.customer_figures import CustomerFigure
from guanxi.book.customers import Customer
from guanxi.book.figures import Run
from guanxi.book.units import Staff
from guanxi.contracts.figures import SUGGESTION_KINDS
from guanxi.desk import reasons, worklist
from guanxi.desk.worklist import DISMISSALS, State, WorkItem
from guanxi.doors.web.desk.asked import DAY, FOLDED, Asked
from guanxi.guard import reach
from guanxi.guard.people import Person
from guanxi.guard.roles import Reach
from guanxi.kit.words import Words

SIDE = 6
PLACE = "(address)"
MANAGERS = 12


@dataclass(slots=True)
class Tally:
    """How many rows there are, and how much money they are about."""

    total: int = 0
    today: int = 0
    overdue: int = 0
    new: int = 0
    stake: Decimal = Decimal(0)
    kinds: list[tuple[str, Words, int]] = field(default_factory=list)

    def is_empty(self, asked: Asked) -> bool:
        """Tell whether a filter leaves no row: a search along the ranks would read them all to find none."""
        due = {"": self.total, "today": self.today, "overdue": self.overdue}[asked.due]
        of_kind = sum(count for kind, _, count in self.kinds if asked.kind in ("", kind))
        return not (due and of_kind and (self.new or not asked.new))


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter above the list, with how many rows it would leave."""

    label: str
    count: int
    query: str
    is_on: bool


@dataclass(slots=True)
class Row:
    """A line of the list with what the page says of its customer."""

    item: WorkItem
    customer: Customer | None
    figure: CustomerFigure | None
    kind: Words
    reason: str
    is_overdue: bool
    address: str
    acts: str = ""


def of_manager(rows: "QuerySet[WorkItem]", manager: str) -> "QuerySet[WorkItem]":
    """Keep one manager's rows, as A or B manager."""
    return rows.filter(Q(owner_id=manager) | Q(deputy_id=manager)) if manager else rows


def tally(rows: "QuerySet[WorkItem]", today: date, run_id: int) -> Tally:
    """Count the rows by kind, once for all filters."""
    found = Tally()
    # not the number of a row: the index that answers this knows none
    grouped = rows.order_by().values("kind").annotate(
        n=Count("kind"), due=Count("kind", filter=Q(due_on=today)), late=Count("kind", filter=Q(due_on__lt=today)),
        fresh=Count("kind", filter=Q(first_run_id=run_id)), money=Sum("stake"),
    )  # fmt: skip
    by_kind = {group["kind"]: group for group in grouped}
    for kind, words in SUGGESTION_KINDS.items():
        if group := by_kind.get(kind):
            found.total += group["n"]
            found.today += group["due"]
            found.overdue += group["late"]
            found.new += group["fresh"]
            found.stake += group["money"]
            found.kinds.append((kind, Words(*words), group["n"]))
    return found


def folded(found: Tally, asked: Asked) -> dict[str, Any] | None:
    """Return the one line that the contacts due by service grade stand in, with the way to see each."""
    for kind, words, count in found.kinds:
        if kind == FOLDED:
            return {"kind": kind, "words": words, "count": count, "query": asked.only(kind=kind).query}
    return None


def day_size(found: Tally) -> int:
    """Return how many lines are shown for a day where more wait; nought where all are shown."""
    return DAY if found.total > DAY else 0


def chips(found: Tally, asked: Asked, language: str) -> list[Chip]:
    """Return the filters: all, by due day, what is new, and the kinds there are."""
    is_long = found.total > DAY
    made = [Chip(_("For today"), DAY, asked.only().query, asked.is_day)] if is_long else []
    made += [
        Chip(
            _("All"),
            found.total,
            asked.only(whole=is_long).query,
            not asked.is_filtered and not (is_long and asked.is_day),
        ),
        Chip(_("Due today"), found.today, asked.only(due="today").query, asked.due == "today"),
        Chip(_("Overdue"), found.overdue, asked.only(due="overdue").query, asked.due == "overdue"),
    ]
    if found.new and found.new < found.total:
        made.append(Chip(_("New since the last run"), found.new, asked.only(new=True).query, asked.new))
    for kind, words, count in found.kinds:
        made.append(Chip(words.in_(language).capitalize(), count, asked.only(kind=kind).query, asked.kind == kind))
    return made


def rows(items: Iterable[WorkItem], person: Person, run: Run | None, today: date, language: str) -> list[Row]:
    """Dress the items: two more queries, whatever their number."""
    items = list(items)
    keys = {item.customer_id for item in items}
    customers = reach.visible(person, Customer.objects.filter(pk__in=keys)).only("customer_id", "name", "kind")
    names = {customer.pk: customer for customer in customers}
    figures: dict[str, CustomerFigure] = {}
    if run is not None and keys:
        of_run = customer_figures.of_run(run.slot).filter(customer_id__in=keys)
        chosen = reach.visible(person, of_run).only("slot", "customer_id", "tier", "grade", "level")
        figures = {figure.customer_id: figure for figure in chosen}
    return [
        Row(
            item,
            names.get(item.customer_id),
            figures.get(item.customer_id),
            Words(*SUGGESTION_KINDS[item.kind]),
            reasons.sentence(item, language, today=today),
            item.due_on < today,
            reverse("desk:why", args=[item.pk]).removesuffix("why/"),
        )
        for item in items
    ]


def acts(shown: list[Row], request: HttpRequest, asked: Asked, today: date) -> None:
    """Give each row its buttons and menus: written once, since a page of rows differs only in the address."""
    facts = {"address": PLACE, "asked": asked, "dismissals": DISMISSALS.items(), "tomorrow": today + timedelta(days=1)}
    written = render_to_string("desk/row_acts.html", facts, request)
    for row in shown:
        row.acts = mark_safe(written.replace(PLACE, row.address))


def by_manager(rows: "QuerySet[WorkItem]") -> list[dict[str, Any]]:
    """Return the managers with most money on their lists, with names and counts."""
    grouped = rows.order_by().values("owner_id").annotate(n=Count("owner_id"), money=Sum("stake")).order_by("-money")
    top = list(grouped[:MANAGERS])
    names = dict(Staff.objects.filter(pk__in=[g["owner_id"] for g in top]).values_list("staff_id", "name"))
    return [group | {"name": names.get(group["owner_id"], group["owner_id"])} for group in top]


def side(person: Person, today: date) -> dict[str, list[WorkItem]]:
    """Return what is under way and what was put off, with the customers' names on the items."""
    mine = WorkItem.objects.filter(Q(state=State.ACCEPTED) | Q(state=State.SNOOZED, snoozed_until__gt=today))
    found = list(reach.visible(person, mine).order_by("state", "snoozed_until", "-settled_at")[: 4 * SIDE])
    return {
        "accepted": [item for item in found if item.state == State.ACCEPTED][:SIDE],
        "snoozed": [item for item in found if item.state == State.SNOOZED][:SIDE],
    }


def lapsed(person: Person, run: Run) -> int | None:
    """Return how many of a manager's rows the last run no longer suggested; not asked for wider reaches."""
    if reach.of(person) != Reach.OWN:
        return None
    gone = WorkItem.objects.filter(state=State.LAPSED, settled_at__gte=run.started_at)
    return reach.visible(person, gone).count()


def names(person: Person, keys: Iterable[str]) -> dict[str, str]:
    """Return the names of customers within reach."""
    found = reach.visible(person, Customer.objects.filter(pk__in=set(keys)))
    return dict(found.values_list("customer_id", "name"))


def open_items(person: Person, asked: Asked, today: date) -> "QuerySet[WorkItem]":
    """Return the open rows of the person, of one manager if asked."""
    return of_manager(worklist.open_for(person, today), asked.manager)
