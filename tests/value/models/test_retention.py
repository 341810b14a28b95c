"""Retention of cohorts: the two models, their discounted lifetimes, and cohorts that say too little."""

import numpy as np
import pytest

from guanxi.value.models import beta_discrete_weibull, beta_geometric
from guanxi.value.models.artefact import Verdict

P = {"alpha": 0.668, "beta": 3.806}
HIGH_END = [1000, 869, 743, 653, 593, 551, 517, 491]


def test_the_weibull_with_c_of_one_is_the_geometric() -> None:
    t = np.arange(0, 30)
    assert beta_discrete_weibull.survival(P | {"c": 1.0}, t) == pytest.approx(beta_geometric.survival(P, t))
    assert beta_discrete_weibull.retention(P | {"c": 1.0}, t[1:]) == pytest.approx(beta_geometric.retention(P, t[1:]))
    geometric, weibull = beta_geometric.fit(HIGH_END), beta_discrete_weibull.fit(HIGH_END)
    assert weibull.notes["log_likelihood"] >= geometric.notes["log_likelihood"]


@pytest.mark.parametrize("parameters", [P, {"alpha": 0.3, "beta": 0.7}, {"alpha": 40.0, "beta": 0.01}])
@pytest.mark.parametrize("renewals", [0, 1, 5, 1000])
@pytest.mark.parametrize("rate", [0.001, 0.1, 3.0])
def test_the_discounted_lifetime_in_closed_form_is_the_sum(
    parameters: dict[str, float], renewals: int, rate: float
) -> None:
    closed = beta_geometric.discounted_lifetime(parameters, rate, renewals)
    assert closed == pytest.approx(beta_discrete_weibull.discounted_lifetime(parameters, rate, renewals), rel=1e-9)


def test_without_a_discount_the_mean_remaining_life_is_given_where_it_exists() -> None:
    few = {"alpha": 3.8, "beta": 15.2}
    assert beta_geometric.discounted_lifetime(few, 0.0) == pytest.approx(18.0 / 2.8)
    assert beta_discrete_weibull.discounted_lifetime(few | {"c": 1.0}, 0.0) == pytest.approx(18.0 / 2.8, rel=1e-6)
    with pytest.raises(beta_geometric.Diverges):
        beta_geometric.discounted_lifetime(P, 0.0)
    with pytest.raises(beta_geometric.Diverges):
        beta_discrete_weibull.discounted_lifetime(P | {"c": 1.2}, 0.0)


def test_both_models_find_the_parameters_of_a_cohort_that_follows_them() -> None:
    t = np.arange(0, 12)
    drawn = 1e9 * beta_discrete_weibull.survival({"alpha": 0.5, "beta": 3.0, "c": 1.4}, t)
    found = beta_discrete_weibull.fit(drawn)
    assert found.verdict == Verdict.CONVERGED
    assert found.parameters == pytest.approx({"alpha": 0.5, "beta": 3.0, "c": 1.4}, rel=1e-4)
    assert beta_geometric.fit(1e9 * beta_geometric.survival(P, t)).parameters == pytest.approx(P, rel=1e-4)


def test_ten_times_the_customers_change_no_parameter() -> None:
    small, large = beta_geometric.fit(HIGH_END), beta_geometric.fit([10 * n for n in HIGH_END])
    assert large.parameters == pytest.approx(small.parameters, rel=1e-6)


def test_customers_who_are_all_alike_put_a_parameter_at_its_bound() -> None:
    alike = beta_geometric.fit([1000.0 * 0.8**t for t in range(8)])
    assert alike.verdict in (Verdict.AT_BOUND, Verdict.CONVERGED)
    assert beta_geometric.retention(alike.parameters, 5) == pytest.approx(0.8, abs=1e-3)


@pytest.mark.parametrize("survivors", [[], [10], [10, 8], [10, 10, 10, 10], [0, 0, 0, 0]])
def test_a_cohort_that_says_too_little_gets_no_parameters(survivors: list[int]) -> None:
    for model in (beta_geometric, beta_discrete_weibull):
        assert model.fit(survivors).verdict == Verdict.NOT_ENOUGH


def test_a_cohort_that_grows_is_refused_and_one_that_all_left_is_fitted() -> None:
    with pytest.raises(ValueError):
        beta_geometric.fit([10, 12, 9, 8])
    gone = beta_geometric.fit([100, 40, 10, 0])
    assert np.isfinite(beta_geometric.survival(gone.parameters, np.arange(10))).all()
