"""Where we stand: segments of every scope beside their market, and the share of a scope over 24 months."""

import json
from typing import Any

import pytest

from guanxi.contracts.products import FAMILIES
from guanxi.value.measures import market, positioning, scopes
from tests.value import spec

MONEY = (
    "revenue_12m", "serve_cost_12m", "relationship_cost_12m", "wallet_amount", *(f"own_{f}" for f in FAMILIES),
)  # fmt: skip
NUMBERS = ("own_value", "wallet_value", "customer_share", "deposit_unit", "loan_unit", "service_value")
TEXTS = ("customer_id", "unit_id", "owner_id", "kind", "axis_region", "axis_industry", "axis_size")
COLUMNS = {
    **dict.fromkeys(TEXTS, "string"), "here": "boolean", "departed_on": "date", **dict.fromkeys(MONEY, "int64"),
    **dict.fromkeys(NUMBERS, "float64"),
}  # fmt: skip
LISTS = {"customer_id": "string"} | dict.fromkeys(("deposit_months", "loan_months", "fee_months"), "array<int64>")
ABOVE = scopes.ancestors([("U0", None), ("U1", "U0"), ("U2", "U0")])


def _customer(key: str, own: int, wallet: float, unit: str = "U1", **rest: Any) -> dict[str, Any]:
    base = dict.fromkeys(MONEY, 0) | {"kind": "company", "axis_region": "110100", "axis_industry": "C", "here": True}
    value = own * 0.01
    told = {"own_current": own, "own_value": value, "wallet_value": wallet, "deposit_unit": 0.01, "loan_unit": 0.0}
    more = {"customer_share": value / wallet if wallet else None, "service_value": 0.0, "wallet_amount": own * 2}
    named = {"customer_id": key, "unit_id": unit, "owner_id": f"S{unit}", "revenue_12m": 10, "serve_cost_12m": 3}
    return base | told | more | named | rest


def _cells(*rows: dict[str, Any]) -> Any:
    lists = [
        {
            "customer_id": row["customer_id"], "deposit_months": [row["own_current"]] * 24,
            "loan_months": [0] * 24, "fee_months": [0] * 24,
        }
        for row in rows
    ]  # fmt: skip
    growths = spec.table({"region": "string", "industry": "string", "growth": "float64"}, [])
    return positioning.gathered(spec.table(COLUMNS, rows), spec.table(LISTS, lists), growths, spec.assumed())


def _rows(cells: Any, told: list[dict[str, Any]] = [], **where: str) -> list[dict[str, Any]]:  # noqa: B006
    table = spec.given("market", told)
    measured = market.cells(market.sizes(table))
    rows = spec.result(positioning.positioning(cells, ABOVE, measured, market.competitors(table)), "scope", "place")
    return [row for row in rows if all(row[name] == value for name, value in where.items())]


CUSTOMERS = (
    _customer("A", 600_00, 1_000.0),
    _customer("B", 400_00, 1_000.0, unit="U2"),
    _customer("C", 100_00, 1_000.0, axis_industry=None, kind="person"),
    _customer("D", 900_00, 1_000.0, here=False),
)


def test_segments_stand_with_the_largest_wallet_first_and_only_who_is_here_counts() -> None:
    rows = _rows(_cells(*CUSTOMERS), scope="bank", cut="market")
    assert [(row["kind"], row["industry"], row["customers"]) for row in rows] == [
        ("company", "C", 2),
        ("person", "", 1),
    ]
    [company, _] = rows
    assert (company["own_amount"], company["wallet_amount"], company["cost_12m"]) == (1_000_00, 2_000_00, 6)
    assert (company["customer_share"], company["open_value"]) == (0.5, 1_000)


@pytest.mark.parametrize("cut", ["market", "size"])
def test_the_segments_of_every_scope_add_up_to_its_customers(cut: str) -> None:
    cells = _cells(*CUSTOMERS)
    for scope, scope_id, amount in (("bank", "", 1_100_00), ("unit", "U0", 1_100_00), ("unit", "U1", 700_00)):
        rows = _rows(cells, scope=scope, scope_id=scope_id, cut=cut)
        assert sum(row["own_amount"] for row in rows) == amount
    assert [row["own_amount"] for row in _rows(cells, scope="staff", scope_id="SU2", cut=cut)] == [400_00]


def test_the_market_stands_beside_its_segment_and_is_empty_where_none_was_delivered() -> None:
    told = [
        {
            "region": "110100", "industry": "C13", "family": "current", "year": 2025, "size": 10_000_00,
            "growth": 0.05, "competitor": "one", "competitor_share": 0.3, "source": "survey",
        }
    ]  # fmt: skip
    company, person = _rows(_cells(*CUSTOMERS), told, scope="bank", cut="market")
    assert (company["market_size"], company["market_growth"], company["market_share"]) == (10_000_00, 0.05, 0.1)
    assert json.loads(company["competitors"]) == [{"name": "one", "rate": 0.3}]
    assert (person["market_size"], person["market_share"], person["competitors"]) == (None, None, None)
    assert {row["market_size"] for row in _rows(_cells(*CUSTOMERS), told, cut="size")} == {None}


def test_the_share_of_a_scope_is_own_value_over_wallet_value_of_its_customers_today() -> None:
    rows = spec.result(positioning.trend(_cells(*CUSTOMERS), ABOVE, spec.assumed()), "scope", "scope_id")
    found = {(row["scope"], row["scope_id"]): row for row in rows}
    bank = found["bank", ""]
    assert (bank["customer_share"], bank["customers"]) == (pytest.approx(1_100 / 3_000, abs=1e-6), 3)
    assert bank["share_months"] == [3667] * 24
    assert bank["share_ahead"] == bank["share_ahead_low"] == bank["share_ahead_high"] == 0.3667
    assert found["unit", "U2"]["customer_share"] == 0.4


def test_zero_wallets_have_no_share_and_no_projection() -> None:
    cells = _cells(_customer("A", 0, 0.0))
    [row] = _rows(cells, scope="bank", cut="market")
    assert (row["customer_share"], row["share_before"], row["open_value"]) == (None, None, 0)
    told = spec.result(positioning.trend(cells, ABOVE, spec.assumed()), "scope")
    assert {(row["customer_share"], row["share_ahead"]) for row in told} == {(None, None)}
    assert told[0]["share_months"] == [None] * 24
