"""Intervals and tests of rates (比率的区间与检验), on counts, as plain numbers.

Wilson's score interval (1927): (p + z²/2n ± z √(p(1−p)/n + z²/4n²)) ÷ (1 + z²/n); it stays within 0–1 and is never of
width nought. Two rates differ when the pooled z-test says so.
"""

from math import sqrt


def wilson(hits: int, of: int, z: float) -> tuple[float, float] | None:
    """Return lower and upper bound of a rate; ``None`` without cases."""
    if of <= 0:
        return None
    p, part = hits / of, z * z / of
    middle = p + part / 2
    half = z * sqrt(p * (1 - p) / of + part / (4 * of))
    return max(0.0, (middle - half) / (1 + part)), min(1.0, (middle + half) / (1 + part))


def apart(hits: int, of: int, other_hits: int, other_of: int) -> float:
    """Return the pooled z of the first rate against the second; 0 when nothing can be compared."""
    if of <= 0 or other_of <= 0:
        return 0.0
    pooled = (hits + other_hits) / (of + other_of)
    spread = sqrt(pooled * (1 - pooled) * (1 / of + 1 / other_of))
    return (hits / of - other_hits / other_of) / spread if spread else 0.0
