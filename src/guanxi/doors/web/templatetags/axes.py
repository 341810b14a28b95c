"""Regions, industries and levels in words (地区、行业与等级); load with ``{% load axes %}``."""

from django import template
from django.conf import settings
from django.utils.translation import get_language

from guanxi.contracts import industries, regions
from guanxi.contracts.figures import LEVELS
from guanxi.kit import amounts
from guanxi.kit.words import Words

register = template.Library()


@register.filter
def region(code: str) -> str:
    """Write a region code: the province and the city."""
    found = regions.named(code or "")
    return found.in_(get_language() or "en") if found else code or amounts.NOTHING


@register.filter
def section(code: str) -> str:
    """Write an industry code by its division, or its section: general machinery."""
    found = industries.named(code or "", settings.GUANXI_INDUSTRIES)
    return found.in_(get_language() or "en") if found else code or amounts.NOTHING


def of_section(code: str) -> Words | None:
    """Return the section of a code; ``None`` where the bank's codes are of another classification than ours."""
    return industries.section(code, settings.GUANXI_INDUSTRIES)


@register.filter
def level(value: int) -> str:
    """Write a product relation level: level 4: frequent."""
    return LEVELS[str(value)][1 if (get_language() or "en").startswith("zh") else 0]
