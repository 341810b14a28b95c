"""A card tells how chances came true on later months, or why that cannot be said."""

import numpy as np
import pytest

from guanxi.value.models import card, hazard
from guanxi.value.models.card import Cells

BINS = {"trend": ["down", "flat", "up"] * 2, "kind": ["company"] * 3 + ["person"] * 3}
N = np.array([40_000, 90_000, 50_000, 60_000, 100_000, 30_000])
TRUE = np.array([-2.5, -4.0, -4.5, -1.5, -3.0, -3.5])


def _cells(first: str, last: str, left: np.ndarray) -> Cells:
    return Cells(BINS, list(N), list(left), (first, last))


def test_a_true_model_is_calibrated_later_and_beats_one_covariate() -> None:
    draw = np.random.default_rng(11)
    early = _cells("2024-01", "2024-12", draw.binomial(N, hazard.chance(TRUE)))
    late = _cells("2025-01", "2025-06", draw.binomial(N, hazard.chance(TRUE)))
    found = card.judge(early, late, "trend")
    assert found.auc is not None and found.naive_auc is not None and found.auc > found.naive_auc
    assert found.lift is not None and found.lift > 2
    assert found.calibration == pytest.approx((0.0, 1.0), abs=0.1)
    assert found.bias == pytest.approx(0.0, abs=0.03)
    assert found.drift == {"trend": 0.0, "kind": 0.0}
    assert sum(row[2] for row in found.table) == N.sum()


def test_no_departures_give_a_reason_and_no_figures() -> None:
    found = card.judge(_cells("2024-01", "2024-12", 0 * N), _cells("2025-01", "2025-06", 0 * N), "trend")
    assert (found.auc, found.lift, found.bias, found.calibration, found.table) == (None, None, None, None, [])
    assert found.reason is not None and found.reason.en.startswith("Cannot say, because")


def test_nobody_leaving_later_is_said() -> None:
    early = _cells("2024-01", "2024-12", np.round(N * hazard.chance(TRUE)))
    found = card.judge(early, _cells("2025-01", "2025-06", 0 * N), "trend")
    assert found.reason == card.NOBODY
    assert found.auc is None


def test_a_test_on_months_of_the_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="before the early ones have ended"):
        card.judge(_cells("2024-01", "2024-12", N), _cells("2024-12", "2025-06", N), "trend")
