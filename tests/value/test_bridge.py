"""The profit bridge: every step adds up to the cent, and each cause is what it says."""

import json
import random
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from guanxi.contracts.figures.bridge import CAUSES
from guanxi.contracts.lines import LINES
from guanxi.value.measures import bridge, scopes
from tests.value import spec

LAST = "2025-12"
ABOVE = scopes.ancestors([("U0", None), ("U1", "U0")])
MONTH = {"customer_id": "string", **dict.fromkeys((*LINES, "deposit_average", "loan_average"), "int64")}
NOTHING = dict.fromkeys((*LINES, "deposit_average", "loan_average"), 0)


def bridged(customers: list[dict[str, Any]], months: dict[int, list[dict[str, Any]]]) -> tuple[list[int], list[Any]]:
    """Return the bank's profits and steps of customers and their months."""
    facts = spec.table(
        {
            "customer_id": "string",
            "unit_id": "string",
            "owner_id": "string",
            "opened_on": "date",
            "departed_on": "date",
        },
        [{"unit_id": "U1", "owner_id": "S1", "opened_on": date(2010, 1, 1)} | c for c in customers],
    )
    tables = [spec.table(MONTH, [NOTHING | row for row in months.get(m, [])]) for m in range(24)]
    cells = bridge.cells(tables, facts, LAST)
    rows = spec.result(bridge.bridge(cells, bridge.steps(cells, ABOVE, LAST), ABOVE), "scope")
    [bank] = [row for row in rows if row["scope"] == "bank"]
    named = [dict(zip(CAUSES, step, strict=True)) for step in json.loads(bank["steps"])]
    return json.loads(bank["profits"]), named


def moved(step: dict[str, int]) -> dict[str, int]:
    return {cause: amount for cause, amount in step.items() if amount}


def test_a_margin_moves_by_days_volume_and_rate() -> None:
    # November to December: 30 to 31 days
    before = {"customer_id": "C1", "deposit_margin": 3000, "deposit_average": 100_000}
    after = {"customer_id": "C1", "deposit_margin": 4030, "deposit_average": 130_000}
    profits, steps = bridged([{"customer_id": "C1"}], {22: [before], 23: [after]})
    assert (profits[22], profits[23]) == (3000, 4030)
    # 100 for the day; the rate is 3.1 % in both months, so all the rest is volume
    assert moved(steps[22]) == {"days": 100, "deposit_volume": 930}


def test_fees_and_charges_move_by_their_change_with_the_sign_of_profit() -> None:
    before = {"customer_id": "C1", "fees": 500, "serve_cost": 200, "expected_loss": 50}
    after = {"customer_id": "C1", "fees": 700, "serve_cost": 260, "expected_loss": 20}
    _, steps = bridged([{"customer_id": "C1"}], {22: [before], 23: [after]})
    assert moved(steps[22]) == {"fees": 200, "serve_cost": -60, "expected_loss": 30}


def test_a_margin_without_a_balance_is_other() -> None:
    _, steps = bridged([{"customer_id": "C1"}], {23: [{"customer_id": "C1", "loan_margin": 70}]})
    assert moved(steps[22]) == {"other": 70}


def test_newcomers_and_leavers_move_profit_under_their_own_name() -> None:
    customers = [
        {"customer_id": "C1", "opened_on": date(2025, 12, 3)},
        {"customer_id": "C2", "departed_on": date(2025, 12, 20)},
    ]
    months = {22: [{"customer_id": "C2", "fees": 900}], 23: [{"customer_id": "C1", "fees": 400}]}
    _, steps = bridged(customers, months)
    assert moved(steps[22]) == {"new": 400, "departed": -900}


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 10_000))
def test_every_step_adds_up_to_the_change_of_profit_to_the_cent(seed: int) -> None:
    draw = random.Random(seed)
    customers = [
        {
            "customer_id": f"C{n}",
            "opened_on": date(draw.choice([2015, 2024, 2025]), draw.randint(1, 12), 1),
            "departed_on": date(2025, draw.randint(1, 12), 28) if draw.random() < 0.3 else None,
        }
        for n in range(6)
    ]
    months = {
        m: [
            {"customer_id": c["customer_id"], **{name: draw.randint(-5_000, 90_000) for name in NOTHING}}
            for c in customers
            if draw.random() < 0.8
        ]
        for m in range(20, 24)
    }
    profits, steps = bridged(customers, months)
    for at, step in enumerate(steps):
        assert sum(step.values()) == profits[at + 1] - profits[at]
