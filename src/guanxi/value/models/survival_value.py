"""Lifetime value by survival (生存法客户终身收益): Σ margin × S(k) ÷ (1 + d)^(k/12) over the months k = 1 … horizon.

S(k) = Π over j ≤ k of (1 − h × fade^(j−1)): the monthly hazard h is held (fade 1) or fades by a stated share a month.
Margin at the end of each month, d a yearly discount. The 95 % interval comes from the standard errors of margin and of
the log-odds of h, taken as independent: variance = (dV/dmargin)² × variance + (dV/dlog-odds)² × variance (delta rule).
"""

from dataclasses import dataclass

import numpy as np

from guanxi.value.models import hazard
from guanxi.value.models.fitting import Floats

WIDE = 1.96
STEP = 1e-4


@dataclass(frozen=True, slots=True)
class Value:
    """Value in the unit of the margin with its interval, and the months the customer is expected to stay."""

    expected: float
    low: float
    high: float
    months: float


def survival(odds: float, months: int, fade: float = 1.0) -> Floats:
    """Return S(1) … S(months) of a hazard given by its log-odds."""
    if months < 1 or not 0 <= fade <= 1:
        raise ValueError("the horizon is at least a month and fade lies in 0–1")
    return np.asarray(np.cumprod(1 - hazard.chance(odds) * fade ** np.arange(months)))


def value(
    margin: float,
    odds: float,
    discount: float,
    *,
    margin_error: float = 0.0,
    odds_error: float = 0.0,
    months: int = 60,
    fade: float = 1.0,
) -> Value:
    """Return the value of a monthly margin; a margin below 0 gives a value below 0."""
    if discount < 0 or margin_error < 0 or odds_error < 0:
        raise ValueError("discount and standard errors are not negative")

    def multiple(at: float) -> float:
        return float((survival(at, months, fade) * (1 + discount) ** -(np.arange(1, months + 1) / 12)).sum())

    times = multiple(odds)
    slope = margin * (multiple(odds + STEP) - multiple(odds - STEP)) / (2 * STEP)
    half = WIDE * float(np.hypot(times * margin_error, slope * odds_error))
    whole = margin * times
    return Value(whole, whole - half, whole + half, float(survival(odds, months, fade).sum()))
