"""Money in the engine (金额): whole minor units in 64-bit integers, rounded once, half away from zero.

See ``docs/decisions/0001``: a rate times an amount is a double, rounded here; from there on only integers are added.
"""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from functools import reduce
from operator import add
from typing import Any

import ibis
import ibis.expr.types as ir


def whole(amount: Any) -> ir.IntegerValue:
    """Round a double to whole minor units, half away from zero (the same on DuckDB and Spark)."""
    return amount.cast("float64").round().cast("int64")


def total(column: Any) -> ir.IntegerValue:
    """Add up whole minor units; nothing to add is 0. The 128-bit sum of DuckDB comes back to 64 bits."""
    return ibis.coalesce(column.sum(), 0).cast("int64")


def known(column: Any) -> ir.IntegerValue:
    """Read an amount that may be missing as 0."""
    return ibis.coalesce(column, 0).cast("int64")


def added(columns: Iterable[Any]) -> Any:
    """Add columns of one row."""
    return reduce(add, columns)


def ratio(part: Any, of: Any, digits: int = 6) -> ir.FloatingValue:
    """Divide; without a positive denominator there is no answer (NULL), never NaN."""
    below = of.cast("float64")
    return ibis.ifelse(below > 0, (part.cast("float64") / below).round(digits), ibis.null("float64"))


def share(part: Any, of: Any) -> ir.FloatingValue:
    """Divide as ``ratio`` and keep within 0–1; no answer stays none (``least`` would read NULL as 1)."""
    rate = ratio(part, of)
    return ibis.cases((rate > 1.0, 1.0), (rate < 0.0, 0.0), else_=rate)


def rounded(amount: float) -> int:
    """Round a plain number as ``whole`` does."""
    return int(Decimal(repr(amount)).quantize(Decimal(1), ROUND_HALF_UP))
