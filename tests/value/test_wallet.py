"""Wallets by evidence, flows and peers; share of 24 months and ahead; by small tables."""

import json
from datetime import date
from typing import Any

import ibis
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guanxi.contracts.products import FAMILIES
from guanxi.value.measures import evidence, market, share_trend, wallet
from tests.value import spec

COLUMNS = {
    "customer_id": "string", "kind": "string", "axis_industry": "string", "axis_size": "string",
    "axis_region": "string", "here": "boolean", **{f"own_{f}": "int64" for f in FAMILIES},
}  # fmt: skip
NOTHING: dict[str, Any] = {f"own_{f}": 0 for f in FAMILIES}


def _facts(*rows: dict[str, Any]) -> Any:
    base = {"kind": "person", "axis_industry": None, "axis_size": None, "axis_region": "north", "here": True}
    return spec.table(COLUMNS, [base | NOTHING | row for row in rows])


def _told(bank: str, amount: int, source: str, day: date, family: str = "mortgage") -> dict[str, Any]:
    return {"customer_id": "A", "family": family, "bank": bank, "amount": amount, "source": source, "as_of": day}


def _found(facts: Any, told: list[dict[str, Any]] = [], **tables: Any) -> dict[str, dict[str, Any]]:  # noqa: B006
    a = spec.assumed(standing__least_peers=3)
    cells = {keys: wallet.peers(facts, keys, a) for keys in wallet.CELLS}
    given_tables = spec.all_given(wallet_evidence=told, **tables)
    known = evidence.at_banks(evidence.gathered(given_tables, spec.AS_OF, a), spec.AS_OF, a)
    rows = spec.result(wallet.wallets(facts, cells, evidence.outside(known, a)))
    return {row["customer_id"]: row for row in rows}


def test_sources_are_averaged_by_weight_and_a_piece_a_half_life_old_weighs_half() -> None:
    told = [
        _told("one", 1_000, "bureau", spec.AS_OF),
        # one half-life of twelve months before: the same register weighs half
        _told("one", 400, "bureau", date(2024, 12, 31)),
    ]
    found = _found(_facts({"customer_id": "A"}), told)["A"]
    assert (found["wallet_mortgage"], found["mark_mortgage"]) == (800, "e")


def test_banks_are_added_up_and_a_service_counts_by_its_yearly_revenue() -> None:
    told = [
        _told("one", 700, "bureau", spec.AS_OF),
        _told("two", 300, "declared", spec.AS_OF),
        _told("one", 1_000_00, "statement", spec.AS_OF, family="wealth"),
    ]
    found = _found(_facts({"customer_id": "A", "own_mortgage": 50}), told)["A"]
    assert (found["wallet_mortgage"], found["wallet_wealth"]) == (1_050, 6_00)


def test_evidence_of_nothing_elsewhere_is_known_and_goes_before_peers() -> None:
    rows = [{"customer_id": name, "own_mortgage": 900} for name in "BCD"]
    found = _found(_facts({"customer_id": "A"}, *rows), [_told("one", 0, "bureau", spec.AS_OF)])
    assert (found["A"]["wallet_mortgage"], found["A"]["mark_mortgage"]) == (0, "e")


def test_evidence_of_a_whole_wallet_below_our_own_holding_is_marked_and_the_holding_stands() -> None:
    found = _found(_facts({"customer_id": "A", "own_mortgage": 500}), [_told("*", 300, "bureau", spec.AS_OF)])["A"]
    assert (found["wallet_mortgage"], found["mark_mortgage"]) == (500, "c")


def test_standing_orders_to_other_banks_raise_the_wallet_and_are_marked_as_flows() -> None:
    found = _found(
        _facts({"customer_id": "A", "own_mortgage": 100}),
        customers=[{"customer_id": "A", "kind": "person", "name": "A", "unit_id": "U", "opened_on": date(2020, 1, 1)}],
        accounts=[{"account_id": "1", "customer_id": "A", "product_id": "P", "unit_id": "U", "currency": "CNY"}],
        orders=[
            {"order_id": "1", "account_id": "1", "counterparty_bank": "one", "amount": 10, "purpose": "loan_payment"},
            {"order_id": "2", "account_id": "1", "counterparty_bank": "", "amount": 99, "purpose": "loan_payment"},
            {"order_id": "3", "account_id": "1", "counterparty_bank": "one", "amount": 77, "purpose": "household"},
        ],
    )["A"]
    assert (found["wallet_mortgage"], found["mark_mortgage"]) == (100 + 84 * 10, "f")


def test_a_segment_of_three_customers_is_compared_with_the_coarser_cell_and_nobody_with_none() -> None:
    far = [{"customer_id": f"F{n}", "axis_region": "south", "own_current": 80} for n in range(3)]
    found = _found(_facts({"customer_id": "A"}, {"customer_id": "B"}, *far))
    assert (found["A"]["cell"], found["F0"]["cell"]) == (2, 1)
    alone = _found(_facts({"customer_id": "A"}))["A"]
    assert (alone["cell"], alone["wallet_current"], alone["mark_current"]) == (0, 0, "n")


def test_the_published_lists_stand_in_the_order_of_the_families_with_the_evidence_as_json() -> None:
    a = spec.assumed(standing__least_peers=3)
    facts = _facts({"customer_id": "A", "own_current": 7})
    tables = spec.all_given(wallet_evidence=[_told('Say "one"\\', 5, "declared", date(2025, 6, 1))])
    known = evidence.at_banks(evidence.gathered(tables, spec.AS_OF, a), spec.AS_OF, a)
    cells = {keys: wallet.peers(facts, keys, a) for keys in wallet.CELLS}
    wallets = wallet.wallets(facts, cells, evidence.outside(known, a))
    [row] = spec.result(wallet.figures(facts, wallets, evidence.documents(known)))
    names = list(FAMILIES)
    assert row["own_families"] == [7] + [0] * 15
    assert row["wallet_families"] == [5 if name == "mortgage" else 7 if name == "current" else 0 for name in names]
    assert row["wallet_marks"] == "".join({"current": "o", "mortgage": "e"}.get(name, "n") for name in names)
    [piece] = json.loads(row["wallet_evidence"])
    assert piece == {
        "family": "mortgage", "bank": 'Say "one"\\', "amount": 5, "source": "declared", "as_of": "2025-06-01",
    }  # fmt: skip


AMOUNTS = st.lists(st.tuples(st.integers(0, 10**12), st.integers(0, 10**12)), min_size=1, max_size=12)


@settings(max_examples=15, deadline=None)
@given(AMOUNTS)
def test_no_wallet_is_below_the_own_holding_and_every_share_lies_within_nought_and_one(
    held: list[tuple[int, int]],
) -> None:
    facts = _facts(*[{"customer_id": f"C{n}", "own_current": a, "own_card": b} for n, (a, b) in enumerate(held)])
    for row in _found(facts).values():
        own = held[int(row["customer_id"][1:])]
        assert row["wallet_current"] >= own[0] and row["wallet_card"] >= own[1]
    doubled = facts.mutate(**{f"wallet_{f}": facts[f"own_{f}"] * 2 for f in FAMILIES})
    for row in spec.result(doubled.select(**wallet.share(doubled, _rates(0.01)))):
        assert row["customer_share"] is None or 0 <= row["customer_share"] <= 1


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**12), st.integers(0, 10**12))
def test_splitting_a_customer_leaves_the_total_of_own_holdings(one: int, other: int) -> None:
    whole = spec.result(_owned(_facts({"customer_id": "A", "own_current": one + other})))
    two = _facts({"customer_id": "A", "own_current": one}, {"customer_id": "B", "own_current": other})
    parts = spec.result(_owned(two))
    assert sum(sum(row["own"]) for row in whole) == sum(sum(row["own"]) for row in parts)


def _owned(facts: Any) -> Any:
    a = spec.assumed()
    cells = {keys: wallet.peers(facts, keys, a) for keys in wallet.CELLS}
    known = evidence.at_banks(evidence.gathered(spec.all_given(), spec.AS_OF, a), spec.AS_OF, a)
    wallets = wallet.wallets(facts, cells, evidence.outside(known, a))
    return wallet.figures(facts, wallets, evidence.documents(known)).select(own="own_families")


def _rates(rate: float) -> dict[str, Any]:
    return {f: ibis.literal(rate) for f in FAMILIES}


PROFILE = {
    "customer_id": "string", "unit_id": "string", "owner_id": "string", "here": "boolean", "departed_on": "date",
    "kind": "string", "axis_region": "string", "axis_industry": "string", "axis_size": "string",
    "own_value": "float64", "wallet_value": "float64", "customer_share": "float64", "deposit_unit": "float64",
    "loan_unit": "float64", "service_value": "float64",
}  # fmt: skip
MONTHS = dict.fromkeys(("deposit_months", "loan_months", "fee_months"), "array<int64>")
GROWTHS = {"region": "string", "industry": "string", "growth": "float64"}


def _trend(
    deposits: list[int], share: float | None, wallet_value: float, growth: float | None = None
) -> dict[str, Any]:
    profile = {
        "customer_id": "A", "kind": "company", "axis_region": "110100", "axis_industry": "C", "deposit_unit": 0.01,
        "loan_unit": 0.02, "service_value": 5.0, "wallet_value": wallet_value, "customer_share": share,
    }  # fmt: skip
    months = {"customer_id": "A", "deposit_months": deposits, "loan_months": [0] * 24, "fee_months": [0] * 24}
    rows = [] if growth is None else [{"region": "110100", "industry": "C", "growth": growth}]
    a = spec.assumed()
    joined = share_trend.joined(
        spec.table(PROFILE, [profile]),
        spec.table({"customer_id": "string", **MONTHS}, [months]),
        spec.table(GROWTHS, rows),
        a,
    )
    [row] = spec.result(share_trend.ahead(share_trend.lines(share_trend.months(joined)), a))
    return row


def test_a_share_of_past_months_is_own_balances_over_the_wallet_carried_back_at_the_growth_of_the_market() -> None:
    row = _trend([10_000] * 24, 0.5, 200.0, growth=0.10)
    # eleven months back the wallet was 200 ÷ (1 + 0.1 × 12 ÷ 12) = 182: 100 of it is 54.9 %
    assert (row["share_months"][11], row["share_months"][-1]) == (5495, 5000)


def test_without_a_market_the_wallet_stands_still_and_a_level_share_is_projected_level() -> None:
    row = _trend([10_000] * 24, 0.5, 200.0)
    assert row["share_months"] == [5000] * 24
    assert (row["share_ahead"], row["share_ahead_low"], row["share_ahead_high"]) == (0.5, 0.5, 0.5)


def test_a_rising_share_is_projected_with_a_fading_slope() -> None:
    row = _trend([1_000 * (n + 1) for n in range(24)], 0.24, 1_000.0)
    # 1 point a month; 0.9 + 0.81 + … over twelve months is 6.46 months' worth
    assert row["share_ahead"] == pytest.approx(0.24 + 0.01 * 6.4581, abs=1e-3)


def test_no_wallet_gives_no_share_in_any_month_and_no_projection() -> None:
    row = _trend([0] * 24, None, 0.0)
    assert row["share_months"] == [None] * 24
    assert (row["share_ahead"], row["share_ahead_low"], row["share_ahead_high"]) == (None, None, None)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(0, 10**13), min_size=24, max_size=24), st.floats(0, 1), st.floats(-1, 3))
def test_every_share_of_past_and_future_lies_within_nought_and_one(
    deposits: list[int], share: float, growth: float
) -> None:
    row = _trend(deposits, share, 1_000_000.0, growth)
    assert all(0 <= point <= 10_000 for point in row["share_months"])
    assert 0 <= row["share_ahead_low"] <= row["share_ahead"] <= row["share_ahead_high"] <= 1


def test_the_market_of_a_section_takes_each_size_once_and_weighs_growth_by_size() -> None:
    def of(competitor: str, **rest: Any) -> dict[str, Any]:
        base = {"region": "110100", "industry": "C13", "family": "current", "year": 2025, "source": "survey"}
        return base | {"competitor": competitor, "size": 100, "growth": 0.1, "competitor_share": 0.3} | rest

    rows = [
        of("one"), of("two", competitor_share=0.2), of("one", year=2024, size=9_999),
        of("one", industry="C26", size=300, growth=0.02, competitor_share=0.1),
        of("one", family="trade", size=100, growth=None, competitor_share=None),
    ]  # fmt: skip
    table = spec.given("market", rows)
    [cell] = spec.result(market.cells(market.sizes(table)))
    assert (cell["market_size"], cell["market_year"], cell["market_source"]) == (500, 2025, "survey")
    assert cell["growth"] == pytest.approx((100 * 0.1 + 300 * 0.02) / 400)
    assert (cell["in_current"], cell["in_trade"], cell["in_card"]) == (1, 1, 0)
    [told] = spec.result(market.competitors(table))
    assert json.loads(told["competitors"]) == [{"name": "two", "rate": 0.2}, {"name": "one", "rate": 0.15}]
