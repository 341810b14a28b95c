"""The hazard of departure is found again from simulated months, and says plainly when it cannot speak."""

import ibis
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guanxi.value.models import hazard
from guanxi.value.models.artefact import Verdict

BINS = {"trend": ["down", "flat", "up"] * 2, "kind": ["company"] * 3 + ["person"] * 3}
N = np.array([40_000, 90_000, 50_000, 60_000, 100_000, 30_000])
TRUE = np.array([-2.5, -4.0, -4.5, -2.0, -3.5, -4.0])


def test_known_hazards_are_recovered() -> None:
    left = np.random.default_rng(7).binomial(N, hazard.chance(TRUE))
    found = hazard.fit(BINS, N, left)
    assert found.verdict == Verdict.CONVERGED
    assert np.abs(hazard.log_odds(found, BINS) - TRUE).max() < 0.08


def test_cells_split_in_two_give_the_same_fit() -> None:
    left = np.round(N * hazard.chance(TRUE))
    halves = {name: [*values, *values] for name, values in BINS.items()}
    whole = hazard.fit(BINS, N, left)
    split = hazard.fit(halves, [*(N / 2), *(N / 2)], [*(left / 2), *(left / 2)])
    assert split.parameters == pytest.approx(whole.parameters, abs=1e-7)


def test_the_engine_scores_as_numpy_does() -> None:
    found = hazard.fit(BINS, N, np.round(N * hazard.chance(TRUE)))
    rows = ibis.memtable({"place": list(range(6)), **BINS})
    scored = rows.select("place", odds=hazard.expression(found, rows, list(BINS))).order_by("place")
    assert scored.to_pyarrow()["odds"].to_pylist() == pytest.approx(list(hazard.log_odds(found, BINS)))


@pytest.mark.parametrize("left", [np.zeros(6), np.eye(6)[0], N], ids=["nobody", "one", "all"])
def test_too_few_on_either_side_is_said(left: np.ndarray) -> None:
    found = hazard.fit(BINS, N, left)
    assert found.verdict == Verdict.NOT_ENOUGH
    with pytest.raises(ValueError, match="cannot score, because"):
        hazard.log_odds(found, BINS)


def test_a_constant_covariate_is_left_out_and_noted() -> None:
    found = hazard.fit({**BINS, "same": ["x"] * 6}, N, np.round(N * hazard.chance(TRUE)))
    assert found.notes["left_out"] == ["same"]


def test_more_departures_than_months_at_risk_are_refused() -> None:
    with pytest.raises(ValueError, match="between 0 and"):
        hazard.fit({"kind": ["a"]}, [5], [6])


@given(st.lists(st.tuples(st.integers(0, 10**6), st.floats(0, 1)), min_size=6, max_size=6))
def test_whatever_the_counts_no_score_is_beyond_numbers(cells: list[tuple[int, float]]) -> None:
    n = [count for count, _ in cells]
    found = hazard.fit(BINS, n, [int(count * share) for count, share in cells])
    if found.is_usable:
        assert np.isfinite(hazard.log_odds(found, BINS)).all()
    assert found.verdict != Verdict.NOT_CONVERGED


def test_calibration_finds_odds_that_were_told_twice_too_steep() -> None:
    left = N * hazard.chance(TRUE)
    assert hazard.calibrate(2 * TRUE, N, left) == pytest.approx((0.0, 0.5), abs=1e-4)
    assert hazard.calibrate(np.ones(6), N, left) is None
    assert hazard.calibrate(TRUE, N, np.zeros(6)) is None


def test_three_months_of_a_held_hazard() -> None:
    assert hazard.within([0.0, 0.1, 1.0], 3) == pytest.approx([0.0, 0.271, 1.0])
