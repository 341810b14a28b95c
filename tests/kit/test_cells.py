"""Cells that would run as a formula leave as data; everything else leaves unchanged."""

import pytest

from guanxi.kit import cells


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "-2+3", "@SUM(A1)", "\t=1", " =1", "\uff1d1+1", "\uff20x", "\n=1"])
def test_a_formula_is_told_apart_and_kept_from_running(text: str) -> None:
    assert cells.is_formula(text)
    assert cells.safe(text) == "'" + text


@pytest.mark.parametrize("text", ["", "王芳", "a=b", "-12.50", "+3", "-0.07", "1-2", "10:30"])
def test_plain_values_stay_as_they_are(text: str) -> None:
    assert cells.safe(text) == text
