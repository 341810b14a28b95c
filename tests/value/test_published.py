"""Published results our formulas must reproduce."""

from datetime import date
from typing import Any

import pytest

from guanxi.value.measures import account_month, losses, serving, transfer
from guanxi.value.models import basel, raroc
from guanxi.value.money import total
from tests.value import spec

EMPTY_SPLITS = {"account_id": "string", "holder_id": "string", "low": "float64", "high": "float64"}


@pytest.mark.parametrize(("pd", "weight"), [(0.0003, 14.44), (0.0025, 49.47), (0.01, 92.32), (0.025, 122.16)])
def test_basel_risk_weights_of_large_companies(pd: float, weight: float) -> None:
    assert 100 * basel.risk_weight(pd, 0.45, 2.5) == pytest.approx(weight, abs=0.005)


def test_a_small_company_binds_less_and_a_longer_loan_more_capital() -> None:
    assert basel.risk_weight(0.01, 0.45, 2.5, turnover=5) == pytest.approx(0.7240, abs=0.0001)
    assert basel.capital(0.01, 0.45, 5) > basel.capital(0.01, 0.45, 2.5)
    assert basel.capital(1.0, 0.45) == 0.0


def test_raroc_of_the_textbook_loan() -> None:
    rate = raroc.raroc(
        income=0.032, funding=0.004, expected_loss=0.02, cost=0.005, capital=0.1, capital_earns=0.014, tax=0.38
    )
    assert rate is not None and round(100 * rate, 2) == 2.73
    assert raroc.raroc(income=1, funding=0, expected_loss=0, cost=0, capital=0) is None


def test_expected_loss_of_a_million_at_half_a_percent_and_a_quarter_lost() -> None:
    columns = {
        "family": "string", "pd": "float64", "lgd": "float64", "stage": "int64", "days_past_due": "int64",
        "matures_on": "date", "month_index": "int64", "exposure": "float64",
    }  # fmt: skip
    row = {"family": "term_loan", "pd": 0.005, "lgd": 0.25, "stage": 1, "month_index": 24312, "exposure": 1_000_000_00}
    table = spec.table(columns, [row])
    [found] = spec.result(table.select(yearly=losses.monthly(table, table.exposure, spec.assumed()) * 12))
    assert found["yearly"] == pytest.approx(1_250_00)


def _year_of(deposit_rate: float, deposit_transfer: float) -> dict[str, int]:
    """Lend a million five years at 5.76 % against 3.50 %, deposit one; add up the months of a year."""
    months = [f"2025-{m:02d}" for m in range(1, 13)]
    tables = spec.all_given(
        products=[
            {"product_id": "L", "family": "term_loan", "side": "asset", "tenor": 60, "ftp_method": "matched"},
            {"product_id": "D", "family": "term_deposit", "side": "liability", "tenor": 6, "ftp_method": "matched"},
        ],
        accounts=[
            _account("A1", "L", 0.0576, date(2029, 1, 1)),
            _account("A2", "D", deposit_rate, date(2029, 1, 1)),
        ],
        balances=[
            {"account_id": account, "period": p, "average_balance": 1_000_000_00, "end_balance": 1_000_000_00}
            for p in months
            for account in ("A1", "A2")
        ],
        rates=[
            {"curve": "transfer", "on": date(2020, 1, 1), "tenor": 6, "value": deposit_transfer},
            {"curve": "transfer", "on": date(2020, 1, 1), "tenor": 60, "value": 0.035},
        ],
    )
    tables["splits"] = spec.table(EMPTY_SPLITS, [])
    lines = account_month.lines(tables, months, spec.assumed())
    sums = {n: total(lines[n]) for n in ("loan_margin", "deposit_margin", "treasury", "interest_received")}
    [row] = spec.result(lines.aggregate(**sums, interest_paid=total(lines.interest_paid)))
    return row


def _account(key: str, product: str, rate: float, matures: date) -> dict[str, Any]:
    return {
        "account_id": key,
        "customer_id": "C",
        "product_id": product,
        "unit_id": "U",
        "currency": "CNY",
        "rate": rate,
        "opened_on": date(2024, 1, 1),
        "matures_on": matures,
    }


def test_transfer_pricing_splits_the_margin_between_loan_and_deposit_and_leaves_the_treasury_nothing() -> None:
    year = _year_of(0.005, 0.035)
    # twelve roundings to the cent lie between a year and its months
    assert year["loan_margin"] == pytest.approx(22_600_00, abs=12)
    assert year["deposit_margin"] == pytest.approx(30_000_00, abs=12)
    assert year["treasury"] == 0
    assert year["interest_received"] - year["interest_paid"] == pytest.approx(52_600_00, abs=12)


def test_a_short_deposit_earns_less_and_the_treasury_keeps_the_rest() -> None:
    year = _year_of(0.005, 0.012)
    assert year["deposit_margin"] == pytest.approx(7_000_00, abs=12)
    assert year["treasury"] == pytest.approx(23_000_00, abs=12)
    net = year["interest_received"] - year["interest_paid"]
    assert year["loan_margin"] + year["deposit_margin"] + year["treasury"] == net


def test_time_driven_cost_of_a_quarter_charges_the_time_used_and_shows_the_idle_rest() -> None:
    per_minute = 560_000 / 700_000
    used = sum(serving.cost(n, minutes, per_minute) for n, minutes in ((49_000, 8), (1_400, 44), (2_500, 50)))
    assert per_minute == pytest.approx(0.80)
    assert used == pytest.approx(462_880)
    assert serving.idle(560_000, used) == pytest.approx(97_120)


def test_the_curve_is_linear_between_tenors_and_flat_outside_them_and_before_its_first_day() -> None:
    rates = spec.given(
        "rates",
        [
            {"curve": "transfer", "on": date(2024, 1, 1), "tenor": 12, "value": 0.02},
            {"curve": "transfer", "on": date(2024, 1, 1), "tenor": 36, "value": 0.03},
            {"curve": "transfer", "on": date(2025, 1, 1), "tenor": 12, "value": 0.01},
        ],
    )
    asked = [
        (date(2024, 5, 5), 24, 0.025),
        (date(2024, 5, 5), 1, 0.02),
        (date(2024, 5, 5), 60, 0.03),
        (date(2019, 1, 1), 12, 0.02),
        (date(2025, 1, 1), 36, 0.01),
    ]
    keys = spec.table({"day": "date", "tenor": "int64"}, [{"day": day, "tenor": tenor} for day, tenor, _ in asked])
    rows = spec.result(transfer.at(keys, transfer.nodes(rates, "transfer")))
    found = {(row["day"], row["tenor"]): row["transfer_rate"] for row in rows}
    for day, tenor, rate in asked:
        assert found[day, tenor] == pytest.approx(rate)


def test_a_repriced_loan_takes_the_curve_of_its_last_reset_and_a_fixed_one_keeps_its_first() -> None:
    rates = spec.given(
        "rates",
        [
            {"curve": "transfer", "on": date(2024, 1, 1), "tenor": 1, "value": 0.02},
            {"curve": "transfer", "on": date(2025, 4, 1), "tenor": 1, "value": 0.04},
        ],
    )
    columns = {
        "key": "string", "period": "string", "month_index": "int64", "opened_on": "date", "matures_on": "date",
        "product_tenor": "int64", "repricing": "int64", "ftp_method": "string",
    }  # fmt: skip
    base = {"period": "2025-12", "month_index": 2025 * 12 + 12, "opened_on": date(2024, 5, 10), "ftp_method": "matched"}
    rows = [
        base | {"key": "repriced", "repricing": 12, "product_tenor": 60, "matures_on": date(2029, 5, 10)},
        base | {"key": "fixed", "product_tenor": 60, "matures_on": date(2029, 5, 10)},
        base | {"key": "rolled over", "product_tenor": 12},
    ]
    priced = transfer.priced(spec.table(columns, rows), rates, ["2025-12"], spec.assumed())
    found = {row["key"]: row["transfer_rate"] for row in spec.result(priced)}
    assert found == pytest.approx({"repriced": 0.04, "fixed": 0.02, "rolled over": 0.04})


def test_a_balance_without_a_term_is_priced_by_tranches_at_the_moving_average_of_the_curve() -> None:
    rates = spec.given(
        "rates",
        [
            {"curve": "transfer", "on": date(2020, 1, 1), "tenor": 1, "value": 0.01},
            {"curve": "transfer", "on": date(2025, 12, 1), "tenor": 1, "value": 0.03},
        ],
    )
    tranches = [{"share": 0.4, "tenor": 1, "months": 1}, {"share": 0.6, "tenor": 1, "months": 2}]
    curve = transfer.nodes(rates, "transfer")
    [row] = spec.result(transfer.pool(curve, ["2025-12"], spec.assumed(transfer__pool=tranches)))
    assert row["pool_rate"] == pytest.approx(0.4 * 0.03 + 0.6 * 0.02)
