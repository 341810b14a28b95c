"""What every page shows around its content (页面框架): navigation by role, as-of day, person, language, theme."""

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from guanxi.book import figures
from guanxi.book.units import Unit
from guanxi.desk import worklist
from guanxi.doors.web.preferences import THEME_COOKIE, THEMES, rise
from guanxi.guard import rules
from guanxi.guard.people import Person
from guanxi.guard.rules import Action


@dataclass(frozen=True, slots=True)
class Place:
    """One line of the navigation; ``key`` is pressed after ``g``; ``action`` is what the page takes."""

    name: str
    words: Any
    icon: str
    key: str
    action: Action | None = None
    section: Any = ""
    #: Where the place leads somebody who may not open it but may do this: a part of it.
    instead: str = ""
    instead_action: Action | None = None


PLACES = (
    Place("desk:home", _("Desk"), "layout-dashboard", "d"),
    Place("customers:list", _("Customers"), "users", "c", Action.VIEW_CUSTOMERS),
    Place("value:home", _("Value"), "chart-pie", "v", Action.VIEW_VALUE, _("Insight")),
    Place("loyalty:home", _("Loyalty"), "link", "l", Action.VIEW_VALUE, _("Insight")),
    Place(
        "data:home",
        _("Data"),
        "database",
        "b",
        Action.VIEW_DATA,
        _("Bank"),
        instead="data:assumptions",
        instead_action=Action.VIEW_ASSUMPTIONS,
    ),
    Place("guard:home", _("Guard"), "lock", "t", Action.VIEW_TRAIL, _("Bank")),
)


@dataclass(slots=True)
class Shown:
    """A place as this person sees it on this page."""

    place: Place
    url: str
    active: bool
    heading: Any = field(default="")
    count: int = 0


def places(person: Person, path: str) -> list[Shown]:
    """Return the navigation of a person; ``heading`` is set where a section begins."""
    shown: list[Shown] = []
    section: Any = ""
    for place in PLACES:
        name = place.name
        if place.action is not None and not rules.is_allowed(person.role, place.action):
            if place.instead_action is None or not rules.is_allowed(person.role, place.instead_action):
                continue
            name = place.instead
        url = reverse(name)
        active = path == url if url == reverse("desk:home") else path.startswith(url)
        heading = place.section if place.section != section else ""
        section = place.section
        count = worklist.due(person, timezone.localdate()) if place.name == "desk:home" else 0
        shown.append(Shown(place, url, active, heading, count))
    return shown


def unit_name(person: Person) -> str:
    """Return the name of the person's unit, or nothing."""
    return Unit.objects.filter(pk=person.unit_id).values_list("name", flat=True).first() or ""


def context(request: HttpRequest) -> dict[str, Any]:
    """Context processor of all pages; whatever asks the database is asked only when shown."""
    theme = request.COOKIES.get(THEME_COOKIE, "auto")
    user: object = getattr(request, "user", None)
    person = user if isinstance(user, Person) else None
    language = get_language() or "en"
    values: dict[str, Any] = {
        "theme": theme if theme in THEMES else "auto",
        "language": language,
        "is_chinese": language.startswith("zh"),
        "is_fragment": request.headers.get("HX-Request") == "true",
        "rise": rise(person, language),
        "me": person,
    }
    if person is not None:
        values["may_search"] = rules.is_allowed(person.role, Action.VIEW_CUSTOMERS)
        values["places"] = SimpleLazyObject(lambda: places(person, request.path))
        values["run"] = SimpleLazyObject(figures.current)
        values["my_unit"] = SimpleLazyObject(lambda: unit_name(person))
    return values
