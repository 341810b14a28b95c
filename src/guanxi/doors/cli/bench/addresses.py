"""Which addresses are measured (测量哪些页面): read off the URL tables, so that no page is forgotten.

Every named address is measured unless it stands in ``LEFT_OUT`` with its reason; what only takes a POST says so itself.
"""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

from django.db.models import QuerySet
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from guanxi.book import insights, scopes
from guanxi.book.assumptions import AssumptionVersion
from guanxi.book.customer_figures import CustomerFigure
from guanxi.book.figures import Reconciliation, Run
from guanxi.book.groups import GroupMember
from guanxi.book.paging import Cursor
from guanxi.contracts.figures import SUGGESTION_KINDS
from guanxi.desk import worklist
from guanxi.desk.moves import Move
from guanxi.desk.worklist import WorkItem
from guanxi.guard import reach
from guanxi.guard.people import Person
from guanxi.intake.loads import Load, Rejected

Arguments = dict[str, Any]
Found = dict[str, str]

#: Customers on one page of the list.
PAGE = 50

#: Addresses that are not pages, and why they are not measured.
LEFT_OUT = {
    "alive": "no page: a sign of life without a database",
    "customers:export": "a file: its time grows with the rows sent; each one is written to the trail",
    "data:quarantine_csv": "a file: its time grows with the rows sent",
}
#: The same page asked for more narrowly or in another order: what its database work depends on.
FILTERED = (
    ("customers, page 2", "customers:list", "after={after}"),
    ("customers by change, worst first", "customers:list", "sort=-change"),
    ("customers by change, one unit and below", "customers:list", "sort=-change&unit={unit}"),
    # 华川 stands in a few names, 有限 in those of most companies
    ("search by part of name", "customers:list", "q=%E5%8D%8E%E5%B7%9D"),
    ("search by a common part", "customers:list", "q=%E6%9C%89%E9%99%90"),
    ("search by initials", "customers:list", "q=zw"),
    ("customers by grade and kind", "customers:list", "grade=full&grade=priority&kind=company"),
    ("customers at risk", "customers:list", "state=at_risk"),
    ("customers that make a loss", "customers:list", "sign=loss&sort=-profit"),
    ("customers that are friends", "customers:list", "level=5"),
    ("suggestions while typing", "customers:suggest", "q=zw"),
    ("suggestions, a common part", "customers:suggest", "q=%E6%9C%89%E9%99%90"),
    ("desk: all", "desk:home", "all=1"),
    ("desk: today", "desk:home", "due=today"),
    ("desk: overdue", "desk:home", "due=overdue"),
    ("desk: new", "desk:home", "new=1"),
    *((f"desk: {kind}", "desk:home", f"kind={kind}") for kind in SUGGESTION_KINDS),
    ("value:range, the last fifth", "value:range", "from=80&to=100"),
    ("value of the unit", "value:home", "scope=unit&id={unit}"),
    ("guard:views of one customer", "guard:views", "customer={customer}"),
)
#: What a page needs besides its arguments to answer at all.
QUERIES = {
    "value:range": "from=0&to=20",
    "value:behind": "scope=unit&id={entry_unit}&month={month}&line={line}",
    "customers:suggest": "q=%E5%8D%8E%E5%B7%9D",
    "customers:why_group": "group={group}",
}


def named() -> dict[str, tuple[str, ...]]:
    """Return every named address of the site's own topics and the arguments it takes."""
    return dict(_walk(get_resolver().url_patterns, ""))


def _walk(patterns: list[URLPattern | URLResolver], space: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for one in patterns:
        if isinstance(one, URLResolver):
            # sign-on is the library's: its pages are not ours to measure
            if str(one.pattern) != "accounts/":
                yield from _walk(one.url_patterns, f"{one.namespace}:" if one.namespace else space)
        elif one.name:
            yield f"{space}{one.name}", tuple(one.pattern.converters)


def of(person: Person) -> Found:
    """Return the addresses to measure by name, as far as this person has objects to open them with."""
    known = _known(person)
    found: Found = {}
    for name, wanted in named().items():
        if name in LEFT_OUT:
            continue
        arguments = {argument: _argument(name, argument, known) for argument in wanted}
        if None not in arguments.values():
            found |= _asked(name, reverse(name, kwargs=arguments), QUERIES.get(name, ""), known)
    for name, page, query in FILTERED:
        found |= _asked(name, reverse(page), query, known)
    if "group_customer" in known:
        found["customer of a group"] = reverse("customers:show", args=[known["group_customer"]])
    return found


def _asked(name: str, path: str, query: str, known: Arguments) -> Found:
    """Return one address with its query, none where the query wants what the person has not."""
    try:
        return {name: f"{path}?{query.format(**known)}" if query else path}
    except KeyError:
        return {}


#: The object of an argument that means another thing on each page: the newest, or the one in force.
NUMBERS: dict[str, Callable[[Person], int | None]] = {
    "data:load": lambda _person: _newest(Load.objects.all()),
    "data:rejected": lambda _person: _newest(Rejected.objects.all()),
    "data:run": lambda _person: _newest(Run.objects.filter(is_current=True)),
    "data:version": lambda _person: _newest(AssumptionVersion.objects.all()),
    "data:version_effect": lambda _person: _newest(AssumptionVersion.objects.all()),
    "guard:person": lambda person: person.pk,
}
#: Arguments that mean the same everywhere; some of them by page.
FIXED = {
    "customers:why": {"figure": "profit_12m"},
    "customers:why_group": {"figure": "group_members.profit_12m"},
    "customers:why_rows": {"figure": "profit_12m"},
    "value:why": {"figure": "profit_12m"},
    "data:assumption": {"name": "risk"},
    "data:contract": {"contract": "customers"},
    "data:measure": {"measure": "worth"},
}
#: Pages of a customer that not every customer has.
CUSTOMER_OF = {"customers:why_group": "group_customer", "customers:why_move": "moved_customer"}


def _argument(name: str, argument: str, known: Arguments) -> Any:
    if argument == "number":
        # a verb takes a POST: any number does, since it answers that before it looks
        return known["numbers"].get(name, 1 if name not in NUMBERS else None)
    if argument in FIXED.get(name, {}):
        return FIXED[name][argument]
    meant = {"customer_id": CUSTOMER_OF.get(name, "customer"), "line": "sign"}.get(argument, argument)
    return known.get(meant, _verb(argument))


def _verb(argument: str) -> int | None:
    return 1 if argument == "view_id" else None


def _known(person: Person) -> Arguments:
    """Return the objects that the person's pages are asked with: of several the one with most behind it."""
    run = Run.objects.get(is_current=True)
    with reach.acting(person):
        numbers = {name: number for name, newest in NUMBERS.items() if (number := newest(person)) is not None}
        known: Arguments = {"numbers": numbers, "unit": person.unit_id}
        seen = reach.visible(person, CustomerFigure.objects.filter(slot=run.slot))
        ranked = list(seen.order_by("-profit_12m", "-customer_id").values_list("customer_id", "profit_12m")[:200])
        best = [customer for customer, _profit in ranked]
        item = worklist.best(reach.visible(person, WorkItem.objects.filter(state="open")), 1)
        member = GroupMember.objects.filter(run=run, is_member=1, customer_id__in=best).order_by("customer_id").first()
        entry = Reconciliation.objects.filter(run=run).order_by("-period", "-customers").first()
        move = reach.visible(person, Move.objects.filter(customer_id__in=best)).order_by("-pk").first()
        signs = insights.of(run, "five_signs", scopes.start(person)) if best else []
    if ranked:
        customer, profit = ranked[min(PAGE, len(ranked)) - 1]
        known |= {"customer": best[0], "after": quote(Cursor(0, (str(profit), customer)).written())}
    known |= {"item_id": item[0].pk} if item else {}
    known |= {"group_customer": member.customer_id, "group": member.group_id} if member else {}
    known |= {"moved_customer": move.customer_id, "move_id": move.pk} if move else {}
    known |= {"sign": signs[0]["line"]} if signs else {}
    return known | ({"entry_unit": entry.unit_id, "month": entry.period, "line": entry.line} if entry else {})


def _newest(rows: "QuerySet[Any]") -> int | None:
    number: int | None = rows.order_by("-pk").values_list("pk", flat=True).first()
    return number
