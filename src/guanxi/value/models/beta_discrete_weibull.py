"""Beta-discrete-Weibull (贝塔离散韦布尔留存模型): retention when customers differ and also change with time.

The chance of leaving θ is beta distributed over the customers (``alpha``, ``beta``); a customer survives t renewals
with probability (1−θ)^(t^c). ``c`` > 1: each customer grows likelier to leave, ``c`` < 1: less likely, ``c`` = 1 is
the shifted-beta-geometric. S(t) = B(α, β + t^c) ÷ B(α, β). Source: Fader, Hardie, Liu, Davin and Steenburgh, "How to
project customer retention" revisited, Journal of Interactive Marketing 43 (2018).
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from scipy.special import betaln, psi

from guanxi.value.models import artefact, fitting
from guanxi.value.models.artefact import Artefact, Verdict
from guanxi.value.models.fitting import Floats

NAMES = ("alpha", "beta", "c")
STARTS = ((1.0, 1.0, 1.0), (0.3, 2.0, 1.5), (2.0, 5.0, 0.6))
LOW, HIGH = 1e-3, 1e4
LEAST_PERIODS = 3
MOST_TERMS = 2_000_000
Parameters = Mapping[str, float]


class Diverges(ValueError):
    """A discounted lifetime is asked for that no finite number is."""


def fit(survivors: Sequence[float], window: tuple[str, str] = ("", "")) -> Artefact:
    """Fit to one cohort: ``survivors[t]`` customers are left after t renewals, ``survivors[0]`` began."""
    return _fit("beta_discrete_weibull", survivors, window, is_weibull=True)


def survival(p: Parameters, t: Any) -> Floats:
    """Return S(t), the share left after t ≥ 0 renewals."""
    t = np.asarray(t, dtype=float)
    return np.asarray(np.exp(_log_survival(p["alpha"], p["beta"], t ** p.get("c", 1.0))))


def retention(p: Parameters, t: Any) -> Floats:
    """Return r(t) = S(t) ÷ S(t−1), t = 1, 2, …"""
    t, c = np.asarray(t, dtype=float), p.get("c", 1.0)
    gap = _log_survival(p["alpha"], p["beta"], t**c) - _log_survival(p["alpha"], p["beta"], (t - 1) ** c)
    return np.asarray(np.exp(gap))


def discounted_lifetime(p: Parameters, rate: float, renewals: int = 0) -> float:
    """Return the discounted payments of a customer who has renewed ``renewals`` times and pays at each renewal.

    0 renewals: a new customer, whose first payment at once counts: Σ_{t≥0} S(t) ÷ (1+d)^t. Otherwise what is still to
    come, just before the next renewal: Σ_{t≥n} S(t) ÷ S(n−1) ÷ (1+d)^(t−n), n = ``renewals`` + 1. ``rate`` per period.
    Raises ``Diverges`` when there is no discount and too slow a decline.
    """
    c = p.get("c", 1.0)
    first = renewals + 1 if renewals else 0
    if rate <= 0 and p["alpha"] * c <= 1:
        raise Diverges("without a discount the lifetime has no finite mean for alpha × c ≤ 1")
    base = _log_survival(p["alpha"], p["beta"], float(max(first - 1, 0)) ** c)
    terms = int(min(MOST_TERMS, 40 / np.log1p(rate) + 1)) if rate > 0 else MOST_TERMS
    k = np.arange(terms, dtype=float)
    values = np.exp(_log_survival(p["alpha"], p["beta"], (first + k) ** c) - base - k * np.log1p(rate))
    total = float(values.sum())
    if rate > 0:
        return total
    # S(t) falls like t^(−αc): the rest of the sum by its integral
    last = first + terms
    return total + float(values[-1]) * (last - 0.5) / (p["alpha"] * c - 1)


def log_likelihood(p: Parameters, survivors: Sequence[float]) -> float:
    """Return the log-likelihood of a cohort's survivors."""
    kept = np.asarray(survivors, dtype=float)
    value, _ = _objective(kept, is_weibull=True)(np.array([p["alpha"], p["beta"], p.get("c", 1.0)]))
    return -value * float(kept[0])


def _fit(model: str, survivors: Sequence[float], window: tuple[str, str], *, is_weibull: bool) -> Artefact:
    kept = np.asarray(survivors, dtype=float)
    if kept.size and ((np.diff(kept) > 0).any() or (kept < 0).any() or not np.isfinite(kept).all()):
        raise ValueError("survivors are counts that never grow")
    names = NAMES if is_weibull else NAMES[:2]
    least = LEAST_PERIODS + 1 if is_weibull else LEAST_PERIODS
    began = int(kept[0]) if kept.size else 0
    if kept.size < least or kept[0] <= kept[-1]:
        return Artefact(model, {}, window, began, artefact.checksum(kept), Verdict.NOT_ENOUGH)
    starts = [start[: len(names)] for start in STARTS]
    found = fitting.search(_objective(kept, is_weibull=is_weibull), starts, LOW, HIGH)
    p = dict(zip(names, found.parameters.tolist(), strict=True))
    notes = {"log_likelihood": -found.value * float(kept[0]), "starts_agreeing": found.agreeing}
    return Artefact(model, p, window, began, artefact.checksum(kept), found.verdict, notes)


def _objective(kept: Floats, *, is_weibull: bool) -> fitting.Objective:
    lost, left, t = -np.diff(kept), kept[-1], np.arange(kept.size, dtype=float)

    def mean(at: Floats) -> tuple[float, Floats]:
        alpha, beta = at[:2]
        c = at[2] if is_weibull else 1.0
        power = t**c
        s = _log_survival(alpha, beta, power)
        by_power = psi(beta + power) - psi(alpha + beta + power)
        slopes = [
            psi(alpha + beta) - psi(alpha + beta + power),
            by_power - psi(beta) + psi(alpha + beta),
            by_power * power * np.log(np.maximum(t, 1.0)),
        ][: at.size]
        # probability of leaving at t: S(t−1) − S(t), in logarithms
        gap = np.minimum(s[1:] - s[:-1], -1e-300)
        died = s[:-1] + np.log(-np.expm1(gap))
        ratio = np.exp(gap) / -np.expm1(gap)
        value = float(lost @ died + left * s[-1])
        gradient = [float(lost @ (g[:-1] - ratio * (g[1:] - g[:-1])) + left * g[-1]) for g in slopes]
        return -value / kept[0], -np.array(gradient) / kept[0]

    return mean


def _log_survival(alpha: float, beta: float, power: Any) -> Any:
    return betaln(alpha, beta + power) - betaln(alpha, beta)
