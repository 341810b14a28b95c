"""The small formulas: closed forms, shares from ranks, the zone of tolerance, migration, survival from counts."""

import numpy as np
import pytest

from guanxi.value.models import closed_forms, markov, rank_share, survival, tolerance
from guanxi.value.models.artefact import Verdict
from guanxi.value.models.closed_forms import Convention


@pytest.mark.parametrize("convention", Convention)
def test_a_closed_form_is_the_sum_of_its_payments(convention: Convention) -> None:
    for_ever = closed_forms.lifetime_value(100.0, 0.8, 0.12, convention)
    assert closed_forms.limited(100.0, 0.8, 0.12, 400, convention) == pytest.approx(for_ever)
    begin = 1 if convention == Convention.AFTER_THE_FIRST else 0
    late = 1 if convention == Convention.END_OF_PERIOD else 0
    by_hand = sum(100.0 * 0.8**t / 1.12 ** (t + late) for t in range(begin, begin + 7))
    assert closed_forms.limited(100.0, 0.8, 0.12, 7, convention) == pytest.approx(by_hand)


def test_a_customer_who_never_leaves_without_a_discount_has_no_finite_value() -> None:
    assert closed_forms.lifetime_value(100.0, 1.0, 0.0, Convention.AT_ONCE) is None
    assert closed_forms.limited(100.0, 1.0, 0.0, 5, Convention.AT_ONCE) == 500.0
    with pytest.raises(ValueError):
        closed_forms.lifetime_value(100.0, 1.2, 0.1, Convention.AT_ONCE)


@pytest.mark.parametrize("banks", [1, 2, 3, 10])
def test_the_shares_of_all_ranks_sum_to_one(banks: int) -> None:
    shares = [rank_share.share(rank, banks) for rank in range(1, banks + 1)]
    assert sum(shares) == pytest.approx(1.0) and shares == sorted(shares, reverse=True)


def test_a_rank_outside_the_banks_is_refused() -> None:
    for rank, banks in ((0, 2), (3, 2), (1, 0)):
        with pytest.raises(ValueError):
            rank_share.share(rank, banks)


def test_a_zone_without_width_still_has_a_verdict_and_no_position() -> None:
    found = tolerance.place(desired=7, adequate=7, perceived=7)
    assert (found.verdict, found.position) == (tolerance.Verdict.SATISFIED, None)
    with pytest.raises(ValueError):
        tolerance.place(desired=5, adequate=6, perceived=5)
    assert {v.words.zh for v in tolerance.Verdict} == {"不满意", "满意", "惊喜"}


def test_migration_keeps_every_customer_and_few_counts_lean_on_the_prior() -> None:
    counts = [[80, 20, 0], [10, 80, 10], [0, 0, 0]]
    matrix = markov.probabilities(counts)
    assert matrix.sum(axis=1) == pytest.approx([1, 1, 1]) and matrix[2, 2] == 1.0
    assert markov.probabilities(counts, strength=0.0)[0].tolist() == [0.8, 0.2, 0.0]
    assert markov.projected([100, 50, 7], matrix, 12).sum() == pytest.approx(157)
    assert markov.after(matrix, 0) == pytest.approx(np.eye(3))


def test_the_steady_state_stays_where_it_is_also_for_a_chain_that_swings() -> None:
    matrix = np.array([[0.9, 0.1, 0.0], [0.2, 0.7, 0.1], [0.0, 0.3, 0.7]])
    settled = markov.steady(matrix)
    assert settled @ matrix == pytest.approx(settled) and settled.sum() == pytest.approx(1.0)
    assert markov.steady([[0, 1], [1, 0]], [0.9, 0.1]) == pytest.approx([0.5, 0.5])
    assert markov.steady(np.eye(2), [0.9, 0.1]) == pytest.approx([0.9, 0.1])


def test_counts_that_are_no_counts_are_refused() -> None:
    for wrong in ([[1, 2]], [[-1, 2], [1, 1]]):
        with pytest.raises(ValueError):
            markov.probabilities(wrong)


def test_a_survival_curve_of_counts_is_that_of_the_rows_repeated() -> None:
    d, o, w = np.array([1.0, 2, 2, 5]), np.array([1, 1, 0, 1]), np.array([2, 3, 4, 1])
    weighted = survival.kaplan_meier(d, o, w)
    repeated = survival.kaplan_meier(np.repeat(d, w), np.repeat(o, w))
    assert weighted.survival == pytest.approx(repeated.survival)
    assert weighted.survival == pytest.approx([0.8, 0.8 * 5 / 8, 0.0])
    assert np.isfinite(weighted.low).all() and np.isfinite(weighted.high).all()
    assert (weighted.at(0), weighted.at(1.5), weighted.median) == (1.0, weighted.survival[0], 2.0)


def test_nobody_leaving_gives_an_empty_curve_and_no_median() -> None:
    curve = survival.kaplan_meier([3, 4], [0, 0])
    assert curve.times.size == 0 and curve.at(10) == 1.0 and curve.median is None


def test_cox_reads_weights_as_repeats_and_leaves_out_what_never_varies() -> None:
    rng = np.random.default_rng(5)
    n = 200
    rows = {"t": rng.integers(1, 30, n), "left": rng.integers(0, 2, n), "age": rng.integers(0, 3, n), "same": [1] * n}
    w = rng.integers(1, 4, n)
    weighted = survival.cox(rows | {"n": w}, duration="t", event="left", weight="n")
    repeated = survival.cox({k: np.repeat(v, w) for k, v in rows.items()}, duration="t", event="left")
    assert weighted.parameters["age"] == pytest.approx(repeated.parameters["age"], rel=0.05, abs=0.005)
    assert weighted.notes["left_out"] == ["same"] and set(weighted.parameters) == {"age"}


def test_cox_without_departures_or_covariates_cannot_say() -> None:
    still = {"t": [1, 2, 3], "left": [0, 0, 0], "age": [1, 2, 3]}
    assert survival.cox(still, duration="t", event="left").verdict == Verdict.NOT_ENOUGH
    alone = {"t": [1, 2, 3], "left": [1, 1, 1]}
    assert survival.cox(alone, duration="t", event="left").verdict == Verdict.NOT_ENOUGH
