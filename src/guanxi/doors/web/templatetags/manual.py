"""Pages of the manual by their names (指标手册链接); load with ``{% load manual %}``."""

from collections.abc import Iterable

from django import template

from guanxi.kit.words import Words
from guanxi.value import manual

register = template.Library()


@register.filter
def pages(names: str | Iterable[str]) -> list[tuple[str, Words]]:
    """Return name and title of the pages of these names, or of one; a name without a page is left out."""
    found = map(manual.find, [names] if isinstance(names, str) else names)
    return [(spec.name, spec.title) for spec in found if spec is not None]
