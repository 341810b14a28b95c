"""Purchases of a customer known to be active, under BG/NBD (活跃客户的预期购买次数), finite for every valid history.

The textbook form (a+b+x−1)/(a−1) × [1 − ((α+T)/(α+T+t))^(r+x) ₂F₁(r+x, b+x; a+b+x−1; t/(α+T+t))] divides zero by zero
at a = 1 and meets a pole for x = 0, a + b ≤ 1. The same number is the mean over p ~ Beta(a, b+x) of h(p) = (1 − (1 +
p u)^−R) ÷ p, R = r + x, u = t ÷ (α+T), which is finite always. Two integrations by parts leave only positive terms
and tails that fall at least like e^−|s| in s = logit p: G = h(1) + E over Beta(a+1, b+x) of [h(p) + (1−p)(−h′(p)) ÷
(a+b+x) − h(1)], summed by the trapezoidal rule in s, which converges exponentially. As a function of log(α+T) it is
smooth, so that for many customers of one x it is computed at a few Chebyshev points and read off between them.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.polynomial import chebyshev
from scipy.special import betaln

from guanxi.value.models.fitting import Floats

NODES = 200
DROP = 36.0
#: Digits asked of the interpolation, as a natural logarithm, and the width of the strip where the function is smooth.
DIGITS, STRIP = 30.0, np.pi / 2


def integral(R: Any, a: float, b: Any, u: Any) -> Floats:
    """Return G for arrays of R, b (with x added) and u that broadcast against each other."""
    R, b, u = np.broadcast_arrays(*(np.asarray(v, dtype=float) for v in (R, b, u)))
    flat = [v.ravel() for v in (R, b, u)]
    piece = max(1, 2**18 // NODES)
    parts = [_integral(flat[0][i : i + piece], a, flat[1][i : i + piece], flat[2][i : i + piece])
             for i in range(0, flat[0].size, piece)]  # fmt: skip
    return np.concatenate(parts).reshape(R.shape) if parts else np.zeros(R.shape)


def _integral(R: Floats, a: float, b: Floats, u: Floats) -> Floats:
    R, b, u = R[:, None], b[:, None], u[:, None]
    low, high = _range(a, b, R * u)
    step = (high - low) / (NODES - 1)
    s = low + step * np.arange(NODES)
    log_p, log_q = -np.logaddexp(0.0, -s), -np.logaddexp(0.0, s)
    p = np.exp(log_p)
    density = np.exp((a + 1) * log_p + b * log_q - betaln(a + 1, b))
    grown = np.log1p(p * u)
    still = np.exp(-R * grown)
    h = -np.expm1(-R * grown) / p
    slope = np.maximum(h - R * u * still / (1 + p * u), 0.0) / p
    at_one = -np.expm1(-R * np.log1p(u))
    excess = np.maximum(h - at_one, 0.0) + np.exp(log_q) * slope / (a + b)
    return np.asarray(at_one[:, 0] + (density * excess).sum(axis=1) * step[:, 0])


def _range(a: float, b: Floats, reach: Floats) -> tuple[Floats, Floats]:
    """Return where the integrand has fallen by ``DROP`` in logarithm on both sides of its peak.

    Its logarithm lies between those of p^(a+1) (1−p)^(b+1) with and without the growth of h to the left.
    """
    left, right = a + 1.0, b + 1.0
    drop = DROP + 2 * np.log1p(reach / (left + right))
    peak = np.log(left / right)
    top = left * peak - (left + right) * np.logaddexp(0.0, peak)
    low, high = peak - drop / left - 3 - np.log1p(reach), peak + drop / right + 3
    low, high = low - drop / np.sqrt(left), high + drop / np.sqrt(right)
    for _ in range(6):
        low = np.minimum(low + _newton(low, left, right, top - drop), peak)
        high = np.maximum(high + _newton(high, left, right, top - drop), peak)
    return low, high


def _newton(s: Floats, left: float, right: Floats, level: Floats) -> Floats:
    """Return the step of Newton's rule towards log density = level; from outside it never steps too far."""
    value = left * s - (left + right) * np.logaddexp(0.0, s)
    slope = left - (left + right) / (1 + np.exp(-s))
    return np.where(np.abs(slope) > 1e-12, (level - value) / slope, 0.0)


def purchases(p: Mapping[str, float], times: Floats, weights: Floats, x: Floats, T: Floats) -> Floats:
    """Return Σ_k weights_k × purchases expected within times_k, for every (x, T) of a customer who is active."""
    x, T = np.asarray(x, dtype=float), np.asarray(T, dtype=float)
    shape, x, T = x.shape, x.ravel(), T.ravel()
    keys = x.astype(np.uint16) if x.size and x.max() < 2**16 else x
    is_ordered = bool((np.diff(x) >= 0).all())
    order = np.arange(0) if is_ordered else np.argsort(keys, kind="stable")
    ordered_x, ordered_T = (x, T) if is_ordered else (x[order], T[order])
    starts = np.flatnonzero(np.diff(ordered_x, prepend=-1.0))
    ends = np.append(starts[1:], x.size)
    found = np.empty(x.size)
    small = []
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        logs = np.log(p["alpha"] + ordered_T[start:end])
        points = _points(logs)
        if end - start <= points:
            small.append(np.arange(start, end))
            continue
        found[start:end] = _read_off(p, times, weights, float(ordered_x[start]), logs, points)
    if small:
        rest = np.concatenate(small)
        found[rest] = _summed(p, times, weights, ordered_x[rest], p["alpha"] + ordered_T[rest])
    if is_ordered:
        return found.reshape(shape)
    back = np.empty(x.size)
    back[order] = found
    return back.reshape(shape)


def _points(logs: Floats) -> int:
    """Return how many Chebyshev points give ``DIGITS`` over the span of the logarithms."""
    half = max((float(logs.max()) - float(logs.min())) / 2, 1e-3)
    return 4 + int(np.ceil(DIGITS / np.arcsinh(STRIP / half)))


def _read_off(p: Mapping[str, float], times: Floats, weights: Floats, x: float, logs: Floats, points: int) -> Floats:
    middle, half = (logs.max() + logs.min()) / 2, max((logs.max() - logs.min()) / 2, 1e-12)
    at = chebyshev.chebpts1(points)
    values = _summed(p, times, weights, np.full(points, x), np.exp(middle + half * at))
    angles = np.outer(np.arange(points), np.arccos(at))
    coefficients = 2 / points * np.cos(angles) @ values
    coefficients[0] /= 2
    kept = np.flatnonzero(np.abs(coefficients) > 1e-13 * np.abs(coefficients).max())
    coefficients = coefficients[: int(kept[-1]) + 1] if kept.size else coefficients[:1]
    found = np.empty(logs.size)
    for begin in range(0, logs.size, 16_384):
        rows = slice(begin, begin + 16_384)
        found[rows] = chebyshev.chebval((logs[rows] - middle) / half, coefficients)
    return found


def _summed(p: Mapping[str, float], times: Floats, weights: Floats, x: Floats, ages: Floats) -> Floats:
    x = x[:, None]
    values = integral(p["r"] + x, p["a"], p["b"] + x, times / ages[:, None])
    return np.asarray(values @ weights)
