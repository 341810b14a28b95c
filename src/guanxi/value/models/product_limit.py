"""Product-limit estimate of survival (乘积极限法, Kaplan–Meier 1958) from counts by age, with late entry.

S(t) = Π (1 − d ÷ n), where n are those watched at the age: they entered before it and have not left before it.
Greenwood's variance: S² Σ d ÷ (n (n − d)). Restricted mean: the area under S up to a horizon; its variance is
Σ (area beyond t)² d ÷ (n (n − d)). Rows are groups, columns ages 1, 2, …: counts, never customers.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Curves:
    """Survival after 0, 1, … ages (one column more than the counts), restricted mean and its standard error."""

    survival: Numbers
    mean: Numbers
    error: Numbers

    def median(self) -> list[int | None]:
        """Return the first age at which half or fewer are left; ``None`` beyond the horizon."""
        below = self.survival <= 0.5
        return [int(row.argmax()) if row.any() else None for row in below]


def watched(entered: Numbers, gone: Numbers) -> Numbers:
    """Return those at risk at ages 1, 2, … from entries at ages 0, 1, … and exits (left or lost sight of) at 1, 2, …"""
    return np.cumsum(entered, axis=1) - (np.cumsum(gone, axis=1) - gone)


def fit(at_risk: Numbers, departed: Numbers, borrowed: Numbers | None = None) -> Curves:
    """Estimate curves; ``borrowed`` gives a hazard that stands in where it is not NaN (thin ages), with no variance."""
    hazard = np.divide(departed, at_risk, out=np.zeros_like(at_risk), where=at_risk > 0)
    below = at_risk * (at_risk - departed)
    part = np.divide(departed, below, out=np.zeros_like(at_risk), where=below > 0)
    if borrowed is not None:
        thin = ~np.isnan(borrowed)
        hazard, part = np.where(thin, borrowed, hazard), np.where(thin, 0.0, part)
    survival = np.concatenate([np.ones((len(hazard), 1)), np.cumprod(1 - hazard, axis=1)], axis=1)
    steps = survival[:, :-1]
    area_beyond = np.cumsum(steps[:, ::-1], axis=1)[:, ::-1]
    # the area beyond an age begins at the age itself, where the curve has already stepped down
    after = np.concatenate([area_beyond[:, 1:], np.zeros((len(hazard), 1))], axis=1)
    return Curves(survival, steps.sum(axis=1), np.sqrt((after**2 * part).sum(axis=1)))
