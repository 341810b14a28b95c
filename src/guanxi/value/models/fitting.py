"""Search for the parameters of a model (参数估计): bounded, from several starts, with a plain verdict.

All parameters are positive, so the search runs in their logarithms; a model whose data carry a unit (weeks, yuan)
divides by a scale of the data first, so that the result does not depend on the unit.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy import optimize
from threadpoolctl import ThreadpoolController

from guanxi.value.models.artefact import Verdict

Floats = NDArray[np.float64]
#: Returns minus the mean log-likelihood of an observation and its gradient, both by the parameters themselves.
Objective = Callable[[Floats], tuple[float, Floats]]
SAME = 1e-6
NEAR_BOUND = 1e-3
FLAT = 1e-4


@dataclass(frozen=True, slots=True)
class Found:
    """What the search found: parameters, minus the mean log-likelihood there, verdict, starts that ended there."""

    parameters: Floats
    value: float
    verdict: Verdict
    agreeing: int


@contextmanager
def one_thread() -> Iterator[None]:
    """Keep the linear algebra on one thread: vectors this short lose more to waiting threads than they win."""
    with _threads().limit(limits=1, user_api="blas"):
        yield


@cache
def _threads() -> ThreadpoolController:
    return ThreadpoolController()


@one_thread()
def search(objective: Objective, starts: Sequence[Sequence[float]], low: float, high: float) -> Found:
    """Minimise over ``low`` to ``high`` for every parameter; the best end of all starts counts."""

    def in_logs(logs: Floats) -> tuple[float, Floats]:
        return _in_logs(objective, np.exp(logs))

    bounds = [(np.log(low), np.log(high))] * len(starts[0])
    options = {"maxiter": 500, "ftol": 1e-14, "gtol": 1e-9, "maxls": 50}
    ends = [
        optimize.minimize(in_logs, np.log(start), jac=True, method="L-BFGS-B", bounds=bounds, options=options)
        for start in starts
    ]
    ends = [end for end in ends if np.isfinite(end.fun)]
    if not ends:
        return Found(np.asarray(starts[0], dtype=float), np.inf, Verdict.NOT_CONVERGED, 0)
    best = min(ends, key=lambda end: float(end.fun))
    agreeing = sum(end.fun - best.fun <= SAME * max(1.0, abs(best.fun)) for end in ends)
    return Found(np.exp(best.x), float(best.fun), _verdict(best.x, best.jac, bounds), int(agreeing))


def _verdict(logs: Floats, slope: Floats, bounds: list[tuple[float, float]]) -> Verdict:
    low, high = np.array(bounds).T
    at_bound = (logs - low < NEAR_BOUND) | (high - logs < NEAR_BOUND)
    if np.max(np.abs(np.where(at_bound, 0.0, slope))) > FLAT:
        return Verdict.NOT_CONVERGED
    return Verdict.AT_BOUND if at_bound.any() else Verdict.CONVERGED


@one_thread()
def polish(objective: Objective, start: Floats, low: float, high: float, curvature: Floats) -> Found:
    """Finish a search begun on a sample: Newton steps on all rows with the sample's ``curvature`` in the logarithms."""
    bounds = [(np.log(low), np.log(high))] * start.size
    floor, ceiling = np.array(bounds).T
    logs, (value, slope) = np.log(start), _in_logs(objective, start)
    for _ in range(20):
        step = np.linalg.solve(curvature, slope)
        fresh = np.clip(logs - step, floor, ceiling)
        new_value, new_slope = _in_logs(objective, np.exp(fresh))
        if new_value > value + 1e-12:
            break
        logs, slope, value = fresh, new_slope, new_value
        if np.max(np.abs(slope)) < 1e-9 or np.max(np.abs(step)) < 1e-8:
            break
    return Found(np.exp(logs), value, _verdict(logs, slope, bounds), 1)


@one_thread()
def curvature(objective: Objective, at: Floats) -> Floats:
    """Return the second derivatives in the logarithms, by differences of the gradient; made safe to divide by."""
    h = 1e-4
    logs = np.log(at)
    rows = []
    for place in range(at.size):
        step = np.zeros(at.size)
        step[place] = h
        up, down = (_in_logs(objective, np.exp(logs + sign * step))[1] for sign in (1, -1))
        rows.append((up - down) / (2 * h))
    matrix = np.array(rows)
    values, vectors = np.linalg.eigh((matrix + matrix.T) / 2)
    return np.asarray((vectors * np.maximum(values, 1e-8 * values.max())) @ vectors.T)


def _in_logs(objective: Objective, at: Floats) -> tuple[float, Floats]:
    value, slope = objective(at)
    return float(value), slope * at
