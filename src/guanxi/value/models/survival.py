"""Survival from counts (生存分析): Kaplan–Meier and Cox through ``lifelines``, on weighted rows.

Kaplan–Meier: S(t) = Π over event times u ≤ t of (1 − left at u ÷ at risk at u). Cox: hazard(t) = h₀(t) × e^(Σ
coefficient × covariate), ties by Efron. Equal rows may be given once with their number. Source: Kaplan and Meier
(1958); Cox (1972).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas
from lifelines import CoxPHFitter, KaplanMeierFitter
from lifelines.exceptions import ConvergenceError

from guanxi.value.models import artefact
from guanxi.value.models.artefact import Artefact, Verdict
from guanxi.value.models.fitting import Floats

LEAST_EVENTS = 2


@dataclass(frozen=True, slots=True)
class Curve:
    """A survival curve: at each event time the share left, with its 95 % interval."""

    times: Floats
    survival: Floats
    low: Floats
    high: Floats

    @property
    def median(self) -> float | None:
        """Return the first time at which at most half is left; ``None`` when more stay."""
        below = np.flatnonzero(self.survival <= 0.5 + 1e-12)
        return float(self.times[below[0]]) if below.size else None

    def at(self, t: float) -> float:
        """Return the share left at ``t``."""
        before = np.flatnonzero(self.times <= t)
        return float(self.survival[before[-1]]) if before.size else 1.0


def kaplan_meier(duration: Any, observed: Any, weight: Any = None, entry: Any = None) -> Curve:
    """Return the curve of rows: time under observation, whether it ended by leaving, how many, since when observed.

    Without rows or without any leaving the curve is empty: nobody is known to have left.
    """
    d, o = np.asarray(duration, dtype=float), np.asarray(observed, dtype=bool)
    if not o.any():
        none = np.zeros(0)
        return Curve(none, none, none, none)
    w = np.ones(d.size) if weight is None else np.asarray(weight, dtype=float)
    # lifelines reads weights well only for whole numbers
    fitter = KaplanMeierFitter().fit(d, o, weights=w, entry=entry)
    times = np.unique(d[o])
    shares = fitter.survival_function_at_times(times).to_numpy()
    bounds = fitter.confidence_interval_survival_function_.reindex(times).to_numpy()
    # where all have left the interval has no width and lifelines no number
    low, high = (np.where(np.isfinite(b), b, shares) for b in bounds.T)
    return Curve(times, shares, low, high)


def cox(
    rows: Mapping[str, Sequence[float]],
    *,
    duration: str,
    event: str,
    weight: str | None = None,
    window: tuple[str, str] = ("", ""),
) -> Artefact:
    """Fit the effect of every other column of ``rows`` on leaving; a column that never varies is left out and noted."""
    table = pandas.DataFrame({name: np.asarray(values, dtype=float) for name, values in rows.items()})
    aside = {duration, event, weight}
    constant = [name for name in table.columns if name not in aside and table[name].nunique() < 2]
    total = int(table[weight].sum()) if weight else len(table)
    mark = artefact.checksum(*(table[name] for name in table.columns))
    events = int(table[event].sum()) if len(table) else 0
    kept = table.drop(columns=constant)
    if events < LEAST_EVENTS or len(kept.columns) <= len(aside - {None}):
        notes = {"left_out": constant, "events": events}
        return Artefact("cox", {}, window, total, mark, Verdict.NOT_ENOUGH, notes)
    fitter = CoxPHFitter()
    try:
        fitter.fit(kept, duration_col=duration, event_col=event, weights_col=weight)
    except (ConvergenceError, np.linalg.LinAlgError) as failed:
        why = {"left_out": constant, "why": type(failed).__name__}
        return Artefact("cox", {}, window, total, mark, Verdict.NOT_CONVERGED, why)
    notes = {
        "log_likelihood": float(fitter.log_likelihood_),
        "standard_errors": {str(k): float(v) for k, v in fitter.standard_errors_.items()},
        "left_out": constant,
        "concordance": float(fitter.concordance_index_),
    }
    found = {str(name): float(value) for name, value in fitter.params_.items()}
    return Artefact("cox", found, window, total, mark, Verdict.CONVERGED, notes)
