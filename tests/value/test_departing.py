"""Who is likely to leave, and what a customer is worth over its life: by small tables and by simulated counts."""

import json
from datetime import date
from typing import Any

import ibis
import numpy as np
import pytest

from guanxi.value.measures import departing, lifetime, model_cards
from guanxi.value.measures.departing import SIZES, Bins
from guanxi.value.measures.landmarks import LANDMARKS, TODAY
from guanxi.value.models import lifetime as model
from guanxi.value.models.lifetime import Terms
from tests.value import landmark_stories, spec
from tests.value.landmark_stories import Story

LAST = "2025-12"
TERMS = Terms(horizon=60, own=12, discount=0.12, later=0.01)


def _cells(customer: dict[str, Any], deposits: list[int], busy: int = 3) -> dict[str, Any]:
    [row] = landmark_stories.cells([Story(customer=customer, deposits=deposits, busy=busy)], LAST)
    return row


def _bins(row: dict[str, Any], at: int = TODAY) -> dict[str, int]:
    bins = departing.unpacked(np.array([row[f"cell_{at:02d}"]]))[0]
    return dict(zip(departing.FEATURES, (int(b) for b in bins), strict=True))


def test_a_cell_is_told_by_its_features_up_to_the_month_end_only() -> None:
    falling = [5_000_000] * 21 + [1_000_000] * 3
    row = _cells({}, falling, busy=0)
    told = _bins(row)
    assert told == {
        "trend": 1, "latest": 2, "activity": 0, "silence": 0, "size": 2, "profit": 2, "grievance": 0, "price": 0,
        "tenure": 3, "kind": 1,
    }  # fmt: skip
    # three months back nothing had fallen yet: what comes after a month end does not tell
    assert _bins(row, LANDMARKS[-1])["trend"] == 4


@pytest.mark.parametrize(
    ("story", "feature", "bin_"),
    [
        (Story(ends={TODAY: 1_000_000}), "latest", 1),
        (Story(ends={TODAY: 2_000_000}), "latest", 2),
        (Story(deposits=[0] * 24, ends={TODAY: 9_000_000}), "latest", 0),
        (Story(deposits=[5_000_000] * 17 + [10_000] * 7, busy=0), "silence", 2),
        (Story(deposits=[5_000_000] * 14 + [10_000] * 10, busy=0), "silence", 3),
        (Story(complaints=[(date(2025, 10, 1), False)]), "grievance", 1),
        (Story(complaints=[(date(2025, 10, 1), True)]), "grievance", 0),
        (Story(complaints=[(date(2025, 6, 30), False)]), "grievance", 0),
        (Story(promises=[(date(2025, 9, 1), None)]), "grievance", 1),
        (Story(promises=[(date(2025, 9, 1), date(2025, 9, 2))]), "grievance", 1),
        (Story(promises=[(date(2025, 9, 1), date(2025, 9, 1))]), "grievance", 0),
        (Story(promises=[(date(2026, 1, 1), None)]), "grievance", 0),
        (Story(prices=[(date(2024, 1, 1), 0.02), (date(2025, 10, 1), 0.015)]), "price", 1),
        (Story(prices=[(date(2024, 1, 1), 0.02), (date(2025, 10, 1), 0.025)]), "price", 0),
        (Story(prices=[(date(2024, 1, 1), 0.02), (date(2025, 9, 1), 0.015)]), "price", 0),
        (Story(prices=[(date(2024, 1, 1), 0.02), (date(2025, 10, 1), 0.015)],
               accounts=[(date(2025, 10, 2), None)]), "price", 0),
    ],
)  # fmt: skip
def test_what_precedes_a_departure_is_told_apart(story: Story, feature: str, bin_: int) -> None:
    [row] = landmark_stories.cells([story], LAST)
    assert _bins(row)[feature] == bin_


@pytest.mark.parametrize(
    ("customer", "there"),
    [
        ({}, [True, True, True, True]),
        ({"opened_on": date(2025, 8, 1)}, [False, False, True, True]),
        ({"closed_on": date(2025, 11, 15), "departed_on": date(2025, 11, 15)}, [True, True, True, False]),
        ({"closed_on": date(2024, 1, 31), "departed_on": date(2024, 1, 31)}, [False] * 4),
        ({"departed_on": date(2025, 12, 31)}, [True, True, True, False]),
    ],
)
def test_who_came_late_or_left_before_is_not_at_risk(customer: dict[str, Any], there: list[bool]) -> None:
    row = _cells(customer, [5_000_000] * 24)
    assert [row[f"risk_{at:02d}"] for at in (*LANDMARKS, TODAY)] == there


def test_cells_are_packed_and_unpacked_without_loss() -> None:
    cell = np.arange(int(np.prod(SIZES)), dtype=np.int64)
    assert (departing.packed(departing.unpacked(cell)) == cell).all()


def _counts(n: int, rate: dict[int, float], seed: int = 7) -> ibis.Table:
    """Simulate counts in which the trend of balances alone decides who leaves."""
    draws, rows = np.random.default_rng(seed), []
    bins: Bins = np.array([[t, 4, 3, 0, 2, 2, 0, 0, 2, k] for t in range(SIZES[0]) for k in range(2)])
    for at in (*LANDMARKS, TODAY):
        for cell, trend in zip(departing.packed(bins), bins[:, 0], strict=True):
            near = int(draws.binomial(n, rate.get(int(trend), 0.01))) if at != TODAY else 0
            far = near + (int(draws.binomial(n - near, rate.get(int(trend), 0.01))) if at != TODAY else 0)
            rows.append({"at": at, "whole": 1, "cell": int(cell), "n": n, "left_3m": near, "left_6m": far})
    return spec.table(departing.COUNT_COLUMNS, rows)


def _ask(table: ibis.Table) -> Any:
    return ibis.duckdb.connect().to_pyarrow(table)


def _scored(counts: ibis.Table) -> list[dict[str, Any]]:
    profits = {"person": (110, 100), "company": (90, 100)}
    return spec.result(lifetime.scored(counts, profits, _ask, spec.assumed(date(2025, 12, 31))), "cell")


def test_a_chance_that_is_really_there_is_found_with_its_reason() -> None:
    rows = _scored(_counts(5_000, {1: 0.2, 2: 0.08}))
    by_trend = {int(departing.unpacked(np.array([r["cell"]]))[0, 0]): r for r in rows}
    assert by_trend[1]["risk_3m"] == pytest.approx(0.2, abs=0.02)
    assert by_trend[2]["risk_3m"] == pytest.approx(0.08, abs=0.015)
    assert by_trend[4]["risk_3m"] == pytest.approx(0.01, abs=0.005)
    assert all(r["risk_3m"] <= r["risk_6m"] <= 1 for r in rows)
    assert json.loads(by_trend[1]["reasons"])[0][:2] == ["trend", 1]
    assert by_trend[1]["because"] == "trend:1" and by_trend[4]["besides"] is None
    assert all(r["weight_low"] <= r["weight"] <= r["weight_high"] for r in rows)


def test_without_departures_no_chance_is_told_and_nobody_stays_for_certain() -> None:
    rows = _scored(_counts(1_000, dict.fromkeys(range(6), 0.0)))
    assert {r["risk_3m"] for r in rows} == {None} and {r["risk_6m"] for r in rows} == {None}
    assert {r["because"] for r in rows} == {None}
    assert all(0 < r["hazard"] < 0.001 for r in rows)
    assert all(
        np.isfinite([r["weight"], r["weight_low"], r["weight_high"], r["closed"], r["stay"]]).all() for r in rows
    )


def test_when_everybody_leaves_the_figures_stay_finite() -> None:
    rows = _scored(_counts(100, dict.fromkeys(range(6), 1.0)))
    assert all(r["risk_3m"] is None and 0 < r["hazard"] < 1 and r["stay"] >= 0 for r in rows)


def test_the_card_judges_on_a_later_window_and_beside_the_naive_rule() -> None:
    # the naive rule takes the largest fall for the likeliest to leave; here it is new customers who leave
    [row] = spec.result(model_cards.cards(_counts(5_000, {0: 0.2, 2: 0.08}), _ask, LAST, spec.assumed()))
    told = json.loads(row["measures"])
    assert row["verdict"] == "converged" and told["is_judged"]
    assert told["auc"] > told["naive_auc"] + 0.05 and told["lift"] > 2
    assert told["slope"] == pytest.approx(1.0, abs=0.15) and abs(told["bias"]) < 0.15
    tenths = json.loads(row["tenths"])
    assert sum(n for *_, n in tenths) == told["n"]
    assert (row["window_from"], row["window_to"]) == ("2025-03-31", "2025-12-31")


def test_the_card_says_that_it_cannot_say() -> None:
    [row] = spec.result(model_cards.cards(_counts(50, dict.fromkeys(range(6), 0.0)), _ask, LAST, spec.assumed()))
    assert row["verdict"] == "not_enough"
    assert json.loads(row["measures"])["is_judged"] is False and json.loads(row["tenths"]) == []


def test_value_falls_with_hazard_and_discount_and_grows_with_the_margin() -> None:
    hazards = np.array([0.0, 0.01, 0.05, 0.5, 1.0])
    none = np.zeros(5)
    weights = model.weight(hazards, none, TERMS)
    assert (np.diff(weights) < 0).all()
    dearer = model.weight(hazards, none, Terms(60, 12, 0.2, 0.01))
    assert (dearer <= weights).all()
    assert (model.weight(hazards, none + 0.05, TERMS)[:-1] > weights[:-1]).all()
    assert weights[-1] == 0.0


@pytest.mark.parametrize(("retention", "multiple"), [(0.6, 1.15), (0.7, 1.67), (0.8, 2.50), (0.9, 4.09)])
def test_the_closed_form_gives_the_published_multiples(retention: float, multiple: float) -> None:
    hazard = np.array([1 - retention ** (1 / 12)])
    assert model.closed(hazard, 0.12)[0] / 12 == pytest.approx(multiple, abs=0.005)


def _figures(profit: int, months: list[int], gone: bool = False) -> dict[str, Any]:
    row = _cells({"departed_on": date(2025, 6, 1)} if gone else {}, [5_000_000] * 24)
    cells = spec.table(
        {"customer_id": "string", "cell_23": "int64", "risk_23": "boolean"},
        [{"customer_id": "C", "cell_23": row["cell_23"], "risk_23": row["risk_23"]}],
    )
    score = {
        "cell": row["cell_23"], "risk_3m": 0.03, "risk_6m": 0.05, "reasons": "[]", "hazard": 0.01, "later": 0.01,
        "weight": 40.0, "weight_low": 30.0, "weight_high": 50.0, "closed": 30.0, "stay": 50.0,
    }  # fmt: skip
    facts = spec.table(
        {"customer_id": "string", "profit_12m": "int64", "opened_on": "date", "as_of_month": "int64"},
        [{"customer_id": "C", "profit_12m": profit, "opened_on": date(2015, 1, 1), "as_of_month": 2025 * 12 + 12}],
    )
    lists = spec.table({"customer_id": "string", "profit_months": "array<int64>"},
                       [{"customer_id": "C", "profit_months": months}])  # fmt: skip
    scores = spec.table(lifetime.SCORE_COLUMNS, [score])
    [found] = spec.result(lifetime.figures(cells, scores, facts, lists, spec.assumed()))
    return found


def test_a_steady_margin_is_worth_its_weight_and_the_interval_is_that_of_the_hazard() -> None:
    found = _figures(1_200, [100] * 24)
    assert (found["lifetime_value"], found["lifetime_low"], found["lifetime_high"]) == (4_000, 3_000, 5_000)
    assert (found["lifetime_closed"], found["expected_months"]) == (3_000, 50.0)


def test_a_loss_is_worth_less_than_nothing_and_bounds_stay_in_order() -> None:
    found = _figures(-1_200, [-100] * 24)
    assert (found["lifetime_low"], found["lifetime_value"], found["lifetime_high"]) == (-5_000, -4_000, -3_000)
    unsteady = _figures(1_200, [0, 200] * 12)
    assert unsteady["lifetime_low"] < 3_000 and unsteady["lifetime_high"] > 5_000


def test_who_has_left_is_worth_nothing_more_and_no_chance_is_told() -> None:
    found = _figures(1_200, [100] * 24, gone=True)
    assert (found["lifetime_value"], found["departure_risk_3m"], found["expected_months"]) == (0, None, None)
