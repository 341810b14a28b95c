"""The deck's own figures and the 20-80-30 rule, exactly."""

from datetime import date
from typing import Any

import pytest

from guanxi.value.measures import acquisition, concentration, scopes
from tests.value import spec

LAST = "2025-12"


def _deck_bank() -> dict[str, Any]:
    """One manager of 100 000 a year with 200 visits; customers of 10 000 a year who stay two years; margin 10 %."""
    visits = [
        {"visit_id": str(n), "customer_id": "C1", "staff_id": "S1", "on": date(2025, 1 + n % 12, 5), "channel": "visit"}
        for n in range(200)
    ]
    tables = spec.all_given(
        staff=[
            {"staff_id": "S1", "unit_id": "U1", "role": "relationship_manager", "yearly_cost": 100_000_00},
        ],
        visits=visits,
        wins=[{"customer_id": "C1", "won_on": date(2025, 6, 1), "visits": 4}],
    )
    columns = {
        "customer_id": "string", "unit_id": "string", "kind": "string", "size": "string", "source": "string",
        "opened_on": "date", "departed_on": "date", "counted": "boolean", "revenue_12m": "int64", "profit_12m": "int64",
    }  # fmt: skip
    tables["facts"] = spec.table(
        columns,
        [
            {
                "customer_id": f"C{n}",
                "unit_id": "U1",
                "kind": "person",
                "opened_on": date(2020, 1, 1),
                "departed_on": date(2025, 5, 1) if n % 2 else None,
                "counted": True,
                "revenue_12m": 10_000_00,
                "profit_12m": 1_000_00,
            }
            for n in range(40)
        ],
    )
    tables["above"] = scopes.ancestors([("U0", None), ("U1", "U0")])
    return tables


def test_the_decks_customer_costs_2000_to_win_is_worth_2000_and_breaks_even() -> None:
    rows = spec.result(acquisition.acquisition(_deck_bank(), spec.AS_OF, LAST, spec.assumed()), "dimension", "member")
    bank = rows[0]
    assert (bank["visit_cost"], bank["visits_per_win"], bank["winning_cost"]) == (500_00, 4.0, 2_000_00)
    assert (bank["revenue"], bank["years"], bank["margin_rate"]) == (10_000_00, 2.0, 0.1)
    assert bank["lifetime_value"] == 2_000_00
    assert bank["worth_rate"] == 1.0


def test_units_with_all_below_repeat_the_banks_figures_when_there_is_one_manager() -> None:
    rows = spec.result(acquisition.acquisition(_deck_bank(), spec.AS_OF, LAST, spec.assumed()), "dimension", "member")
    by_name = {(row["dimension"], row["member"]): row for row in rows}
    for unit in ("U0", "U1"):
        assert by_name["unit", unit]["winning_cost"] == 2_000_00
        assert by_name["unit", unit]["visits"] == 200


def test_campaign_money_is_lagged_and_loads_the_wins() -> None:
    tables = _deck_bank()
    tables["campaign_costs"] = spec.given(
        "campaign_costs",
        [
            {"campaign_id": "K", "unit_id": "U1", "on": date(2025, 11, 30), "amount": 300_00},
            {"campaign_id": "K", "unit_id": "U1", "on": date(2025, 12, 1), "amount": 900_00},
        ],
    )
    bank = spec.result(acquisition.acquisition(tables, spec.AS_OF, LAST, spec.assumed()), "dimension", "member")[0]
    assert bank["campaign_cost"] == 300_00
    assert bank["loaded_cost"] == 2_300_00


def test_without_visits_or_staff_cost_there_is_no_cost_of_winning_and_no_worth() -> None:
    tables = _deck_bank() | spec.all_given()
    tables["facts"], tables["above"] = _deck_bank()["facts"], _deck_bank()["above"]
    bank = spec.result(acquisition.acquisition(tables, spec.AS_OF, LAST, spec.assumed()), "dimension", "member")[0]
    assert bank["visit_cost"] is None and bank["winning_cost"] is None and bank["worth_rate"] is None
    assert bank["lifetime_value"] == 2_000_00


def _curve(profits: list[int]) -> dict[str, Any]:
    ranked = sorted(profits, reverse=True)
    rows = [
        {"scope": "bank", "scope_id": "", "place": place, "profit": profit}
        for place, profit in enumerate(ranked, start=1)
    ]
    columns = {"scope": "string", "scope_id": "string", "place": "int64", "profit": "int64"}
    [figures] = spec.result(concentration.figures(concentration.ranked(spec.table(columns, rows))))
    return figures


def test_the_20_80_30_rule_holds_on_gross_profit() -> None:
    # 40, 40, 5, 5, 5, 5, 0, and three times −16⅔, in hundredths of thirds
    figures = _curve([12000, 12000, 1500, 1500, 1500, 1500, 0, -5000, -5000, -5000])
    assert (figures["gross_profit"], figures["net_profit"]) == (30000, 15000)
    assert figures["top20_gross_rate"] == pytest.approx(0.8)
    assert figures["bottom30_loss_rate"] == pytest.approx(0.5)
    assert figures["peak_net_rate"] == pytest.approx(2.0)
    assert figures["top20_net_rate"] == pytest.approx(1.6)
    assert figures["peak_at_rate"] == pytest.approx(0.6)


def test_a_share_of_customers_that_is_no_whole_number_takes_part_of_the_next_one() -> None:
    figures = _curve([100, 50, 50])
    # 20 % of three is 0.6 of the best customer
    assert figures["top20_gross_rate"] == pytest.approx(0.3)


def test_when_nobody_makes_a_profit_no_share_is_given() -> None:
    figures = _curve([-10, -20, -30])
    assert figures["gross_profit"] == 0
    shares = ("top20_gross_rate", "top20_net_rate", "peak_net_rate", "gini_rate", "top1_rate", "top10_customers_rate")
    assert [figures[name] for name in shares] == [None] * len(shares)


def test_equal_profits_have_a_gini_of_zero_and_one_customer_holds_all() -> None:
    assert _curve([7, 7, 7, 7])["gini_rate"] == pytest.approx(0.0)
    alone = _curve([7])
    assert alone["top10_customers_rate"] == 1.0 and alone["peak_at_rate"] == 1.0
