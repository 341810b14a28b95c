"""Gamma-Gamma (伽马-伽马消费金额模型): what a customer spends per transaction, freed from chance.

Amounts of one customer are gamma distributed (shape ``p``, rate ν); ν over customers is gamma distributed (shape
``q``, rate ``gamma``, in money). Large ``p``: alike amounts of one customer; large ``q``: alike customers. z is the
mean of x amounts.
ln L = lnΓ(px+q) − lnΓ(px) − lnΓ(q) + q ln γ + (px−1) ln z + px ln x − (px+q) ln(γ + x z);
E[mean | x, z] = p (γ + x z) ÷ (px + q − 1). That mean exists for px + q > 1; below, the median of the mean is given.
The likelihood has a ridge to infinity (p → ∞): the search is bounded. Where single amounts are known: see ``_single``.
Source: Fader and Hardie, The Gamma-Gamma model of monetary value (2013); Colombo and Jiang (1999).
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from scipy.special import gammaincinv, gammaln, psi

from guanxi.value.models import fitting
from guanxi.value.models.artefact import Artefact, Verdict
from guanxi.value.models.fitting import Floats
from guanxi.value.models.histories import Histories

NAMES = ("p", "q", "gamma")
STARTS = ((5.0, 4.0, 0.5), (1.0, 2.0, 1.0), (20.0, 10.0, 0.3))
LOW, HIGH = 1e-3, 1e4
SAMPLE = 50_000
LEAST = 10
MEAN_EXISTS = 1.01
Parameters = Mapping[str, float]


def fit(x: Any, z: Any, weight: Any = None, window: tuple[str, str] = ("", ""), logs: float | None = None) -> Artefact:
    """Fit to customers with x > 0 amounts of mean z > 0; others say nothing and are left out.

    ``logs``: Σ ln of the single amounts of all of them, where these are known.
    """
    data = _ordered(x, z, weight)
    rows = float(data.weight.sum())
    if rows < LEAST or data.t_x.min() == data.t_x.max():
        return Artefact("gamma_gamma", {}, window, int(rows), data.checksum(), Verdict.NOT_ENOUGH)
    scale = float(np.average(data.t_x, weights=data.weight))
    unit = data.scaled(1 / scale)
    each = None if logs is None else logs / float(data.weight @ data.x) - float(np.log(scale))
    small = unit.sample(SAMPLE)
    found = fitting.search(_objective(small, each), STARTS, LOW, HIGH)
    if small is not unit:
        curvature = fitting.curvature(_objective(small, each), found.parameters)
        found = fitting.polish(_objective(unit, each), found.parameters, LOW, HIGH, curvature)
    p, q, gamma = found.parameters.tolist()
    fitted = {"p": p, "q": q, "gamma": gamma * scale}
    units = rows if logs is None else float(data.weight @ data.x)
    value = -found.value * rows - units * float(np.log(scale))
    notes = {"log_likelihood": value, "starts_agreeing": found.agreeing}
    return Artefact("gamma_gamma", fitted, window, round(rows), data.checksum(), found.verdict, notes)


def log_likelihood(p: Parameters, x: Any, z: Any, weight: Any = None) -> float:
    """Return the weighted log-likelihood of the customers with x > 0 and z > 0."""
    data = _ordered(x, z, weight)
    value, _ = data.objective(_likelihood)(np.array([p[name] for name in NAMES]))
    return -value * float(data.weight.sum())


def expected_amount(p: Parameters, x: Any, z: Any) -> Floats:
    """Return the mean amount expected of each customer; for x = 0 that of a new one (z is not looked at)."""
    x, z = np.broadcast_arrays(np.asarray(x, dtype=float), np.asarray(z, dtype=float))
    spent = np.where(x > 0, x * np.nan_to_num(z), 0.0)
    shape = p["p"] * x + p["q"]
    mean = p["p"] * (p["gamma"] + spent) / np.maximum(shape - 1, MEAN_EXISTS - 1)
    lacks = shape < MEAN_EXISTS
    if lacks.any():
        # the median of an inverse gamma; its shape is kept from so small a number that no float holds the result
        median = p["p"] * (p["gamma"] + spent[lacks]) / gammaincinv(np.maximum(shape[lacks], 0.01), 0.5)
        mean[lacks] = median
    return np.asarray(mean)


def _ordered(x: Any, z: Any, weight: Any) -> Histories:
    """Return the customers that count, ordered by x, with z in the place of the time of the last purchase."""
    x, z = np.asarray(x, dtype=float), np.asarray(z, dtype=float)
    w = np.ones(x.size) if weight is None else np.asarray(weight, dtype=float)
    counts = (x > 0) & (z > 0)
    x, z, w = x[counts], z[counts], w[counts]
    keys = x.astype(np.uint16) if x.size and x.max() < 2**16 else x
    order = np.argsort(keys, kind="stable")
    # one array stands for both times: amounts have no second one
    return Histories(x[order], z[order], z[order], w[order])


def _objective(data: Histories, each: float | None) -> fitting.Objective:
    """Return minus the mean log-likelihood of a customer; ``each``: mean logarithm of the single amounts, if known."""
    if each is None:
        return data.objective(_likelihood)
    from_sums, logs = data.objective(_single), each * float(data.weight @ data.x) / float(data.weight.sum())

    def mean(at: Floats) -> tuple[float, Floats]:
        value, slope = from_sums(at)
        return value - (at[0] - 1) * logs, slope - np.array([logs, 0.0, 0.0])

    return mean


def _single(at: Floats, x: Floats, z: Floats, _: Floats, w: Floats) -> tuple[float, Floats]:
    """Return what the sums of single amounts say: the same, but for what the logarithms of the amounts add.

    Means tell p only by the shape of their spread over customers; the logarithms tell how alike those of one are:
    ln L = lnΓ(px+q) − x lnΓ(p) − lnΓ(q) + q ln γ − (px+q) ln(γ + x z) + (p−1) Σ ln of the amounts.
    """
    p, q, gamma = at
    n, k = float(w.sum()), float(x)
    shape = p * k + q
    total = float(w @ np.log(gamma + k * z))
    value = n * (gammaln(shape) - k * gammaln(p) - gammaln(q) + q * np.log(gamma)) - shape * total
    slope_p = k * (n * (psi(shape) - psi(p)) - total)
    slope_q = n * (psi(shape) - psi(q) + np.log(gamma)) - total
    return value, np.array([slope_p, slope_q, n * q / gamma - shape * float(w @ (1 / (gamma + k * z)))])


def _likelihood(at: Floats, x: Floats, z: Floats, _: Floats, w: Floats) -> tuple[float, Floats]:
    """Return Σ weight × log-likelihood of customers of one x, and the gradient."""
    p, q, gamma = at
    n, k = float(w.sum()), float(x)
    shape = p * k + q
    log_sum = np.log(gamma + k * z)
    total, logs = float(w @ log_sum), float(w @ np.log(z))
    value = n * (gammaln(shape) - gammaln(p * k) - gammaln(q) + q * np.log(gamma) + p * k * np.log(k))
    value += (p * k - 1) * logs - shape * total
    slope_p = k * (n * (psi(shape) - psi(p * k) + np.log(k)) + logs - total)
    slope_q = n * (psi(shape) - psi(q) + np.log(gamma)) - total
    slope_gamma = n * q / gamma - shape * float(w @ (1 / (gamma + k * z)))
    return value, np.array([slope_p, slope_q, slope_gamma])
