"""The stages of products that are used, not held (使用型产品计算阶段), after the facts of a run."""

from collections.abc import Callable
from typing import Any

import ibis.expr.types as ir

from guanxi.value.measures import usage, usage_models

Build = Callable[[Any], ir.Table]


def _models(s: Any) -> ir.Table:
    return usage_models.models(s["usage_cells"], s["usage_amounts"], usage.by_month(s.months), s.ask, s.last, s.a)


def _figures(s: Any) -> ir.Table:
    return usage_models.figures(s["usage"], s["usage_scores"], s["usage_factors"], s["facts"])


STAGES: tuple[tuple[str, Build, tuple[str, ...]], ...] = (
    ("usage_cells", lambda s: usage.cells(s["usage"]), ()),
    ("usage_amounts", lambda s: usage.amounts(s["usage"]), ()),
    ("usage_models", _models, ("usage_amounts",)),
    ("usage_scores", lambda s: usage_models.scored(s["usage_cells"], s["usage_models"], s.ask, s.a), ("usage_cells",)),
    ("usage_factors", lambda s: usage_models.factors(s["usage_models"], s.ask, s.a), ()),
    ("usages", _figures, ("usage", "usage_scores", "usage_factors")),
)
