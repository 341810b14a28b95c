"""Lifetime value by survival agrees with the closed form and carries an interval."""

import numpy as np
import pytest

from guanxi.value.models import closed_forms, survival_value
from guanxi.value.models.closed_forms import Convention


def test_a_held_hazard_gives_the_closed_form_after_the_first() -> None:
    monthly = 1.1 ** (1 / 12) - 1
    closed = closed_forms.limited(100.0, 0.98, monthly, 60, Convention.AFTER_THE_FIRST)
    assert survival_value.value(100.0, float(np.log(0.02 / 0.98)), 0.1).expected == pytest.approx(closed)


def test_nobody_leaves_and_nothing_is_discounted() -> None:
    found = survival_value.value(100.0, -800.0, 0.0)
    assert (found.expected, found.low, found.high, found.months) == pytest.approx((6000, 6000, 6000, 60))


def test_an_unsure_margin_widens_the_interval_by_its_multiple() -> None:
    found = survival_value.value(100.0, -800.0, 0.0, margin_error=10.0)
    assert found.high - found.expected == pytest.approx(1.96 * 600)


def test_an_unsure_hazard_widens_the_interval_and_a_loss_stays_a_loss() -> None:
    found = survival_value.value(-100.0, -3.0, 0.1, odds_error=0.2)
    assert found.low < found.expected < found.high < 0


def test_a_fading_hazard_keeps_more() -> None:
    assert survival_value.survival(-3.0, 60, 0.9)[-1] > survival_value.survival(-3.0, 60)[-1]


def test_a_horizon_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="at least a month"):
        survival_value.survival(-3.0, 0)
