"""Basel capital by internal ratings (巴塞尔内部评级法): the function K of PD, LGD and, for companies, maturity.

Corporate: R = 0.12 w + 0.24 (1 − w), w = (1 − e^(−50 PD)) ÷ (1 − e^(−50)); for a turnover S of 5 to 50 million less
0.04 (1 − (S − 5) ÷ 45); b = (0.11852 − 0.05478 ln PD)²; K = LGD × (N((G(PD) + √R × G(0.999)) ÷ √(1 − R)) − PD) × (1 +
(M − 2.5) b) ÷ (1 − 1.5 b). Retail: the same without maturity; R is 0.15 for mortgages, 0.04 for revolving claims,
0.03 w + 0.16 (1 − w) with 35 in place of 50 for all other. Source: Basel Committee, International Convergence of
Capital Measurement (2006), paragraphs 272–273 and 327–330.
"""

from math import exp, log, sqrt
from statistics import NormalDist

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr, ndtri

CONFIDENCE = 0.999
PD_FLOOR = 0.0003
LARGE, SMALL = 50.0, 5.0
CAPITAL_TO_WEIGHT = 12.5
MORTGAGE, REVOLVING = 0.15, 0.04
_NORMAL = NormalDist()

Floats = npt.NDArray[np.float64]


def correlation(pd: float, turnover: float | None = None) -> float:
    """Return the asset correlation R; ``turnover`` in millions, ``None`` for a large company."""
    weight = (1 - exp(-50 * pd)) / (1 - exp(-50))
    large = 0.12 * weight + 0.24 * (1 - weight)
    if turnover is None or turnover >= LARGE:
        return large
    return large - 0.04 * (1 - (max(turnover, SMALL) - SMALL) / (LARGE - SMALL))


def capital(pd: float, lgd: float, maturity: float = 2.5, turnover: float | None = None) -> float:
    """Return K, capital per unit of exposure; a claim in default (PD 1) binds none beyond its loss."""
    if pd >= 1.0:
        return 0.0
    pd = max(pd, PD_FLOOR)
    r = correlation(pd, turnover)
    stressed = _NORMAL.cdf((_NORMAL.inv_cdf(pd) + sqrt(r) * _NORMAL.inv_cdf(CONFIDENCE)) / sqrt(1 - r))
    b = (0.11852 - 0.05478 * log(pd)) ** 2
    return lgd * (stressed - pd) * (1 + (maturity - 2.5) * b) / (1 - 1.5 * b)


def risk_weight(pd: float, lgd: float, maturity: float = 2.5, turnover: float | None = None) -> float:
    """Return the risk weight: 12.5 × K, without the scaling factor."""
    return CAPITAL_TO_WEIGHT * capital(pd, lgd, maturity, turnover)


def risk_weights(classes: npt.NDArray[np.str_], pd: Floats, lgd: Floats, maturity: Floats) -> Floats:
    """Return 12.5 × K for many claims: class corporate (large), mortgage, revolving or retail; maturity in years."""
    floored = np.clip(pd, PD_FLOOR, 1.0)
    corporate = classes == "corporate"
    r = np.select(
        [corporate, classes == "mortgage", classes == "revolving"],
        [_falling(floored, 50.0, 0.12, 0.24), np.full_like(floored, MORTGAGE), np.full_like(floored, REVOLVING)],
        _falling(floored, 35.0, 0.03, 0.16),
    )
    stressed = ndtr((ndtri(floored) + np.sqrt(r) * ndtri(CONFIDENCE)) / np.sqrt(1 - r))
    b = (0.11852 - 0.05478 * np.log(floored)) ** 2
    term = np.where(corporate, (1 + (maturity - 2.5) * b) / (1 - 1.5 * b), 1.0)
    found: Floats = np.where(pd >= 1.0, 0.0, CAPITAL_TO_WEIGHT * lgd * (stressed - floored) * term)
    return found


def _falling(pd: Floats, speed: float, low: float, high: float) -> Floats:
    """Return the correlation that falls from high to low as the probability of default grows."""
    weight = (1 - np.exp(-speed * pd)) / (1 - exp(-speed))
    return low * weight + high * (1 - weight)
