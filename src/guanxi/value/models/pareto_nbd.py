"""Pareto/NBD (帕累托/负二项模型), kept as a check of BG/NBD: a customer may leave at any moment.

While active: purchases as a Poisson process with rate λ, leaving at rate μ; λ gamma (``r``, ``alpha``), μ gamma (``s``,
``beta``) over customers; ``s ÷ beta`` is the mean rate of leaving. L = Γ(r+x)/Γ(r) α^r β^s × [(α+T)^−(r+x) (β+T)^−s +
s ∫ from t_x to T of (α+τ)^−(r+x) (β+τ)^−(s+1) dτ]. The textbook writes the integral as a difference of two ₂F₁, which
loses all digits for large x; here it is summed over its own logarithm, all terms positive. P(active) = 1 ÷ (1 +
integral term). Source: Schmittlein, Morrison and Colombo, Counting your customers, Management Science 33 (1987);
Fader and Hardie's note on the derivation (2005).
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from scipy.special import gammaln

from guanxi.value.models import fitting
from guanxi.value.models.artefact import Artefact, Verdict
from guanxi.value.models.fitting import Floats
from guanxi.value.models.histories import Histories

NAMES = ("r", "alpha", "s", "beta")
STARTS = ((1.0, 1.0, 1.0, 1.0), (0.5, 0.3, 0.5, 0.3))
LOW, HIGH = 1e-4, 1e4
LEAST = 10
_POINTS, _WEIGHTS = np.polynomial.legendre.leggauss(16)
PANELS = 4
Parameters = Mapping[str, float]


def fit(h: Histories, window: tuple[str, str] = ("", "")) -> Artefact:
    """Fit to weighted histories; for some ten thousand rows, not for millions."""
    total = float(h.weight.sum())
    if total < LEAST or not (h.x > 0).any():
        return Artefact("pareto_nbd", {}, window, int(total), h.checksum(), Verdict.NOT_ENOUGH)
    scale = float(np.average(h.T, weights=h.weight)) or 1.0
    data = h.scaled(1 / scale)

    def mean(at: Floats) -> tuple[float, Floats]:
        def value(place: Floats) -> float:
            return -float(data.weight @ _log_likelihoods(place, data)) / total

        steps = 1e-5 * np.diag(at)
        slope = [(value(at + step) - value(at - step)) / (2 * step.sum()) for step in steps]
        return value(at), np.array(slope)

    found = fitting.search(mean, STARTS, LOW, HIGH)
    r, alpha, s, beta = found.parameters.tolist()
    p = {"r": r, "alpha": alpha * scale, "s": s, "beta": beta * scale}
    notes = {"log_likelihood": log_likelihood(p, h), "starts_agreeing": found.agreeing}
    return Artefact("pareto_nbd", p, window, round(total), h.checksum(), found.verdict, notes)


def log_likelihood(p: Parameters, h: Histories) -> float:
    """Return the weighted log-likelihood of the histories."""
    return float(h.weight @ _log_likelihoods(np.array([p[name] for name in NAMES]), h))


def p_alive(p: Parameters, x: Any, t_x: Any, T: Any) -> Floats:
    """Return the probability of being active at T."""
    x, t_x, T = np.broadcast_arrays(*(np.asarray(v, dtype=float) for v in (x, t_x, T)))
    gone = _log_gone(p["r"], p["alpha"], p["s"], p["beta"], x, t_x, T)
    return np.asarray(1 / (1 + np.exp(np.minimum(gone, 700.0))))


def expected_purchases(p: Parameters, t: float, x: Any, t_x: Any, T: Any) -> Floats:
    """Return the purchases expected in the next ``t`` time units of customers with these histories."""
    x, T = np.asarray(x, dtype=float), np.asarray(T, dtype=float)
    rate = (p["r"] + x) / (p["alpha"] + T)
    return np.asarray(p_alive(p, x, t_x, T) * rate * _stay(p["s"], p["beta"] + T, t))


def expected_sales(p: Parameters, t: Any) -> Floats:
    """Return E[X(t)] = r β ÷ (α (s−1)) × (1 − (β ÷ (β+t))^(s−1)) of a new customer."""
    return np.asarray(p["r"] / p["alpha"] * _stay(p["s"], np.asarray(p["beta"], dtype=float), t))


def _stay(s: float, beta: Any, t: Any) -> Any:
    """Return the mean time active within t: β ÷ (s−1) × (1 − (β ÷ (β+t))^(s−1)), also at s = 1."""
    logs = -np.log1p(np.asarray(t, dtype=float) / beta)
    power = (s - 1) * logs
    return -beta * logs * np.where(np.abs(power) < 1e-8, 1 + power / 2, np.expm1(power) / np.where(power, power, 1.0))


def _log_likelihoods(at: Floats, h: Histories) -> Floats:
    r, alpha, s, beta = at
    still = gammaln(r + h.x) - gammaln(r) + r * np.log(alpha) + s * np.log(beta)
    still = still - (r + h.x) * np.log(alpha + h.T) - s * np.log(beta + h.T)
    return np.asarray(still + np.logaddexp(0.0, _log_gone(r, alpha, s, beta, h.x, h.t_x, h.T)))


def _log_gone(r: float, alpha: float, s: float, beta: float, x: Floats, t_x: Floats, T: Floats) -> Floats:
    """Return the log of the odds of having left: s × integral × (α+T)^(r+x) (β+T)^s.

    The integrand is steepest at t_x: points lie evenly in y, τ = t_x + σ (e^y − 1), σ its scale there, up to where it
    has fallen by e^−40.
    """
    n, begin, end, shape = (r + x).ravel(), t_x.ravel(), T.ravel(), x.shape
    scale = 1 / (n / (alpha + begin) + (s + 1) / (beta + begin))
    slowest = 1 / (n / (alpha + end) + (s + 1) / (beta + end))
    span = np.log1p(np.minimum(end - begin, 40 * slowest) / scale)
    ends = ((n, alpha), (np.full(n.size, s), beta))
    logs = np.full(n.size, -np.inf)
    for low in range(PANELS):
        y = span[:, None] * (low + (1 + _POINTS) / 2) / PANELS
        tau = begin[:, None] + scale[:, None] * np.expm1(y)
        grown = y - np.log(beta + tau)
        for power, start in ends:
            grown += power[:, None] * np.log((start + end[:, None]) / (start + tau))
        top = grown.max(axis=1)
        total = np.exp(grown - top[:, None]) @ _WEIGHTS / (2 * PANELS)
        with np.errstate(divide="ignore"):
            logs = np.logaddexp(logs, top + np.log(total * span * scale * s))
    return logs.reshape(shape)
