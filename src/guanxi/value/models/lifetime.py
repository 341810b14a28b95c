"""Lifetime value by survival (生存法终身价值), as a weight per unit of monthly margin.

    W = Σ_{k=1..K} g_k × S_k ÷ (1 + d)^(k/12),   S_k = Π (1 − h_j)

``h`` is the customer's own monthly hazard for the first ``own`` months and the bank's after; the margin grows by the
yearly rate ``growth`` over the first twelve months and stays there. Payments come at the end of every
month. Beside it stands the closed form of the textbooks for yearly payments after the first, retention
r = (1 − h)^12: r ÷ (1 + d − r) years of margin (``models.closed_forms``).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
YEAR = 12


@dataclass(frozen=True, slots=True)
class Terms:
    """Horizon K and months of the own hazard, yearly discount and the bank's monthly hazard after."""

    horizon: int
    own: int
    discount: float
    later: float


def weight(hazard: Floats, growth: Floats, terms: Terms) -> Floats:
    """Return W of every hazard: what one unit of monthly margin is worth over the horizon."""
    found, stays = np.zeros(hazard.shape), np.ones(hazard.shape)
    step = (1 + terms.discount) ** (-1 / YEAR)
    for k in range(1, terms.horizon + 1):
        stays = stays * (1 - (hazard if k <= terms.own else terms.later))
        found = found + (1 + growth) ** (min(k, YEAR) / YEAR) * stays * step**k
    return found


def expected_months(hazard: Floats, terms: Terms) -> Floats:
    """Return how many months of the horizon a customer is expected to stay."""
    return weight(hazard, np.zeros(hazard.shape), Terms(terms.horizon, terms.own, 0.0, terms.later))


def monthly(chance: Floats, months: int) -> Floats:
    """Return the hazard of one month that gives a chance over several, the same every month."""
    return np.asarray(1.0 - (1.0 - chance) ** (1.0 / months))


def survival(hazard: float, terms: Terms) -> list[float]:
    """Return S_0 … S_K of one hazard."""
    steps = [1 - (hazard if k <= terms.own else terms.later) for k in range(1, terms.horizon + 1)]
    return [1.0, *np.cumprod(steps).tolist()]


def closed(hazard: Floats, discount: float) -> Floats:
    """Return the textbook's weight: months of margin × r ÷ (1 + d − r), payments yearly after the first."""
    kept = (1 - hazard) ** YEAR
    return YEAR * kept / (1 + discount - kept)
