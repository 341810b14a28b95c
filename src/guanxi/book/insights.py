"""Insights as published (分析结果): the rows of a small table for one scope, in their order."""

from typing import Any

from guanxi.book.figures import Insight, Run
from guanxi.book.scopes import Scope


def of(run: Run, topic: str, scope: Scope) -> list[dict[str, Any]]:
    """Return the rows of a topic (the name of its contract) for a scope, each with its place; money in minor units."""
    found = Insight.objects.filter(run=run, topic=topic, scope=scope.kind, scope_id=scope.id)
    return [figures | {"place": place} for place, figures in found.order_by("place").values_list("place", "figures")]


def at(run: Run, topic: str, scope: Scope, place: int) -> dict[str, Any] | None:
    """Return the row of a topic at one place of a scope."""
    found = Insight.objects.filter(run=run, topic=topic, scope=scope.kind, scope_id=scope.id, place=place)
    return found.values_list("figures", flat=True).first()


def firsts(run: Run, topic: str, kind: str, keys: list[str]) -> dict[str, dict[str, Any]]:
    """Return the first row of a topic for several scopes of one kind, by scope number."""
    found = Insight.objects.filter(run=run, topic=topic, scope=kind, scope_id__in=keys, place=1)
    return dict(found.values_list("scope_id", "figures"))


def within(run: Run, topic: str, kind: str, keys: list[str]) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of a topic for several scopes of one kind, by scope number."""
    rows: dict[str, list[dict[str, Any]]] = {}
    found = Insight.objects.filter(run=run, topic=topic, scope=kind, scope_id__in=keys)
    for key, figures in found.order_by("scope_id", "place").values_list("scope_id", "figures"):
        rows.setdefault(key, []).append(figures)
    return rows
