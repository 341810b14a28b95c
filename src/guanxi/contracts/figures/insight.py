"""Insights (分析结果): small published tables that share one shape and so one table of the database.

A contract of this shape begins with ``scope``, ``scope_id`` (whose figures: bank, unit and below, manager) and
``place`` (the order of the rows within the scope); all else is folded into one document per row, money in minor units.
"""

from guanxi.contracts.columns import code, integer, text
from guanxi.contracts.figures.codes import SCOPES
from guanxi.contracts.shape import Column, Contract
from guanxi.kit.words import Words

KEYS = ("scope", "scope_id", "place")


def insight(name: str, words: Words, grain: Words, columns: tuple[Column, ...]) -> Contract:
    """Declare an insight: ``columns`` are those after scope, number of the scope and place."""
    first = (
        code("scope", "scope", "范围", SCOPES),
        text("scope_id", "unit or staff number (empty for the bank)", "机构号或员工号", required=False),
        integer("place", "place of the row within the scope", "行序"),
    )
    return Contract(name, words, grain, KEYS, (*first, *columns))
