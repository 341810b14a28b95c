"""What every model of purchases must keep, whatever its formula."""

from typing import Any

import numpy as np
import pytest

from guanxi.value.models import bg_nbd, gamma_gamma, histories, pareto_nbd
from guanxi.value.models.artefact import Verdict
from tests.value.models import crowds

MODELS = [bg_nbd, pareto_nbd]


def _few(n: int = 400) -> tuple[Any, Any, Any]:
    return crowds.buyers(n)


@pytest.mark.parametrize("model", MODELS)
def test_another_unit_of_time_scales_the_times_and_nothing_else(model: Any) -> None:
    x, t_x, T = _few()
    weeks = model.fit(histories.given(x, t_x, T)[0]).parameters
    days = model.fit(histories.given(x, t_x * 7, T * 7)[0]).parameters
    for name, value in weeks.items():
        factor = 7 if name in ("alpha", "beta") else 1
        assert days[name] == pytest.approx(value * factor, rel=1e-4 if model is pareto_nbd else 1e-6)


@pytest.mark.parametrize("model", MODELS)
def test_weights_say_the_same_as_repeated_rows(model: Any) -> None:
    x, t_x, T = (np.floor(column[:150]) for column in _few())
    weight = 1 + np.arange(x.size) % 3
    repeated = [np.repeat(column, weight) for column in (x, t_x, T)]
    one = model.fit(histories.given(x, t_x, T, weight)[0])
    many = model.fit(histories.given(*repeated)[0])
    folded = model.fit(histories.collapsed(*repeated))
    assert one.rows == many.rows == folded.rows
    for other in (many, folded):
        assert other.parameters == pytest.approx(one.parameters, rel=1e-4 if model is pareto_nbd else 1e-6)


@pytest.mark.parametrize("model", MODELS)
def test_every_valid_history_has_a_finite_answer_under_every_parameter(model: Any) -> None:
    x, t_x, T = crowds.wild(300)
    for p in crowds.parameter_sets(model.NAMES, 60):
        alive = model.p_alive(p, x, t_x, T)
        assert ((alive >= 0) & (alive <= 1)).all(), p
        for t in (0.0, 1e-6, 1.0, 1e4):
            bought = model.expected_purchases(p, t, x, t_x, T)
            assert np.isfinite(bought).all() and (bought >= 0).all(), (p, t)
        assert np.isfinite(model.log_likelihood(p, histories.given(x, t_x, T)[0])), p


@pytest.mark.parametrize("model", MODELS)
def test_more_time_never_brings_fewer_purchases_and_silence_never_raises_the_chance_of_being_active(model: Any) -> None:
    for p in crowds.parameter_sets(model.NAMES, 20, seed=5):
        bought = [float(model.expected_purchases(p, t, 3, 10.0, 20.0)) for t in (0, 1, 5, 25, 125)]
        assert bought[0] == pytest.approx(0, abs=1e-12) and all(np.diff(bought) >= -1e-12)
        alive = model.p_alive(p, 3, 10.0, np.array([10.0, 12.0, 20.0, 50.0, 500.0]))
        assert (np.diff(alive) <= 1e-12).all()


def test_bg_nbd_finds_the_parameters_of_simulated_customers() -> None:
    found = bg_nbd.fit(histories.given(*crowds.buyers(60_000))[0])
    assert found.verdict == Verdict.CONVERGED
    assert found.parameters == pytest.approx(crowds.BG, rel=0.08)


def test_gamma_gamma_finds_the_parameters_of_simulated_customers_in_any_currency_unit() -> None:
    rng = np.random.default_rng(3)
    x = rng.integers(0, 12, 40_000)
    rate = rng.gamma(4.0, 1 / 15.0, x.size)
    z = rng.gamma(6.0 * np.maximum(x, 1), 1 / rate) / np.maximum(x, 1)
    yuan, cents = gamma_gamma.fit(x, z), gamma_gamma.fit(x, z * 100)
    assert yuan.parameters == pytest.approx({"p": 6.0, "q": 4.0, "gamma": 15.0}, rel=0.08)
    assert cents.parameters["gamma"] == pytest.approx(100 * yuan.parameters["gamma"], rel=1e-6)
    assert cents.parameters["p"] == pytest.approx(yuan.parameters["p"], rel=1e-6)


def test_amounts_are_finite_for_every_history_and_parameter_and_lie_between_customer_and_crowd() -> None:
    x, _, _ = crowds.wild(400)
    z = np.exp(np.random.default_rng(4).uniform(-5, 20, x.size))
    for p in crowds.parameter_sets(gamma_gamma.NAMES, 100):
        found = gamma_gamma.expected_amount(p, x, z)
        assert np.isfinite(found).all() and (found > 0).all(), p
    p = {"p": 6.25, "q": 3.74, "gamma": 15.44}
    crowd = p["p"] * p["gamma"] / (p["q"] - 1)
    found = gamma_gamma.expected_amount(p, 3, 100.0)
    assert crowd < found < 100.0
    assert gamma_gamma.expected_amount(p, 0, np.nan) == pytest.approx(crowd)


@pytest.mark.parametrize("rows", [0, 3, 9])
def test_too_few_customers_are_said_to_be_too_few(rows: int) -> None:
    x, t_x, T = (column[:rows] for column in crowds.wild(20))
    for model in MODELS:
        assert model.fit(histories.given(x, t_x, T)[0]).verdict == Verdict.NOT_ENOUGH
    assert gamma_gamma.fit(x, T + 1).verdict == Verdict.NOT_ENOUGH


@pytest.mark.parametrize("broken", [(-1, 0, 1), (1.5, 0, 1), (1, 2, 1), (1, np.nan, 1), (1, -1, 1)])
def test_a_history_that_cannot_be_is_refused(broken: tuple[float, float, float]) -> None:
    with pytest.raises(ValueError):
        histories.given(*[[value] for value in broken])
