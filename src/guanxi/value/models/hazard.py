"""Hazard of departure (流失风险率): monthly chance of leaving by logistic regression, fitted on counts.

log(h ÷ (1 − h)) = intercept + Σ coefficient of the bin of each covariate; bins are counted against the fullest bin of
their covariate, which has coefficient 0. Each cell holds months lived through at risk and departures among them, so a
customer who comes late adds months only from then on, and one still here at the end adds no departure: late entry and
censoring are right by counting. Covariates must be known before the month at risk begins. Every coefficient but the
intercept carries a normal prior around 0 with standard deviation 3, so that a bin nobody left stays finite. Source:
Singer and Willett, "It's about time" (1993); calibration after Platt (1999).
"""

from collections.abc import Mapping, Sequence
from functools import reduce
from operator import add
from typing import Any

import ibis
import numpy as np

from guanxi.value.models import artefact
from guanxi.value.models.artefact import Artefact, Verdict
from guanxi.value.models.fitting import Floats

MODEL = "departure_hazard"
INTERCEPT = "intercept"
LEAST_EVENTS = 10
PRIOR_SPREAD = 3.0
STEPS = 50
SAME = 1e-10
Bins = Mapping[str, Sequence[str]]


def fit(bins: Bins, at_risk: Any, left: Any, window: tuple[str, str] = ("", "")) -> Artefact:
    """Fit on cells: ``bins`` by covariate, months at risk and departures of each cell; parameters ``covariate=bin``.

    Fewer than ten departures, or fewer than ten months survived, are not enough. Raises ``ValueError`` for counts that
    cannot be (negative, or more left than were at risk).
    """
    n, k = _counts(at_risk, left)
    used = {name: list(values) for name, values in bins.items() if len(set(_live(values, n))) > 1}
    mark = artefact.checksum(n, k, *(_codes(values) for values in bins.values()))
    notes: dict[str, Any] = {"departures": int(k.sum()), "left_out": sorted(set(bins) - set(used))}
    if min(k.sum(), (n - k).sum()) < LEAST_EVENTS:
        return Artefact(MODEL, {}, window, int(n.sum()), mark, Verdict.NOT_ENOUGH, notes)
    names, design = _design(used, n)
    beta, covariance, ended = _newton(design, n, k)
    notes["covariance"] = [[float(v) for v in row] for row in covariance]
    notes["names"] = names
    found = {name: float(value) for name, value in zip(names, beta, strict=True)}
    return Artefact(MODEL, found, window, int(n.sum()), mark, ended, notes)


def calibrate(log_odds: Any, at_risk: Any, left: Any) -> tuple[float, float] | None:
    """Return intercept and slope of log-odds of a later window on those foretold; ``None`` when that cannot be said.

    (0, 1) is perfect. It cannot be said with fewer than ten departures, or when all were foretold alike.
    """
    n, k = _counts(at_risk, left)
    x = np.asarray(log_odds, dtype=float)
    if min(k.sum(), (n - k).sum()) < LEAST_EVENTS or np.unique(x[n > 0]).size < 2:
        return None
    beta, _, ended = _newton(np.column_stack([np.ones(x.size), x]), n, k, spread=1e6)
    return (float(beta[0]), float(beta[1])) if ended == Verdict.CONVERGED else None


def log_odds(fitted: Artefact, bins: Bins) -> Floats:
    """Return the log-odds of every cell; a bin never seen counts like the fullest one."""
    _usable(fitted)
    rows = zip(*bins.values(), strict=True)
    values = [
        sum(fitted.parameters.get(f"{name}={value}", 0.0) for name, value in zip(bins, row, strict=True))
        for row in rows
    ]
    return fitted.parameters[INTERCEPT] + np.asarray(values, dtype=float)


def expression(fitted: Artefact, row: Any, covariates: Sequence[str]) -> Any:
    """Return the log-odds as an engine expression: ``row`` has a text column of bins per covariate."""
    _usable(fitted)
    parts = [_part(fitted, row[name], name) for name in covariates]
    return reduce(add, parts, ibis.literal(fitted.parameters[INTERCEPT], "float64"))


def chance(odds: Any) -> Floats:
    """Return the chance of log-odds, without overflow at any size."""
    return np.asarray(0.5 * (1 + np.tanh(np.asarray(odds, dtype=float) / 2)))


def within(monthly: Any, months: int) -> Floats:
    """Return the chance of leaving within ``months``, the monthly hazard held: 1 − (1 − h)^months."""
    h = np.clip(np.asarray(monthly, dtype=float), 0.0, 1.0)
    return np.asarray(1 - (1 - h) ** months)


def _counts(at_risk: Any, left: Any) -> tuple[Floats, Floats]:
    n, k = np.asarray(at_risk, dtype=float), np.asarray(left, dtype=float)
    if (k < 0).any() or (k > n).any() or not (np.isfinite(n).all() and np.isfinite(k).all()):
        raise ValueError("departures must lie between 0 and the months at risk")
    return n, k


def _live(values: Sequence[str], n: Floats) -> list[str]:
    return [value for value, count in zip(values, n, strict=True) if count > 0]


def _codes(values: Sequence[str]) -> Floats:
    known = {value: place for place, value in enumerate(sorted(set(values)))}
    return np.array([known[value] for value in values], dtype=float)


def _design(used: Mapping[str, Sequence[str]], n: Floats) -> tuple[list[str], Floats]:
    names, columns = [INTERCEPT], [np.ones(n.size)]
    for name, values in used.items():
        here = np.array(values, dtype=str)
        weight = {value: float(n[here == value].sum()) for value in sorted(set(_live(values, n)))}
        fullest = max(weight, key=lambda value: weight[value])
        for value in weight:
            if value != fullest:
                names.append(f"{name}={value}")
                columns.append((here == value).astype(float))
    return names, np.column_stack(columns)


def _newton(x: Floats, n: Floats, k: Floats, spread: float = PRIOR_SPREAD) -> tuple[Floats, Floats, Verdict]:
    prior: Floats = np.full(x.shape[1], spread**-2)
    prior[0] = 0.0
    beta: Floats = np.zeros(x.shape[1])
    beta[0] = np.log(k.sum() / (n - k).sum())
    value = _loss(beta, x, n, k, prior)
    for _ in range(STEPS):
        h = chance(x @ beta)
        slope = x.T @ (k - n * h) - prior * beta
        step = np.linalg.solve(_curve(x, n, h, prior), slope)
        size = 1.0
        while size > SAME and _loss(beta + size * step, x, n, k, prior) > value + SAME * (1 + abs(value)):
            size /= 2
        beta = beta + size * step
        value = _loss(beta, x, n, k, prior)
        if np.abs(size * step).max() < 1e-8:
            return beta, _covariance(beta, x, n, prior), Verdict.CONVERGED
    return beta, _covariance(beta, x, n, prior), Verdict.NOT_CONVERGED


def _covariance(beta: Floats, x: Floats, n: Floats, prior: Floats) -> Floats:
    return np.asarray(np.linalg.inv(_curve(x, n, chance(x @ beta), prior)), dtype=np.float64)


def _curve(x: Floats, n: Floats, h: Floats, prior: Floats) -> Floats:
    weight = np.maximum(n * h * (1 - h), 1e-12)
    return np.asarray((x.T * weight) @ x + np.diag(prior))


def _loss(beta: Floats, x: Floats, n: Floats, k: Floats, prior: Floats) -> float:
    odds = x @ beta
    return float((n * np.logaddexp(0, odds) - k * odds).sum() + (prior * beta**2).sum() / 2)


def _part(fitted: Artefact, column: Any, name: str) -> Any:
    known = [(key[len(name) + 1 :], v) for key, v in fitted.parameters.items() if key.startswith(f"{name}=")]
    nothing = ibis.literal(0.0, "float64")
    return (
        ibis.cases(*((column == value, ibis.literal(v, "float64")) for value, v in known), else_=nothing)
        if (known)
        else nothing
    )


def _usable(fitted: Artefact) -> None:
    if not fitted.is_usable:
        raise ValueError(f"{fitted.model}: cannot score, because {Verdict(fitted.verdict).words.en}")
