"""The trail and who viewed whom (操作留痕与查看记录): filtered, newest first, a page at a time."""

from datetime import date
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_GET

from guanxi.doors.web import signed_in
from guanxi.doors.web.customers.changes import PAGES
from guanxi.doors.web.guard import facts, verbs
from guanxi.doors.web.templatetags import people
from guanxi.guard.rules import Action
from guanxi.guard.trail import Entry, View

M = TypeVar("M", bound=Model)
PAGE = 50


@require_GET
def entries(request: HttpRequest) -> HttpResponse:
    """List what was done, by whom, to what."""
    signed_in.person(request, Action.VIEW_TRAIL)
    asked = _asked(request)
    found = _within(Entry.objects.all(), asked)
    if asked["verb"]:
        found = found.filter(verb=asked["verb"])
    rows, after = _page(found, asked["after"])
    people.known(request, {login for row in rows for login in (row.person_name, _subject(row)) if login})
    for row in rows:
        row.words, row.kind, row.is_person = verbs.words(row.verb), verbs.kind(row.subject_kind), bool(_subject(row))
        row.told = facts.told(row.facts)
    context = {"rows": rows, "after": after, "asked": asked, "query": _query(asked), "tab": "trail"}
    return _answer(request, "guard/trail.html", context | {"verbs": verbs.choices()})


@require_GET
def views(request: HttpRequest) -> HttpResponse:
    """List who looked at which customer."""
    signed_in.person(request, Action.VIEW_TRAIL)
    asked = _asked(request)
    rows, after = _page(_within(View.objects.all(), asked), asked["after"])
    people.known(request, {row.person_name for row in rows})
    for row in rows:
        row.told = PAGES.get(row.page, row.page)
    context = {"rows": rows, "after": after, "asked": asked, "query": _query(asked), "tab": "views"}
    return _answer(request, "guard/views.html", context)


def _answer(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    is_more = request.headers.get("HX-Request") == "true" and context["asked"]["after"]
    return render(request, f"{template}#rows" if is_more else template, context)


def _asked(request: HttpRequest) -> dict[str, str]:
    return {name: request.GET.get(name, "").strip() for name in ("person", "verb", "customer", "on", "after")}


def _within(found: "QuerySet[M]", asked: dict[str, str]) -> "QuerySet[M]":
    if asked["person"]:
        found = found.filter(person_name=asked["person"])
    if asked["customer"]:
        found = found.filter(customer_id=asked["customer"])
    day = _day(asked["on"])
    if day is not None:
        found = found.filter(at__date=day)
    return found


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None


def _page(found: "QuerySet[M]", after: str) -> tuple[list[Any], int | None]:
    if after.isdigit():
        found = found.filter(pk__lt=int(after))
    rows: list[Any] = list(found.order_by("-pk")[: PAGE + 1])
    return rows[:PAGE], rows[PAGE - 1].pk if len(rows) > PAGE else None


def _subject(row: Entry) -> str:
    """Return the person an act was done to; nothing when it was done to something else."""
    return row.subject_id if row.subject_kind == "guard.person" else ""


def _query(asked: dict[str, str]) -> str:
    return urlencode({name: value for name, value in asked.items() if value and name != "after"})
