"""Profit to the last line: cost layers, capital by both methods, the treasury line by currency, moved curves."""

from datetime import date
from typing import Any

import ibis
import numpy as np
import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from guanxi.value.measures import (
    account_month,
    attribution,
    customer_month,
    internal_ratings,
    layers,
    relationship,
    scopes,
    treasury,
)
from guanxi.value.models import basel
from guanxi.value.money import total
from tests.value import spec

MONTH = "2025-12"
PRODUCTS = [
    {"product_id": "D", "family": "current", "side": "liability", "ftp_method": "pool"},
    {"product_id": "L", "family": "term_loan", "side": "asset", "tenor": 36, "ftp_method": "matched", "lgd": 0.45},
    {"product_id": "H", "family": "mortgage", "side": "asset", "tenor": 36, "ftp_method": "matched", "lgd": 0.25},
]
RATES = [{"curve": "transfer", "on": date(2020, 1, 1), "tenor": t, "value": 0.02 + t / 10_000} for t in (1, 12, 36)]
FX = [
    {"curve": f"fx.{code}", "on": date(2020, 1, 1), "tenor": 0, "value": v} for code, v in (("USD", 7.1), ("EUR", 7.83))
]
ASK = ibis.duckdb.connect().to_pyarrow


def tables(accounts: list[dict[str, Any]], balances: list[dict[str, Any]], **rest: Any) -> dict[str, Any]:
    plain = {"unit_id": "U", "currency": "CNY", "rate": 0.01, "opened_on": date(2025, 1, 1)}
    full = [plain | account for account in accounts]
    dated = [{"period": MONTH} | row for row in balances]
    made = spec.all_given(products=PRODUCTS, rates=RATES + FX, accounts=full, balances=dated, **rest)
    made["splits"] = attribution.splits(made["account_parties"])
    return made


def lines(given: dict[str, Any], foreign: bool = False, **assumed: Any) -> Any:
    a = spec.assumed(**assumed)
    known, days = account_month.contracts(given), account_month.calendar([MONTH])
    given["capital_cells"] = internal_ratings.of(ASK, given, known, days, a)
    return account_month.lines(given, [MONTH], a, foreign=foreign)


def summed(rows: Any, *names: str) -> dict[str, int]:
    [row] = spec.result(rows.aggregate(**{name: total(rows[name]) for name in names}))
    return row


def one_loan(product: str = "L", **balance: Any) -> dict[str, Any]:
    amount = {"account_id": "A", "average_balance": 1_000_000_00, "end_balance": 1_000_000_00} | balance
    return tables([{"account_id": "A", "customer_id": "C", "product_id": product}], [amount])


def test_capital_is_standardised_until_internal_ratings_are_chosen() -> None:
    given = one_loan(pd=0.01)
    assert summed(lines(given), "capital") == {"capital": 105_000_00}
    by_formula = summed(lines(given, risk__capital_method="basel"), "capital")["capital"]
    assert by_formula == round(1_000_000_00 * basel.risk_weight(0.01, 0.45) * 0.105)
    assert by_formula / 1_000_000_00 / 0.105 == pytest.approx(0.9232, abs=5e-5)


def test_a_claim_in_default_binds_no_capital_beyond_its_loss_and_a_deposit_none() -> None:
    assert summed(lines(one_loan(stage=3), risk__capital_method="basel"), "capital") == {"capital": 0}
    assert summed(lines(one_loan("D"), risk__capital_method="basel"), "capital") == {"capital": 0}


def test_retail_classes_have_their_own_curves() -> None:
    pd, lgd, years = np.array([0.01]), np.array([0.45]), np.array([2.5])
    found = {
        name: basel.risk_weights(np.array([name]), pd, lgd, years)[0] for name in ("mortgage", "revolving", "retail")
    }
    assert found["mortgage"] == pytest.approx(0.5640, abs=5e-5)
    assert found["revolving"] < found["retail"] < basel.risk_weight(0.01, 0.45)
    mortgage = summed(lines(one_loan("H", pd=0.01), risk__capital_method="basel"), "capital")["capital"]
    assert mortgage == pytest.approx(1_000_000_00 * 0.5640 * 0.25 / 0.45 * 0.105, rel=1e-4)


@settings(max_examples=200, deadline=None)
@drawn(st.floats(0, 1), st.floats(0, 1), st.floats(1, 5))
def test_many_weights_are_those_of_the_plain_formula(pd: float, lgd: float, years: float) -> None:
    many = basel.risk_weights(np.array(["corporate"]), np.array([pd]), np.array([lgd]), np.array([years]))[0]
    assert many == pytest.approx(basel.risk_weight(pd, lgd, years), rel=1e-9, abs=1e-12)


@settings(max_examples=300, deadline=None)
@drawn(st.floats(0, 1), st.floats(0, 1))
def test_what_a_cell_rounds_away_is_less_than_its_stated_bound(pd: float, lgd: float) -> None:
    exact, cell = basel.risk_weight(pd, lgd), basel.risk_weight(round(pd * 1e9) / 1e9, round(lgd * 1e6) / 1e6)
    assert abs(exact - cell) <= 1e-5 * exact + 1e-5


def test_the_full_layer_adds_upkeep_and_overhead_and_no_idle_capacity() -> None:
    accounts = [{"account_id": "A", "customer_id": "C", "product_id": "D"}]
    events = [{"account_id": "A", "period": MONTH, "channel": "counter", "kind": "deposit", "count": 10}]
    ledger = [{"line": "operating_cost", "unit_id": "U", "period": MONTH, "amount": 1_000_000_00}]
    given = tables(
        accounts, [{"account_id": "A", "average_balance": 0, "end_balance": 0}], events=events, ledger=ledger
    )
    found = summed(lines(given, layers__account_upkeep={"default": 1_00}), "serve_cost", "overhead_cost")
    assert found == {"serve_cost": 10 * 4 * 2_20, "overhead_cost": 1_00 + round(10 * 4 * 2_20 * 0.3)}


def test_profits_on_the_layers_differ_by_the_visits_and_by_upkeep_and_overhead() -> None:
    columns = {"profit": "int64", "relationship_cost_12m": "int64", "overhead_cost_12m": "int64"}
    row = spec.table(columns, [{"profit": -5, "relationship_cost_12m": 30, "overhead_cost_12m": 7}])
    assert spec.result(row.select(**layers.profits(row, row.profit))) == [
        {"profit_direct_12m": 25, "profit_full_12m": -12}
    ]


currencies = st.lists(
    st.tuples(st.sampled_from("DL"), st.integers(-(10**9), 10**11), st.sampled_from(["CNY", "USD", "EUR"])),
    min_size=1,
    max_size=8,
)


@settings(max_examples=5, deadline=None)
@drawn(currencies)
def test_customers_and_treasury_are_the_net_interest_income_in_every_currency_to_the_cent(
    rows: list[tuple[str, int, str]],
) -> None:
    accounts = [
        {"account_id": f"A{n}", "customer_id": f"C{n % 3}", "product_id": p, "currency": c}
        for n, (p, _, c) in enumerate(rows)
    ]
    balances = [{"account_id": f"A{n}", "average_balance": x, "end_balance": x} for n, (_, x, _) in enumerate(rows)]
    held = customer_month.holdings(lines(tables(accounts, balances), foreign=True), foreign=True)
    above = scopes.ancestors([("U", None)])
    found = spec.result(treasury.treasury(customer_month.treasury_month(held), above), "scope", "place")
    assert {row["scope"] for row in found} == {"bank", "unit"}
    assert {row["currency"] for row in found} <= {c for _, _, c in rows}
    for row in found:
        assert row["margin"] + row["treasury"] == row["net_interest"]


def test_a_moved_curve_moves_margin_to_the_treasury_and_leaves_net_interest_as_it_is() -> None:
    given = tables(
        [{"account_id": "A", "customer_id": "C", "product_id": "D"}],
        [{"account_id": "A", "average_balance": 1_000_000_00, "end_balance": 0, "interest_paid": 50_00}],
    )
    plain = summed(lines(given), "deposit_margin", "treasury")
    moved = summed(lines(given, transfer__shift=0.01), "deposit_margin", "treasury")
    assert moved["deposit_margin"] - plain["deposit_margin"] == round(1_000_000_00 * 0.01 * 31 / 365)
    assert sum(moved.values()) == sum(plain.values()) == -50_00


def test_a_customer_split_in_two_costs_the_same_visits_to_the_cent() -> None:
    staff = [{"staff_id": "S", "unit_id": "U", "role": "relationship_manager", "yearly_cost": 100_000_01}]

    def charged(names: list[str]) -> int:
        visits = [
            {"visit_id": f"V{n}", "customer_id": name, "staff_id": "S", "on": date(2025, 12, 1 + n), "channel": "visit"}
            for n, name in enumerate(names)
        ]
        made = relationship.on_customers(
            spec.all_given(staff=staff, visits=visits), account_month.calendar([MONTH]), spec.assumed()
        )
        found = summed(made, "relationship_cost", "overhead_cost")
        return found["relationship_cost"] * 10**6 + found["overhead_cost"]

    assert charged(["C"] * 7) == charged(["C1"] * 3 + ["C2"] * 4) > 0
