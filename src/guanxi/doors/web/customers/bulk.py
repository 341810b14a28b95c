"""Acting on a whole list at once (批量安排): chunk after chunk, with progress, each chunk one verb."""

import uuid
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_POST

from guanxi.book import figures, paging
from guanxi.desk import assigning
from guanxi.doors.web.customers import asked, listing


@require_POST
def assign(request: HttpRequest) -> HttpResponse:
    """Give the next chunk of a list to its managers, and tell how far it is; the page asks for the one after."""
    person, run = listing.allowed(request), figures.current()
    if run is None:
        raise Http404
    told, today = request.POST, timezone.localdate()
    wanted = asked.read(QueryDict(told.get("query", "")))
    note, due_on = told.get("note", ""), _day(told.get("day", ""), today)
    assigning.check(note=note, due_on=due_on, today=today)
    listed = listing.found(person, run, wanted)
    if listed.count > assigning.MOST:
        raise assigning.TooMany
    cursor = paging.read(told.get("after", ""), forward=True) if told.get("after") else None
    page = paging.page(listed.stretches, assigning.CHUNK, cursor)
    batch = _batch(told.get("batch", ""))
    made = assigning.assign(
        page.keys, by=person, run=run, batch=batch, note=note, due_on=due_on, today=today, at=timezone.now()
    )  # fmt: skip
    facts: dict[str, Any] = {
        "query": wanted.query, "note": note, "day": due_on.isoformat(), "batch": batch, "total": listed.count,
        "done": _whole(told.get("done", "")) + len(page.keys), "made": _whole(told.get("made", "")) + made,
        "after": page.next.written() if page.next else "",
    }  # fmt: skip
    is_fragment = request.headers.get("HX-Request") == "true"
    return render(request, "customers/act_progress.html" if is_fragment else "customers/act_page.html", facts)


def _day(text: str, today: date) -> date:
    try:
        return parse_date(text) or today
    except ValueError:
        return today


def _batch(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        return uuid.uuid4()


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 0
