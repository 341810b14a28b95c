"""Facts of an entry of the trail in words (操作要素): codes, days and units as the pages write them elsewhere."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from guanxi.book.units import Unit
from guanxi.contracts.figures import REASONS
from guanxi.contracts.records import CONTACT_CHANNELS, OUTCOMES
from guanxi.doors.web.guard import verbs
from guanxi.doors.web.templatetags.figures import dated
from guanxi.guard.roles import Role
from guanxi.kit.words import Words
from guanxi.value.assumptions import wording

MOST = 5
CODES: dict[str, Mapping[str, tuple[str, str]]] = {"channel": CONTACT_CHANNELS, "outcome": OUTCOMES, "reason": REASONS}


def told(facts: Mapping[str, Any]) -> list[tuple[Any, str]]:
    """Return the facts that say something, each with its name and value in words."""
    said = [(name, value) for name, value in facts.items() if value not in ("", [], {})]
    return [(verbs.FACTS.get(name, name), _short(_worded(name, value))) for name, value in said]


def _worded(name: str, value: Any) -> Any:
    language = get_language() or "en"
    if name == "role":
        return Role(value).label if value in Role.values else value
    if name == "unit_id":
        return Unit.objects.filter(pk=value).values_list("name", flat=True).first() or value
    if name == "topic":
        return wording.topic(value).in_(language)
    if name == "keys" and isinstance(value, list):
        return [wording.of(key).name.in_(language) for key in value]
    if isinstance(value, str) and value in CODES.get(name, {}):
        return Words(*CODES[name][value]).in_(language)
    return dated(value) if isinstance(value, str) else value


def _short(value: Any) -> str:
    """Write a fact; of a long list the first few and how many there are."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int):
        return f"{value:,}"
    if not isinstance(value, list):
        return str(value)
    first = ", ".join(str(one) for one in value[:MOST])
    if len(value) <= MOST:
        return first
    return _("%(first)s … (%(n)s in all)") % {"first": first, "n": len(value)}
