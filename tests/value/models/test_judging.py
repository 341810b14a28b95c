"""Small tables in, the measures of a backtest out."""

import pytest

from guanxi.value.models import judging


def test_the_area_counts_pairs_and_ties_half() -> None:
    assert judging.auc([0.9, 0.1], [10, 10], [10, 0]) == 1.0
    assert judging.auc([0.5, 0.5], [10, 10], [10, 0]) == 0.5
    assert judging.auc([0.1, 0.9], [10, 10], [5, 5]) == 0.5


def test_the_top_tenth_leaves_five_times_as_often() -> None:
    assert judging.lift([0.5, 0.1], [10, 90], [5, 5]) == pytest.approx(5.0)


def test_a_cell_across_the_border_of_the_tenth_counts_in_part() -> None:
    assert judging.lift([0.5, 0.1], [20, 80], [10, 0]) == pytest.approx(5.0)


def test_twice_as_many_foretold_as_seen() -> None:
    assert judging.bias([0.2, 0.1], [50, 100], [5, 5]) == pytest.approx(1.0)


def test_the_table_keeps_every_one_at_risk() -> None:
    rows = judging.table([0.1, 0.2, 0.4], [50, 30, 20], [5, 6, 10], parts=2)
    assert rows == [(pytest.approx(0.1), pytest.approx(0.1), 50), (pytest.approx(0.28), pytest.approx(0.32), 50)]


def test_drift_is_nought_for_the_same_mix_and_grows_with_the_change() -> None:
    assert judging.drift([10, 30], [20, 60]) == pytest.approx(0.0)
    assert judging.drift([50, 50], [80, 20]) == pytest.approx(0.3 * 1.3862943611)


def test_what_has_no_answer_is_none() -> None:
    nobody = ([0.1, 0.2], [5, 5], [0, 0])
    assert judging.auc(*nobody) is None
    assert judging.lift(*nobody) is None
    assert judging.bias(*nobody) is None
    assert judging.drift([0, 0], [1, 2]) is None
    assert judging.table([], [], []) == []
