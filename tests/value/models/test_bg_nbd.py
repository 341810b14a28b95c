"""BG/NBD: the one form of the expectation against others, where those hold, and where textbooks divide by zero."""

import numpy as np
import pytest
from scipy import integrate, special

from guanxi.value.models import active, bg_nbd, histories
from guanxi.value.models.artefact import Verdict
from tests.value.models import crowds

CDNOW = {"r": 0.243, "alpha": 4.414, "a": 0.793, "b": 2.426}


def _textbook(p: dict[str, float], t: float, x: float, t_x: float, T: float) -> float:
    r, alpha, a, b = (p[name] for name in bg_nbd.NAMES)
    z = t / (alpha + T + t)
    gone = 1 - ((alpha + T) / (alpha + T + t)) ** (r + x) * special.hyp2f1(r + x, b + x, a + b + x - 1, z)
    odds = a / (b + x - 1) * ((alpha + T) / (alpha + t_x)) ** (r + x) if x else 0.0
    return float((a + b + x - 1) / (a - 1) * gone / (1 + odds))


def _by_quadrature(R: float, a: float, b: float, u: float) -> float:
    """The mean over p of (1 − (1 + p u)^−R) ÷ p, summed by another rule."""
    weighted = integrate.quad(
        lambda p: -np.expm1(-R * np.log1p(p * u)) / p if p > 0 else R * u, 0, 1, weight="alg", wvar=(a - 1, b - 1)
    )
    return float(weighted[0]) / float(special.beta(a, b))


def test_the_expectation_is_the_textbooks_where_that_can_be_computed() -> None:
    for t, x, t_x, T in ((39, 2, 30.43, 38.86), (10, 0, 0, 38.86), (52, 7, 20, 30), (1, 26, 38, 38.86)):
        found = bg_nbd.expected_purchases(CDNOW, t, x, t_x, T)
        assert found == pytest.approx(_textbook(CDNOW, t, x, t_x, T), rel=1e-10)


@pytest.mark.parametrize(
    ("R", "a", "b", "u"),
    [(0.2, 1.0, 2.4, 8.0), (2.2, 1.0, 4.4, 0.5), (0.5, 0.3, 0.4, 3.0), (0.5, 0.3, 0.7, 3.0), (9.0, 4.0, 0.5, 20.0)],
)
def test_it_is_right_where_the_textbook_divides_by_zero(R: float, a: float, b: float, u: float) -> None:
    assert active.integral(R, a, b, u) == pytest.approx(_by_quadrature(R, a, b, u), rel=1e-7)


def test_it_passes_smoothly_through_a_equal_to_one() -> None:
    around = [float(bg_nbd.expected_purchases(CDNOW | {"a": a}, 39, 2, 30.43, 38.86)) for a in (0.999, 1.0, 1.001)]
    assert around[1] == pytest.approx((around[0] + around[2]) / 2, rel=1e-6)


def test_what_is_read_off_between_points_is_what_would_be_computed() -> None:
    x, t_x, T = crowds.buyers(4_000)
    T = T * 10
    one_by_one = [float(bg_nbd.expected_purchases(CDNOW, 39, *h)) for h in zip(x[:60], t_x[:60], T[:60], strict=True)]
    assert bg_nbd.expected_purchases(CDNOW, 39, x, t_x, T)[:60] == pytest.approx(one_by_one, rel=1e-10)


def test_the_probabilities_of_a_new_customers_purchases_sum_to_one_and_to_their_mean() -> None:
    counts = np.arange(0, 400)
    for p in (CDNOW, CDNOW | {"a": 1.0}):
        chances = bg_nbd.probability(p, counts, 39.0)
        assert chances.sum() == pytest.approx(1.0, abs=1e-9)
        assert counts @ chances == pytest.approx(float(bg_nbd.expected_sales(p, 39.0)), rel=1e-8)


def test_discounting_by_nothing_gives_the_plain_expectation_and_more_rate_less_value() -> None:
    h, _ = histories.given(*crowds.buyers(200))
    plain = bg_nbd.discounted_purchases(CDNOW, h, 12, 4.0, 0.0)
    assert plain == pytest.approx(bg_nbd.expected_purchases(CDNOW, 48.0, h.x, h.t_x, h.T), rel=1e-10)
    slow = sum(
        (bg_nbd.expected_purchases(CDNOW, k * 4.0, h.x, h.t_x, h.T)
         - bg_nbd.expected_purchases(CDNOW, (k - 1) * 4.0, h.x, h.t_x, h.T)) / 1.01**k
        for k in range(1, 13)
    )  # fmt: skip
    assert bg_nbd.discounted_purchases(CDNOW, h, 12, 4.0, 0.01) == pytest.approx(slow, rel=1e-9)


def test_a_sample_first_and_all_rows_after_end_where_all_rows_alone_end(monkeypatch: pytest.MonkeyPatch) -> None:
    h, _ = histories.given(*crowds.buyers(9_000))
    whole = bg_nbd.fit(h)
    monkeypatch.setattr(bg_nbd, "SAMPLE", 1_000)
    in_two_steps = bg_nbd.fit(h)
    assert in_two_steps.verdict == Verdict.CONVERGED
    assert in_two_steps.parameters == pytest.approx(whole.parameters, rel=1e-5)


def test_the_gradient_is_that_of_the_likelihood() -> None:
    h, _ = histories.given(*crowds.buyers(300))
    objective = h.objective(bg_nbd._likelihood)
    at = np.array([0.7, 3.0, 1.2, 2.0])
    _, slope = objective(at)
    for place in range(4):
        step = np.zeros(4)
        step[place] = 1e-6
        assert slope[place] == pytest.approx((objective(at + step)[0] - objective(at - step)[0]) / 2e-6, rel=1e-5)
