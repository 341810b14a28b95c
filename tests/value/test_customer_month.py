"""Customer month: attribution, conservation, foreign currency, activity; by small tables."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from guanxi.value.measures import account_month, attribution, customer_month, reconciliation, relationship
from guanxi.value.money import total
from tests.value import spec

MONTH = "2025-12"
SUMS = (*account_month.MARGINS, *account_month.BOOKED, *account_month.BALANCES)


def _tables(accounts: list[dict[str, Any]], balances: list[dict[str, Any]], **rest: Any) -> dict[str, Any]:
    products = [
        {"product_id": "D", "family": "current", "side": "liability", "ftp_method": "pool"},
        {"product_id": "L", "family": "term_loan", "side": "asset", "tenor": 36, "ftp_method": "matched"},
        {"product_id": "P", "family": "payments", "side": "service"},
    ]
    rates = [{"curve": "transfer", "on": date(2020, 1, 1), "tenor": t, "value": 0.02 + t / 10_000} for t in (1, 12, 36)]
    full = [
        {"unit_id": "U", "currency": "CNY", "rate": 0.01, "opened_on": date(2025, 1, 1)} | account
        for account in accounts
    ]
    dated = [{"period": MONTH} | row for row in balances]
    rows: dict[str, Any] = {"products": products, "rates": rates, "accounts": full, "balances": dated}
    more = rest.pop("rates", [])
    rows["rates"] = rates + more
    tables = spec.all_given(**rows, **rest)
    tables["splits"] = attribution.splits(tables["account_parties"])
    return tables


def _lines(tables: dict[str, Any], foreign: bool = False, **assumed: Any) -> Any:
    return account_month.lines(tables, [MONTH], spec.assumed(**assumed), foreign=foreign)


def _sums(tables: dict[str, Any]) -> dict[str, int]:
    lines = _lines(tables)
    [row] = spec.result(lines.aggregate(**{name: total(lines[name]) for name in SUMS}))
    return row


money_drawn = st.integers(min_value=-10_000_000_00, max_value=10_000_000_00)
accounts_drawn = st.lists(st.tuples(st.sampled_from("DL"), money_drawn, st.integers(0, 5)), min_size=1, max_size=8)


def _bank(rows: list[tuple[str, int, int]]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    accounts = [
        {"account_id": f"A{n}", "customer_id": f"C{owner}", "product_id": product}
        for n, (product, _, owner) in enumerate(rows)
    ]
    balances = [
        {"account_id": f"A{n}", "average_balance": amount, "end_balance": amount + n, "fees": n, "waived_fees": 1}
        for n, (_, amount, _) in enumerate(rows)
    ]
    return accounts, balances


@settings(max_examples=5, deadline=None)
@drawn(accounts_drawn)
def test_customers_and_treasury_are_the_net_interest_income_to_the_cent(rows: list[tuple[str, int, int]]) -> None:
    sums = _sums(_tables(*_bank(rows)))
    margins = sums["deposit_margin"] + sums["loan_margin"]
    assert margins + sums["treasury"] == sums["interest_received"] - sums["interest_paid"]


@settings(max_examples=4, deadline=None)
@drawn(accounts_drawn, st.randoms(use_true_random=False))
def test_merging_splitting_and_reordering_customers_changes_no_total(
    rows: list[tuple[str, int, int]], random: Any
) -> None:
    accounts, balances = _bank(rows)
    before = _sums(_tables(accounts, balances))
    merged = [account | {"customer_id": "ONE"} for account in accounts]
    split = [account | {"customer_id": f"S{n}"} for n, account in enumerate(accounts)]
    random.shuffle(merged)
    random.shuffle(balances)
    assert _sums(_tables(merged, balances)) == before
    assert _sums(_tables(split, balances)) == before


@settings(max_examples=5, deadline=None)
@drawn(money_drawn, st.lists(st.floats(0.01, 1.0), min_size=2, max_size=5))
def test_a_joint_account_is_attributed_whole_whatever_the_shares(amount: int, shares: list[float]) -> None:
    accounts, balances = _bank([("D", amount, 0)])
    parties = [
        {"account_id": "A0", "customer_id": f"H{n}", "role": "holder", "share": share} for n, share in enumerate(shares)
    ]
    assert _sums(_tables(accounts, balances, account_parties=parties)) == _sums(_tables(accounts, balances))


def test_holders_get_their_scaled_shares_and_the_last_one_the_rest() -> None:
    accounts, balances = _bank([("D", 100, 0)])
    parties = [
        {"account_id": "A0", "customer_id": holder, "role": role, "share": share}
        for holder, role, share in (("H1", "holder", 0.2), ("H2", "holder", 0.2), ("G", "guarantor", None))
    ]
    lines = _lines(_tables(accounts, balances, account_parties=parties))
    found = {row["customer_id"]: row["deposit_average"] for row in spec.result(lines)}
    assert found == {"H1": 50, "H2": 50}


def test_an_account_with_one_holder_or_no_shares_belongs_whole_to_its_customer() -> None:
    accounts, balances = _bank([("D", 100, 0), ("D", 70, 1)])
    parties = [
        {"account_id": "A0", "customer_id": "C0", "role": "holder", "share": 0.5},
        {"account_id": "A1", "customer_id": "C1", "role": "holder", "share": None},
        {"account_id": "A1", "customer_id": "C9", "role": "holder", "share": None},
    ]
    lines = _lines(_tables(accounts, balances, account_parties=parties))
    assert {row["customer_id"]: row["deposit_average"] for row in spec.result(lines)} == {"C0": 100, "C1": 70}


def test_booked_interest_is_used_as_it_stands_and_accrued_where_there_is_none() -> None:
    accounts, _ = _bank([("D", 0, 0), ("D", 0, 0)])
    balances = [
        {"account_id": "A0", "average_balance": 365_000_00, "end_balance": 0, "interest_paid": 7},
        {"account_id": "A1", "average_balance": 365_000_00, "end_balance": 0},
    ]
    rows = spec.result(_lines(_tables(accounts, balances)), "account_id")
    # 365 000 at 1 % for 31 of 365 days
    assert [row["interest_paid"] for row in rows] == [7, 310_00]


def test_a_foreign_balance_is_converted_at_the_last_rate_of_the_month() -> None:
    accounts = [{"account_id": "A0", "customer_id": "C", "product_id": "D", "currency": "USD"}]
    balances = [{"account_id": "A0", "average_balance": 100_00, "end_balance": 101, "interest_paid": 3}]
    rates = [
        {"curve": "fx.USD", "on": date(2025, 11, 30), "tenor": 0, "value": 6.0},
        {"curve": "fx.USD", "on": date(2025, 12, 31), "tenor": 0, "value": 7.5},
        {"curve": "fx.USD", "on": date(2026, 1, 1), "tenor": 0, "value": 9.0},
    ]
    [row] = spec.result(_lines(_tables(accounts, balances, rates=rates), foreign=True))
    # 101 × 7.5 = 757.5, half away from zero
    assert (row["deposit_average"], row["deposit_end"], row["interest_paid"]) == (750_00, 758, 23)


def test_expected_loss_follows_the_stage_and_the_banks_own_figure_goes_first() -> None:
    accounts = [
        {"account_id": f"A{n}", "customer_id": "C", "product_id": "L", "matures_on": date(2027, 12, 31)}
        for n in range(4)
    ]
    base = {"average_balance": 1_200_000_00, "end_balance": 0, "pd": 0.01}
    balances = [
        base | {"account_id": "A0", "stage": 1},
        base | {"account_id": "A1", "days_past_due": 45},
        base | {"account_id": "A2", "days_past_due": 90},
        base | {"account_id": "A3", "stage": 3, "expected_loss": 12_34},
    ]
    tables = _tables(accounts, balances)
    lines = _lines(tables, risk__lgd={"term_loan": 0.5}, risk__workout_months=24)
    losses = [row["expected_loss"] for row in spec.result(lines, "account_id")]
    lifetime = round(1_200_000_00 * 0.5 * (1 - 0.99**2) / 24)
    assert losses == [500_00, lifetime, 25_000_00, 12_34]


def test_cost_to_serve_is_count_times_minutes_times_cost_per_minute_of_the_channel() -> None:
    accounts = [{"account_id": "A0", "customer_id": "C", "product_id": "P"}]
    events = [
        {"account_id": "A0", "period": MONTH, "channel": "counter", "kind": "deposit", "count": 3},
        {"account_id": "A0", "period": MONTH, "channel": "mobile", "kind": "transfer", "count": 5},
    ]
    tables = _tables(accounts, [], events=events)
    minutes = {"counter": {"deposit": 4.0}, "mobile": {"transfer": 0.5}}
    assumed = {"serving__minutes": minutes, "serving__cost_per_minute": {"counter": 200, "mobile": 10}}
    held = customer_month.holdings(_lines(tables, **assumed))
    visited = relationship.on_customers(tables, account_month.calendar([MONTH]), spec.assumed())
    [row] = spec.result(customer_month.customer_month(held, visited, [MONTH], [MONTH], spec.assumed()))
    assert (row["serve_cost"], row["counter"], row["mobile"], row["active"]) == (2400 + 25, 3, 5, 1)


def test_a_visit_costs_yearly_cost_over_visits_and_the_rest_is_unallocated() -> None:
    visits = [
        {"visit_id": str(n), "customer_id": "C" if n % 2 else None, "staff_id": "S", "on": day, "channel": channel}
        for n, (day, channel) in enumerate(
            [(date(2025, m, 3), "visit") for m in range(1, 13) for _ in range(16)]
            + [(date(2025, 12, 9), "phone")] * 5
            + [(date(2024, 12, 31), "visit")] * 9
        )
    ]
    staff = [{"staff_id": "S", "unit_id": "U", "role": "relationship_manager", "yearly_cost": 96_000_00}]
    tables = _tables([], [], visits=visits, staff=staff)
    calendar = account_month.calendar([MONTH])
    visited = relationship.on_customers(tables, calendar, spec.assumed())
    [row] = spec.result(visited)
    # 192 visits a year at 500; eight of the sixteen of December went to the customer
    assert (row["visits"], row["relationship_cost"]) == (8, 4_000_00)
    held = customer_month.holdings(_lines(tables))
    lines = spec.result(customer_month.unit_month(held, visited, tables["staff"], calendar))
    [staff_line] = [line for line in lines if line["line"] == "staff_cost"]
    assert (staff_line["customers"], staff_line["unallocated"]) == (4_000_00, 4_000_00)


def test_who_hardly_visits_does_not_charge_the_year_to_one_customer() -> None:
    visits = [{"visit_id": "1", "customer_id": "C", "staff_id": "S", "on": date(2025, 12, 1), "channel": "visit"}]
    staff = [{"staff_id": "S", "unit_id": "U", "role": "relationship_manager", "yearly_cost": 60_000_00}]
    tables = spec.all_given(visits=visits, staff=staff)
    assumed = spec.assumed(relationship__least_visits_a_year=60)
    [row] = spec.result(relationship.on_customers(tables, account_month.calendar([MONTH]), assumed))
    assert row["relationship_cost"] == 1_000_00


def test_reconciliation_shows_a_difference_only_where_the_books_disagree() -> None:
    columns = {"period": "string", **customer_month.UNIT_COLUMNS}
    months = spec.table(
        columns,
        [
            {"period": MONTH, "unit_id": "U", "line": line, "customers": a, "treasury": b, "unallocated": c}
            for line, a, b, c in (("fees", 90, 0, 0), ("operating_cost", 60, 0, 0), ("net_interest", 70, 30, 0))
        ],
    )
    amounts = {"fees": 100, "operating_cost": 80, "interest_received": 150, "interest_paid": 50, "staff_cost": 9}
    ledger = spec.given(
        "ledger", [{"line": k, "unit_id": "U", "period": MONTH, "amount": v} for k, v in amounts.items()]
    )
    found = {row["line"]: row for row in spec.result(reconciliation.reconciliation(months, ledger))}
    assert found["fees"]["difference"] == 10
    assert (found["operating_cost"]["idle"], found["operating_cost"]["difference"]) == (20, 0)
    assert found["net_interest"]["difference"] == 0
    assert found["staff_cost"]["difference"] == 9


@pytest.mark.parametrize(("with_events", "active"), [([MONTH], 0), ([], 1)])
def test_a_moved_balance_makes_a_month_active_only_where_no_events_are_delivered(
    with_events: list[str], active: int
) -> None:
    accounts, _ = _bank([("D", 0, 0)])
    tables = _tables(accounts, [{"account_id": "A0", "average_balance": 10, "end_balance": 20}])
    visited = relationship.on_customers(tables, account_month.calendar([MONTH]), spec.assumed())
    [row] = spec.result(
        customer_month.customer_month(
            customer_month.holdings(_lines(tables)), visited, with_events, [MONTH], spec.assumed()
        )
    )
    assert row["active"] == active
