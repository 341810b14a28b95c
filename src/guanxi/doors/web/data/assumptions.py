"""Assumptions (假设参数): what is in force, the editor of a topic, and the history of its versions."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from guanxi.book.assumptions import AssumptionVersion
from guanxi.dayend import assumptions
from guanxi.doors.web.signed_in import person
from guanxi.guard import reach
from guanxi.guard.people import Person
from guanxi.guard.rules import Action
from guanxi.kit import amounts
from guanxi.kit.refusals import Refused
from guanxi.kit.words import Words
from guanxi.value import assumptions as assumed
from guanxi.value.assumptions import Assumption, editing, wording

State = AssumptionVersion.State
LATEST = 100
#: A unit of 分; 分钟 are minutes.
MINOR_UNITS = re.compile("分(?!钟)")


@dataclass(frozen=True, slots=True)
class Leaf:
    """One number or code of an assumption; ``label`` is empty for a plain value."""

    field: str
    label: list[Words]
    value: str
    written: Words
    is_open: bool
    choices: dict[str, Words]


@dataclass(frozen=True, slots=True)
class Row:
    """One assumption as the pages show it."""

    key: str
    name: Words
    unit: Words | None
    source: Words
    version: str
    since: date
    number: str
    leaves: list[Leaf]
    is_plain: bool


@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """List all assumptions in force today by topic, with the versions that wait for a decision."""
    by = person(request, Action.VIEW_ASSUMPTIONS)
    now = assumptions.in_force(timezone.localdate())
    found = AssumptionVersion.objects.filter(state__in=(State.DRAFT, State.PROPOSED)).order_by("-pk")
    context = {
        "topics": [(name, wording.topic(name), rows(now.entries.values(), name)) for name in assumed.topics()],
        "open": [(version, wording.topic(version.topic)) for version in found],
        **_frame(by),
    }
    return render(request, "data/assumptions.html", context)


@require_http_methods(["GET", "POST"])
def topic(request: HttpRequest, name: str) -> HttpResponse:
    """Show a topic with its history; with values, draft a version of it."""
    by = person(request, Action.VIEW_ASSUMPTIONS)
    if name not in assumed.topics():
        raise Http404
    starts_on = parse_day(request.POST.get("starts_on", "")) or _first_day()
    entries = assumptions.in_force(starts_on).entries
    refused, status = None, 200
    if request.method == "POST":
        try:
            version = _drafted(request, name, starts_on, entries, by)
            return redirect("data:version", version.pk)
        except Refused as refusal:
            refused, status = refusal.words, refusal.status
    versions = AssumptionVersion.objects.filter(topic=name).order_by("-pk")[:LATEST]
    context = {
        "name": name,
        "words": wording.topic(name),
        "rows": rows(entries.values(), name, request.POST),
        "versions": versions,
        "shipped": [(v["version"], v["from"]) for v in assumed.topics()[name]["versions"]],
        "starts_on": request.POST.get("starts_on") or starts_on.isoformat(),
        "reason": request.POST.get("reason", ""),
        "closed": assumptions.closed_until(),
        "refused": refused,
        **_frame(by),
    }
    return render(request, "data/assumption.html", context, status=status)


def rows(entries: Iterable[Assumption], topic_name: str, sent: Any = None) -> list[Row]:
    """Return the assumptions of a topic as shown; ``sent`` are values typed and not yet taken."""
    return [_row(entry, sent or {}) for entry in entries if entry.key.split(".")[0] == topic_name]


def leaves(key: str, value: Any, sent: Any = None) -> list[Leaf]:
    """Return the numbers and codes of a value with words for the way to each."""
    choices, found = wording.of(key).choices, []
    is_list = isinstance(value, list)
    for way, leaf in editing.leaves(value):
        name = "/".join((key, *way))
        text = (sent or {}).get(name, written(leaf))
        label = [_part(part, is_list and place == 0) for place, part in enumerate(way)]
        told = choices.get(text) or _told(key, leaf) or Words(text or "–", text or "–")
        found.append(Leaf(name, label, text, told, editing.is_open(key, leaf), choices))
    return found


def written(leaf: Any) -> str:
    """Write a number or code as it is typed; nothing for what is not set."""
    if leaf is None:
        return ""
    if isinstance(leaf, list):
        return ", ".join(map(str, leaf))
    return f"{leaf:.10g}" if isinstance(leaf, float) else str(leaf)


def parse_day(text: str) -> date | None:
    """Read a day, or nothing."""
    try:
        return parse_date(text)
    except ValueError:
        return None


def _row(entry: Assumption, sent: Any) -> Row:
    told, found = wording.of(entry.key), leaves(entry.key, entry.value, sent)
    plain = not any(leaf.label for leaf in found)
    number = entry.version.removeprefix("#") if entry.version.startswith("#") else ""
    unit, source = wording.unit(entry), wording.source(entry)
    return Row(entry.key, told.name, unit, source, entry.version, entry.since, number, found, plain)


def _told(key: str, leaf: Any) -> Words | None:
    """Return how a value reads: codes in words, numbers with thousands, minor units as money behind them."""
    if isinstance(leaf, list):
        parts = [_told(key, one) or Words(str(one), str(one)) for one in leaf]
        return Words(", ".join(part.en for part in parts), "、".join(part.zh for part in parts)) if parts else None
    if isinstance(leaf, str):
        return None if key in wording.OWN_CODES else wording.part(leaf)
    if isinstance(leaf, bool) or not isinstance(leaf, int):
        return None
    plain = f"{leaf:,}"
    if not MINOR_UNITS.match(wording.of(key).unit) or not leaf:
        return Words(plain, plain)
    currency = str(settings.GUANXI_CURRENCY)
    both = (amounts.short(amounts.minor(leaf), language, currency=currency) for language in ("en", "zh"))
    return Words(*(f"{plain} ({written})" for written in both))


def _part(name: str, is_place: bool) -> Words:
    """Return what a step of the way is called; a place in a list is a number from one."""
    if is_place:
        number = int(name) + 1
        return Words(f"row {number}", f"第{number}行")
    return wording.part(name)


def _drafted(
    request: HttpRequest, name: str, starts_on: date, entries: dict[str, Assumption] | Any, by: Person
) -> AssumptionVersion:
    reach.require(by, Action.PROPOSE_ASSUMPTIONS)
    values = {}
    for key, entry in entries.items():
        if key.split(".")[0] != name:
            continue
        ways = {way: request.POST.get("/".join((key, *way))) for way, _leaf in editing.leaves(entry.value)}
        values[key] = editing.changed(key, entry.value, {way: text for way, text in ways.items() if text is not None})
    reason = request.POST.get("reason", "")
    return assumptions.draft(name, values, starts_on=starts_on, reason=reason, by=by, on=timezone.now())


def _first_day() -> date:
    """Return the first day of a month a version may start on: the next one not yet computed."""
    day = max(assumptions.closed_until() or date.min, timezone.localdate() - timedelta(days=1)) + timedelta(days=1)
    return day if day.day == 1 else (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def _frame(by: Person) -> dict[str, Any]:
    return {
        "tab": "assumptions",
        "sees_data": reach.can(by, Action.VIEW_DATA),
        "may_propose": reach.can(by, Action.PROPOSE_ASSUMPTIONS),
        "title": _("Assumptions"),
    }
