"""Kaplan–Meier from counts: the published table of the leukaemia trial, late entry, and thin ages."""

import numpy as np
import pytest

from guanxi.value.models import product_limit

#: Group "maintained" of the trial: weeks, and whether the event was seen (Miller 1997, data set aml).
MAINTAINED = [(9, 1), (13, 1), (13, 0), (18, 1), (23, 1), (28, 0), (31, 1), (34, 1), (45, 0), (48, 1), (161, 0)]
PRINTED = {9: 0.909, 13: 0.818, 18: 0.716, 23: 0.614, 31: 0.491, 34: 0.368, 48: 0.184}


def counts(spells: list[tuple[int, int]], horizon: int, entries: list[int] | None = None):  # type: ignore[no-untyped-def]
    entered, gone, departed = (np.zeros((1, horizon)) for _ in range(3))
    for number, (end, event) in enumerate(spells):
        entered[0, entries[number] if entries else 0] += 1
        if end <= horizon:
            gone[0, end - 1] += 1
            departed[0, end - 1] += event
    return product_limit.watched(entered, gone), departed


def test_the_published_curve_and_median() -> None:
    curves = product_limit.fit(*counts(MAINTAINED, 161))
    assert {t: round(float(curves.survival[0, t]), 3) for t in PRINTED} == PRINTED
    assert curves.median() == [31]


def test_the_mean_is_the_area_and_its_error_that_of_greenwood() -> None:
    # two of four leave at 1, one of two at 3: S = 1, ½, ½, ¼; area to 4 = 1 + ½ + ½ + ¼
    curves = product_limit.fit(*counts([(1, 1), (1, 1), (3, 1), (9, 0)], 4))
    assert curves.mean[0] == pytest.approx(2.25)
    # areas beyond 1 and 3: 1.25 and ¼; d ÷ (n (n − d)): 2 ÷ (4 × 2) and 1 ÷ (2 × 1)
    assert curves.error[0] ** 2 == pytest.approx(1.25**2 / 4 + 0.25**2 / 2)


def test_who_enters_late_counts_from_then_on_only() -> None:
    at_risk, departed = counts([(5, 1), (5, 0)], 6, entries=[0, 3])
    assert at_risk[0].tolist() == [1, 1, 1, 2, 2, 0]
    assert product_limit.fit(at_risk, departed).survival[0, 5] == pytest.approx(0.5)


def test_a_borrowed_hazard_stands_in_and_adds_no_certainty() -> None:
    at_risk, departed = counts([(2, 1), (9, 0)], 3)
    curves = product_limit.fit(at_risk, departed, np.array([[np.nan, 0.1, np.nan]]))
    assert curves.survival[0].tolist() == pytest.approx([1, 1, 0.9, 0.9])
    assert curves.error[0] == 0


def test_nobody_and_no_departure_are_finite() -> None:
    curves = product_limit.fit(np.zeros((1, 3)), np.zeros((1, 3)))
    assert curves.survival.tolist() == [[1, 1, 1, 1]] and curves.mean[0] == 3 and curves.median() == [None]
