"""People by name (姓名): load with ``{% load people %}``. Records keep log-ins, pages show who that is."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.db.models import Q
from django.template.context import Context
from django.utils.translation import gettext as _

from guanxi.guard.people import Person

register = template.Library()
SYSTEM = "system"


def names(logins: Iterable[str]) -> dict[str, str]:
    """Return the names of people by log-in and, as text, by number; who is not known is left out."""
    asked = {str(login) for login in logins if login}
    numbers = [int(one) for one in asked if one.isascii() and one.isdigit() and len(one) < 19]
    found = Person.objects.filter(Q(username__in=asked) | Q(pk__in=numbers)).values_list("pk", "username", "full_name")
    told = {SYSTEM: _("the system")}
    for number, login, name in found:
        told |= {login: name or login, str(number): name or login}
    return told


def known(request: Any, logins: Iterable[str]) -> None:
    """Look the names of many up at once, for all ``who`` of the page."""
    request.people = getattr(request, "people", {}) | names(logins)


@register.simple_tag(takes_context=True)
def who(context: Context, login: str) -> str:
    """Write the name of whom a record names by log-in; a log-in of nobody stays as it is."""
    if not login:
        return "–"
    request = context.get("request")
    told: dict[str, str] = getattr(request, "people", {})
    if login not in told:
        told = told | names([login])
        told.setdefault(login, login)
        if request is not None:
            request.people = told
    return told[login]
