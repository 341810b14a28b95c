"""Groups, rates and addresses as the loyalty pages tell them (用语): names of members, percent, list addresses."""

import json
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from guanxi.book import scopes
from guanxi.book.scopes import Scope
from guanxi.contracts.customers import KINDS, SOURCES
from guanxi.contracts.figures import DEPARTURES, LEVELS, TIERS
from guanxi.contracts.products import FAMILIES
from guanxi.doors.web.templatetags import figures

Figures = dict[str, Any]
NAMES = {"kind": KINDS, "source": SOURCES, "level": LEVELS, "tier": TIERS, "family": FAMILIES}
#: Dimensions whose members the customer list can be narrowed to, and by which filter.
FILTERS = {"kind": "kind", "source": "source", "level": "was", "tier": "tier", "cohort": "opened"}
SIGNS = tuple(DEPARTURES)


def language() -> str:
    """Return the language of the page."""
    return get_language() or "en"


def side() -> int:
    """Return which of two words is the page's: 0 English, 1 Chinese."""
    return 1 if language().startswith("zh") else 0


def percent(rate: float | None, decimals: int = 1) -> str:
    """Write a share as the tables of the page write it: an answer and the figure below it are the same."""
    return figures.percent(rate, decimals)


def member(dimension: str, code: str | None) -> str:
    """Return what a member of a dimension is called."""
    if dimension == "all" or not code:
        return _("all together")
    pair = NAMES.get(dimension, {}).get(code)
    return pair[side()] if pair else code


def listed(values: list[str]) -> str:
    """Write several names as one list."""
    return ("、" if side() else ", ").join(values)


def document(value: Any) -> Any:
    """Return a document of a published row, which is kept as text."""
    return json.loads(value) if isinstance(value, str) else value


def customers(scope: Scope, *pairs: tuple[str, str]) -> str:
    """Return the query of the customer list for a scope and filters."""
    own = {scopes.UNIT: [("unit", scope.id)], scopes.STAFF: [("owner", scope.id)]}.get(scope.kind, [])
    return urlencode([*own, *pairs])


def lost(scope: Scope, *pairs: tuple[str, str]) -> str:
    """Return the query of the customer list for this year's lost of a scope."""
    return customers(scope, *(("gone", sign) for sign in SIGNS), *pairs)
