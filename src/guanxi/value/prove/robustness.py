"""No history without an answer (稳健性): a hundred thousand valid histories against a thousand sets of parameters.

Every pair is tried with ``thorough``; otherwise every history and every set, in pairs drawn once and for all.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from guanxi.kit.words import Words
from guanxi.value.models import bg_nbd, gamma_gamma, pareto_nbd
from guanxi.value.prove.claims import Claim, Subject, exact
from guanxi.value.prove.published import Folder

HISTORIES, SETS = 100_000, 1_000
HORIZON = 52.0


def _answers(files: Folder) -> Sequence[Claim]:
    return answers(HISTORIES // SETS)


def answers(each: int) -> list[Claim]:
    """Return for each model how many answers are no finite number or impossible; ``each`` histories a set."""
    x, t_x, T, z = _histories()
    broken = {"bg_nbd": 0, "pareto_nbd": 0, "gamma_gamma": 0}
    for number in range(SETS):
        rows = (np.arange(each) + number * each) % HISTORIES
        of = x[rows], t_x[rows], T[rows]
        for model in (bg_nbd, pareto_nbd):
            p = _parameters(model.NAMES, number)
            broken[model.__name__.rsplit(".", 1)[-1]] += _wrong(model.expected_purchases(p, HORIZON, *of))
        p = _parameters(gamma_gamma.NAMES, number)
        broken["gamma_gamma"] += _wrong(gamma_gamma.expected_amount(p, x[rows], z[rows]))
    return [exact(f"{name}.answers_that_are_no_number", 0, count) for name, count in broken.items()]


def _wrong(found: Any) -> int:
    return int((~np.isfinite(found) | (found < 0)).sum())


def _histories() -> tuple[Any, ...]:
    """Return valid histories of every size: no time at all, one purchase at once, thousands of purchases."""
    rng = np.random.default_rng(1)
    x = np.floor(np.exp(rng.uniform(0, np.log(5000), HISTORIES))) - 1
    T = np.exp(rng.uniform(np.log(1e-3), np.log(5e3), HISTORIES)) * (rng.uniform(size=HISTORIES) > 0.05)
    t_x = np.where(x > 0, T * np.minimum(rng.uniform(0, 1.1, HISTORIES), 1.0), 0.0)
    return x, t_x, T, np.exp(rng.uniform(-5, 20, HISTORIES))


def _parameters(names: tuple[str, ...], number: int) -> dict[str, float]:
    """Return the parameters of one set; some stand where textbook forms break: on 1, or two of them on ½."""
    rng = np.random.default_rng([2, number])
    values = np.exp(rng.uniform(np.log(1e-3), np.log(1e3), len(names)))
    values[rng.uniform(size=values.size) < 0.15] = 1.0
    values[rng.uniform(size=values.size) < 0.1] = 0.5
    return dict(zip(names, values.tolist(), strict=True))


ROBUSTNESS = Subject(
    "robustness",
    Words("An answer for every valid history", "每个有效历史都有答案"),
    "100,000 histories, 1,000 sets of parameters",
    (),
    _answers,
)
