"""Regions and industries in words (地区与行业); load with ``{% load places %}``."""

from django import template
from django.utils.translation import get_language

from guanxi.contracts import industries, regions
from guanxi.kit import amounts

register = template.Library()


@register.filter
def region(code: str) -> str:
    """Write a region code: the province, with the code of a place within."""
    found = regions.named(code or "")
    return found.in_(get_language() or "en") if found else code or amounts.NOTHING


@register.filter
def section(code: str) -> str:
    """Write an industry code by its section: manufacturing C34."""
    found = industries.section(code or "")
    if found is None:
        return code or amounts.NOTHING
    words = found.in_(get_language() or "en")
    return f"{words} {code}" if len(code) > 1 else words
