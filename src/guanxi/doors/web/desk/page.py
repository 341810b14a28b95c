"""The desk page (工作台): what to do today, best first, and why."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from guanxi.book import figures
from guanxi.contracts.figures import REASONS
from guanxi.desk import contacts, moves, reasons
from guanxi.desk.worklist import WorkItem
from guanxi.doors.web.desk import asked as asking
from guanxi.doors.web.desk import board, loads, strip
from guanxi.guard import reach, rules
from guanxi.guard.people import Person
from guanxi.guard.roles import Reach
from guanxi.guard.rules import Action
from guanxi.kit.words import Words


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Show the desk, or the part of it that changed."""
    person, today = _person(request), timezone.localdate()
    if not rules.is_allowed(person.role, Action.VIEW_CUSTOMERS):
        return render(request, "desk/system.html", {"today": today, **loads.state()})
    asked = asking.read(request.GET)
    target = request.headers.get("HX-Target", "")
    if request.headers.get("HX-Request") == "true" and target == "more":
        return render(request, "desk/worklist.html#rows", _list(request, asked, today, counted=False))
    facts = _list(request, asked, today, counted=True)
    if request.headers.get("HX-Request") == "true" and target == "work":
        return render(request, "desk/worklist.html#work", facts)
    return render(request, "desk/home.html", facts | _around(person, today, facts["run"]))


@require_GET
def managers(request: HttpRequest) -> HttpResponse:
    """Show whose lists hold most money: beside the list of those who reach beyond their own."""
    person, today = _person(request), timezone.localdate()
    reach.require(person, Action.VIEW_CUSTOMERS)
    if not _sees_managers(person):
        raise Http404
    asked = asking.read(request.GET)
    found = board.by_manager(board.open_items(person, asking.Asked(), today))
    return render(request, "desk/by_manager.html", {"managers": found, "asked": asked})


def work(request: HttpRequest, person: Person, **more: Any) -> HttpResponse:
    """Answer an act on the list: the list as it is now, and the parts around it that changed."""
    today = timezone.localdate()
    facts = _list(request, asking.read(request.GET), today, counted=True)
    return render(request, "desk/after.html", facts | _side(person, today, facts["run"]) | more)


@require_GET
def why(request: HttpRequest, item_id: int) -> HttpResponse:
    """Explain a line: its reason, the figures it rests on, and how it was ranked."""
    person, today = _person(request), timezone.localdate()
    item = get_object_or_404(reach.visible(person, WorkItem.objects.all()), pk=item_id)
    run = figures.current()
    row = board.rows([item], person, run, today, _language())[0]
    evidence = reasons.evidence(item, _language(), today=today)
    facts = {"row": row, "reason_name": Words(*REASONS[item.reason]), "evidence": evidence, "run": run}
    return render(request, "desk/why.html", facts)


def _person(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)
    return request.user


def _language() -> str:
    return get_language() or "en"


def _list(request: HttpRequest, asked: asking.Asked, today: date, *, counted: bool) -> dict[str, Any]:
    """Return what the list shows; rows appended to it are not counted again."""
    person = _person(request)
    run = figures.current()
    run_id = run.pk if run else 0
    rows = board.open_items(person, asked, today)
    tally = board.tally(rows, today, run_id) if counted else None
    is_empty = tally is not None and tally.is_empty(asked)
    items, more = ([], "") if is_empty else asked.page(asked.narrow(rows, today, run_id), today)
    shown = board.rows(items, person, run, today, _language())
    may_settle = rules.is_allowed(person.role, Action.SETTLE_WORK_ITEM)
    if may_settle and shown:
        board.acts(shown, request, asked, today)
    facts: dict[str, Any] = {
        "run": run, "asked": asked, "today": today, "rows": shown, "more": more, "may_settle": may_settle
    }  # fmt: skip
    if tally is not None:
        if asked.is_folded:
            facts |= {"folded": board.folded(tally, asked)}
        facts |= {"tally": tally, "chips": board.chips(tally, asked, _language()), "day_size": board.day_size(tally)}
    return facts


def _side(person: Person, today: date, run: figures.Run | None) -> dict[str, Any]:
    held = board.side(person, today)
    recent = contacts.recent(person, board.SIDE)
    keys = [item.customer_id for group in held.values() for item in group] + [c.customer_id for c in recent]
    names = board.names(person, keys) if keys else {}
    named = {name: [(item, names.get(item.customer_id, "")) for item in group] for name, group in held.items()}
    return named | {
        "sees_managers": _sees_managers(person),
        "lapsed": board.lapsed(person, run) if run else None,
        "moves": moves.of_run(person, run) if run else None,
        "recent": [(contact, names.get(contact.customer_id, "")) for contact in recent],
    }


def _around(person: Person, today: date, run: figures.Run | None) -> dict[str, Any]:
    team, tiles = strip.of(person, run)
    return {"team": team, "tiles": tiles} | _side(person, today, run)


def _sees_managers(person: Person) -> bool:
    return reach.of(person) in (Reach.UNIT, Reach.BANK)
