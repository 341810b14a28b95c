"""Shifted-beta-geometric (移位贝塔几何留存模型): why retention grows with age although nobody grows more loyal.

Each customer leaves at a renewal with a chance θ of their own, beta distributed over the customers (``alpha``,
``beta``): ``alpha ÷ (alpha + beta)`` is the mean chance at the first renewal, ``1 ÷ (alpha + beta + 1)`` how unlike
customers are. Those likeliest to leave go first, so that r(t) = (β + t − 1) ÷ (α + β + t − 1) rises; S(t) = B(α, β +
t) ÷ B(α, β). Source: Fader and Hardie, How to project customer retention, Journal of Interactive Marketing 21 (2007);
discounted residual lifetime: Customer-base valuation in a contractual setting, Marketing Science 29 (2010).
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from guanxi.value.models import beta_discrete_weibull as weibull
from guanxi.value.models.artefact import Artefact
from guanxi.value.models.fitting import Floats

Diverges = weibull.Diverges
Parameters = Mapping[str, float]


def fit(survivors: Sequence[float], window: tuple[str, str] = ("", "")) -> Artefact:
    """Fit to one cohort: ``survivors[t]`` customers are left after t renewals, ``survivors[0]`` began."""
    return weibull._fit("beta_geometric", survivors, window, is_weibull=False)


def survival(p: Parameters, t: Any) -> Floats:
    """Return S(t), the share left after t ≥ 0 renewals."""
    return weibull.survival(_only(p), t)


def retention(p: Parameters, t: Any) -> Floats:
    """Return r(t) = (β + t − 1) ÷ (α + β + t − 1), the share of those left that renews the t-th time, t = 1, 2, …"""
    before = p["beta"] + np.asarray(t, dtype=float) - 1
    return np.asarray(before / (p["alpha"] + before))


def log_likelihood(p: Parameters, survivors: Sequence[float]) -> float:
    """Return the log-likelihood of a cohort's survivors."""
    return weibull.log_likelihood(_only(p), survivors)


def discounted_lifetime(p: Parameters, rate: float, renewals: int = 0) -> float:
    """Return the discounted payments of a customer, see ``beta_discrete_weibull.discounted_lifetime``.

    In closed form: ₂F₁(1, β; α+β; 1/(1+d)) for a new one, (β+n−1) ÷ (α+β+n−1) × ₂F₁(1, β+n; α+β+n; 1/(1+d)) for one
    before the n-th renewal, n = ``renewals`` + 1. Without a discount the mean remaining life, if α > 1.
    """
    first = renewals + 1 if renewals else 0
    alpha, beta = p["alpha"], p["beta"] + first
    renews = float(retention(p, first)) if first else 1.0
    if rate <= 0:
        if alpha <= 1:
            raise Diverges("without a discount the lifetime has no finite mean for alpha ≤ 1")
        return renews * (alpha + beta - 1) / (alpha - 1)
    return renews * gauss(beta, alpha + beta, 1 / (1 + rate))


def gauss(b: float, c: float, z: float) -> float:
    """Return ₂F₁(1, b; c; z), 0 ≤ z < 1 and c > b > 0, by Gauss' continued fraction, evaluated from its far end."""
    root = np.sqrt(1 - z)
    # each level multiplies the error by ((1 − root) ÷ (1 + root))²
    levels = 20 + int(20 / np.log((1 + root) / (1 - root))) if z > 0 else 0
    e, inner = c - 1, c - 1 + 2.0 * levels
    for n in range(levels - 1, -1, -1):
        inner = e + 2 * n + 1 - (n + 1) * (e - b + n + 1) * z / (e + 2 * n + 2 if n == levels - 1 else inner)
        inner = e + 2 * n - (b + n) * (e + n) * z / inner
    return float(e / inner) if levels and e != 0 else float(_series(b, c, z))


def _series(b: float, c: float, z: float) -> float:
    """Sum the series itself, where the fraction is nothing by nothing (c = 1)."""
    k = np.arange(min(int(40 / max(-np.log(z), 1e-6)) + 2, 2_000_000)) if z > 0 else np.zeros(0)
    return 1.0 + float(np.cumprod((b + k) / (c + k) * z).sum())


def _only(p: Parameters) -> dict[str, float]:
    return {"alpha": p["alpha"], "beta": p["beta"]}
