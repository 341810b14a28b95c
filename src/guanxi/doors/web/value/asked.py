"""What a value page was asked for (查询条件): person, run, scope, and the address that says so again."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest

from guanxi.book import figures, scopes
from guanxi.book.figures import Run
from guanxi.book.scopes import Scope
from guanxi.guard import reach, rules
from guanxi.guard.people import Person
from guanxi.guard.rules import Action


@dataclass(slots=True)
class Asked:
    """One request for figures of a scope."""

    person: Person
    run: Run | None
    scope: Scope
    widest: Scope

    @property
    def context(self) -> dict[str, Any]:
        """Return what every template needs; the frame uses the run, too, and need not ask for it again."""
        return {"ask": self, "run": self.run, "may_see_effect": rules.is_allowed(self.person.role, Action.VIEW_EFFECT)}

    @property
    def way(self) -> list[Scope]:
        """Return the bread crumbs from the widest scope down."""
        return scopes.above(self.scope, self.widest)

    def address(self, **values: object) -> str:
        """Return the query part of an address for this scope with further values."""
        pairs = {"scope": self.scope.kind, "id": self.scope.id, **values}
        return urlencode({key: value for key, value in pairs.items() if value not in ("", None)})


def read(request: HttpRequest) -> Asked:
    """Read the scope of a request; outside the reach it does not exist."""
    person = request.user
    assert isinstance(person, Person)
    reach.require(person, Action.VIEW_VALUE)
    widest = scopes.start(person)
    kind, key = request.GET.get("scope", ""), request.GET.get("id", "")
    return Asked(person, figures.current(), scopes.chosen(widest, kind, key), widest)
