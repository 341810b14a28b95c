"""BG/NBD (贝塔几何/负二项模型): how often a customer who may leave unnoticed still comes.

While active a customer buys at rate λ and leaves after a purchase with probability p. λ is gamma distributed over the
customers (shape ``r``, rate ``alpha`` in time units; mean ``r / alpha``), p beta distributed (``a``, ``b``; mean
``a / (a + b)``). A history: x repeat purchases, t_x time of the last, T time observed, since the first purchase.
L = B(a, b+x)/B(a, b) × Γ(r+x) α^r / (Γ(r) (α+T)^(r+x)) × (1 + e^d), e^d = a/(b+x−1) × ((α+T)/(α+t_x))^(r+x) for x > 0,
else 0; P(active) = 1 ÷ (1 + e^d). Expected purchases of an active customer: ``active.purchases``.
Source: Fader, Hardie and Lee, "Counting your customers" the easy way, Marketing Science 24 (2005).
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from scipy.special import betainc, betaln, expit, gammaln, psi

from guanxi.value.models import active, artefact, fitting
from guanxi.value.models.artefact import Artefact, Verdict
from guanxi.value.models.fitting import Floats
from guanxi.value.models.histories import Histories

NAMES = ("r", "alpha", "a", "b")
STARTS = ((1.0, 1.0, 1.0, 1.0), (0.3, 0.2, 0.5, 2.0), (2.0, 0.5, 0.2, 5.0))
LOW, HIGH = 1e-4, 1e4
SAMPLE = 50_000
LEAST = 10
#: From so many rows of one x on, what depends on x alone is worth computing once for them.
ROWS_OF_ONE_X = 2_000
Parameters = Mapping[str, float]


def fit(h: Histories, window: tuple[str, str] = ("", "")) -> Artefact:
    """Fit to weighted histories; above ``SAMPLE`` rows a sample finds the place and all rows the answer."""
    if h.weight.sum() < LEAST or not (h.x > 0).any():
        return artefact.Artefact("bg_nbd", {}, window, int(h.weight.sum()), h.checksum(), Verdict.NOT_ENOUGH)
    scale = float(np.average(h.T, weights=h.weight)) or 1.0
    data = h.scaled(1 / scale)
    small = data.sample(SAMPLE)
    found = fitting.search(objective(small), STARTS, LOW, HIGH)
    if small is not data:
        curvature = fitting.curvature(objective(small), found.parameters)
        found = fitting.polish(objective(data), found.parameters, LOW, HIGH, curvature)
    r, alpha, a, b = found.parameters.tolist()
    p = {"r": r, "alpha": alpha * scale, "a": a, "b": b}
    notes = {"log_likelihood": log_likelihood(p, h), "starts_agreeing": found.agreeing, "time_scale": scale}
    return Artefact("bg_nbd", p, window, round(h.weight.sum()), h.checksum(), found.verdict, notes)


def log_likelihood(p: Parameters, h: Histories) -> float:
    """Return the weighted log-likelihood of the histories."""
    value, _ = objective(h)(np.array([p[name] for name in NAMES]))
    return -float(value) * float(h.weight.sum())


def p_alive(p: Parameters, x: Any, t_x: Any, T: Any) -> Floats:
    """Return the probability of being active at T; 1 for x = 0."""
    x, t_x, T = np.broadcast_arrays(*(np.asarray(v, dtype=float) for v in (x, t_x, T)))
    return np.asarray(expit(-_odds(p, x, t_x, T)))


def expected_purchases(p: Parameters, t: float, x: Any, t_x: Any, T: Any) -> Floats:
    """Return the purchases expected in the next ``t`` time units of customers with these histories."""
    x, t_x, T = np.broadcast_arrays(*(np.asarray(v, dtype=float) for v in (x, t_x, T)))
    return p_alive(p, x, t_x, T) * active.purchases(p, np.array([t]), np.array([1.0]), x, T)


def no_purchase(p: Parameters, t: float, x: Any, t_x: Any, T: Any) -> Floats:
    """Return the chance of no purchase in the next ``t`` time units: left already, or still there and waiting."""
    x, t_x, T = np.broadcast_arrays(*(np.asarray(v, dtype=float) for v in (x, t_x, T)))
    alive = p_alive(p, x, t_x, T)
    return np.asarray(1 - alive + alive * np.exp(-(p["r"] + x) * np.log1p(t / (p["alpha"] + T))))


def expected_sales(p: Parameters, t: Any) -> Floats:
    """Return E[X(t)]: repeat purchases of a randomly chosen new customer in ``t`` time units."""
    t = np.asarray(t, dtype=float)
    return active.integral(p["r"], p["a"], p["b"], t / p["alpha"])


def probability(p: Parameters, x: Any, t: Any) -> Floats:
    """Return P(X(t) = x), x whole and ≥ 0, for a randomly chosen new customer."""
    x, t = np.asarray(x, dtype=float), np.asarray(t, dtype=float)
    r, alpha, a, b = (p[name] for name in NAMES)
    share = t / (alpha + t)
    with np.errstate(divide="ignore"):
        stay = betaln(a, b + x) - betaln(a, b) + gammaln(r + x) - gammaln(r) - gammaln(x + 1)
        stay = stay + r * np.log1p(-share) + np.where(x > 0, x * np.log(share), 0.0)
    at_least = betainc(np.maximum(x, 1.0), r, share)
    leave = np.exp(betaln(a + 1, b + np.maximum(x, 1.0) - 1) - betaln(a, b))
    return np.asarray(np.exp(stay) + np.where(x > 0, leave * at_least, 0.0))


def discounted_purchases(p: Parameters, h: Histories, periods: int, length: float, rate: float) -> Floats:
    """Return for every history Σ_k (purchases expected in period k) ÷ (1 + rate)^k, k = 1 … ``periods`` of ``length``.

    Paid at the end of each period; ``length`` in time units, ``rate`` per period.
    """
    k = np.arange(1, periods + 1, dtype=float)
    factor = (1.0 + rate) ** -k
    # Σ f_k (E_k − E_{k−1}) written as Σ E_k × (f_k − f_{k+1}): weights are never negative
    weights = np.asarray(factor - np.append(factor[1:], 0.0))
    return p_alive(p, h.x, h.t_x, h.T) * active.purchases(p, k * length, weights, h.x, h.T)


def _odds(p: Parameters, x: Floats, t_x: Floats, T: Floats) -> Floats:
    """Return d, the log of the odds of having left; minus infinity for x = 0."""
    before = np.maximum(p["b"] + x - 1, 1e-300)
    gap = np.log1p((T - t_x) / (p["alpha"] + t_x))
    return np.where(x > 0, np.log(p["a"]) - np.log(before) + (p["r"] + x) * gap, -np.inf)


def objective(h: Histories) -> fitting.Objective:
    """Return minus the mean log-likelihood of a customer, with gradient: many rows of one x by x, few all at once."""
    return h.objective(_likelihood) if h.x.size > ROWS_OF_ONE_X * len(h.pieces) else _all_at_once(h)


def _all_at_once(h: Histories) -> fitting.Objective:
    """Return the same as ``Histories.objective`` with ``_likelihood``, summed over all rows in one go."""
    counts, which = np.unique(h.x, return_inverse=True)
    n = np.bincount(which, weights=h.weight, minlength=counts.size)
    first = int(np.searchsorted(h.x, 0.5))
    k, t_x, T, w = (column[first:] for column in (h.x, h.t_x, h.T, h.weight))
    total = float(n.sum())

    def mean(at: Floats) -> tuple[float, Floats]:
        r, alpha, a, b = at
        late, early = np.log(alpha + h.T), np.log(alpha + t_x)
        gap = late[first:] - early
        odds = (r + k) * gap + (np.log(a) - np.log(b + k - 1))
        wg = w * expit(odds)
        loss = betaln(a, b + counts) - betaln(a, b)
        value = float(n @ (gammaln(r + counts) - gammaln(r) + r * np.log(alpha) + loss))
        value += float(w @ np.logaddexp(0.0, odds)) - float((h.weight * (r + h.x)) @ late)
        slope_r = float(n @ (psi(r + counts) - psi(r) + np.log(alpha))) + float(wg @ gap) - float(h.weight @ late)
        rate = float((h.weight * (r + h.x)) @ (1 / (alpha + h.T)))
        rate += float((wg * (r + k)) @ ((T - t_x) / ((alpha + T) * (alpha + t_x))))
        slope_a = float(n @ (psi(a + b) - psi(a + b + counts)))
        slope_b = slope_a + float(n @ (psi(b + counts) - psi(b))) - float(wg @ (1 / (b + k - 1)))
        slope = np.array([slope_r, total * r / alpha - rate, slope_a + float(wg.sum()) / a, slope_b])
        return -value / total, -slope / total

    return mean


def _likelihood(at: Floats, x: Floats, t_x: Floats, T: Floats, w: Floats) -> tuple[float, Floats]:
    """Return Σ weight × log-likelihood of rows of one x, and the gradient."""
    r, alpha, a, b = at
    n, k = float(w.sum()), float(x)
    late = np.log(alpha + T)
    value = n * (gammaln(r + k) - gammaln(r) + r * np.log(alpha) + _loss(a, b, k))
    slope_r = n * (psi(r + k) - psi(r) + np.log(alpha))
    slope_a = n * (psi(a + b) - psi(a + b + k))
    slope_b = slope_a + n * (psi(b + k) - psi(b))
    if k == 0:
        weighted = float(w @ late)
        slope_alpha = n * r / alpha - r * float(w @ (1 / (alpha + T)))
        return value - r * weighted, np.array([slope_r - weighted, slope_alpha, slope_a, slope_b])
    early = np.log(alpha + t_x)
    odds = (r + k) * (late - early) + (np.log(a) - np.log(b + k - 1))
    gone = expit(odds)
    wg = w * gone
    value += float(w @ np.logaddexp(0.0, odds)) - (r + k) * float(w @ late)
    slope_r += float(wg @ (late - early)) - float(w @ late)
    rate = float(w @ (1 / (alpha + T))) + float(wg @ ((T - t_x) / ((alpha + T) * (alpha + t_x))))
    left = float(wg.sum())
    return value, np.array([slope_r, n * r / alpha - (r + k) * rate, slope_a + left / a, slope_b - left / (b + k - 1)])


def _loss(a: float, b: float, k: float) -> float:
    return float(betaln(a, b + k) - betaln(a, b))
