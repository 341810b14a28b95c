"""What the address of the desk asks for (工作台筛选条件): due, kind, manager, new, and where the page begins."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import QueryDict

from guanxi.contracts.figures import SUGGESTION_KINDS
from guanxi.desk import worklist
from guanxi.desk.worklist import WorkItem

PAGE = 25
#: How many rows a day's list holds; the rest stands under “all”.
DAY = 25
#: The kind whose rows stand as one line under “all”; asked for, they stand one by one.
FOLDED = "review"
DUES = ("today", "overdue")


@dataclass(frozen=True, slots=True)
class Asked:
    """The filters in force; empty means all. ``after`` is the score and number of the last row seen."""

    due: str = ""
    kind: str = ""
    manager: str = ""
    new: bool = False
    whole: bool = False
    after: tuple[float, int] | None = None

    @property
    def query(self) -> str:
        """Return the filters as they stand in an address, without the place."""
        named = {"due": self.due, "kind": self.kind, "manager": self.manager, "new": "1" if self.new else ""}
        named |= {"all": "1" if self.whole else ""}
        return urlencode({key: value for key, value in named.items() if value})

    @property
    def is_filtered(self) -> bool:
        """Tell whether any filter but the manager is in force."""
        return bool(self.due or self.kind or self.new)

    @property
    def is_day(self) -> bool:
        """Tell whether a day's list is asked for: no filter, and not everything."""
        return not (self.is_filtered or self.whole or self.after)

    @property
    def is_folded(self) -> bool:
        """Tell whether the contacts the grades ask for stand as one line: they would crowd out all else."""
        return self.whole and not self.is_filtered

    def only(self, *, due: str = "", kind: str = "", new: bool = False, whole: bool = False) -> "Asked":
        """Return the same manager with one other filter, from the start."""
        return Asked(due, kind, self.manager, new, whole)

    def narrow(self, rows: "QuerySet[WorkItem]", today: date, run_id: int) -> "QuerySet[WorkItem]":
        """Apply all filters but the manager, who is applied before anything is counted."""
        if self.is_folded:
            rows = rows.exclude(kind=FOLDED)
        if self.due:
            rows = rows.filter(due_on=today) if self.due == "today" else rows.filter(due_on__lt=today)
        if self.kind:
            rows = rows.filter(kind=self.kind)
        if self.new:
            rows = rows.filter(first_run_id=run_id)
        return rows

    def page(self, rows: "QuerySet[WorkItem]", today: date) -> tuple[list[WorkItem], str]:
        """Return one page and the ``after`` of the next, empty at the end; a day's list is one page."""
        if self.is_day:
            return worklist.of_day(rows, today, DAY), ""
        if self.after is not None:
            score, item_id = self.after
            rows = rows.filter(Q(score__lt=score) | Q(score=score, id__gt=item_id))
        found = worklist.best(rows, PAGE + 1)
        more = f"{found[PAGE - 1].score!r},{found[PAGE - 1].pk}" if len(found) > PAGE else ""
        return found[:PAGE], more


def read(query: QueryDict) -> Asked:
    """Read an address; what makes no sense is left out."""
    due, kind = query.get("due", ""), query.get("kind", "")
    return Asked(
        due=due if due in DUES else "",
        kind=kind if kind in SUGGESTION_KINDS else "",
        manager=query.get("manager", "")[:40],
        new=query.get("new") == "1",
        whole=query.get("all") == "1",
        after=_place(query.get("after", "")),
    )


def _place(text: str) -> tuple[float, int] | None:
    score, _, item_id = text.partition(",")
    try:
        return float(score), int(item_id)
    except ValueError:
        return None
