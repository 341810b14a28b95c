"""Price against losses: which moves count, who holds the product when, and what may be concluded."""

import json
from datetime import date
from typing import Any

import pytest

from guanxi.value.measures.loyalty import prices, tables
from tests.value import spec
from tests.value.loyalty import made
from tests.value.loyalty.made import many, members

PRODUCTS = [{"product_id": "P2", "name": "Term", "family": "term_deposit"}]


def listed(*steps: tuple[date, float | None, int | None], product: str = "P2") -> list[dict[str, Any]]:
    return [{"product_id": product, "on": on, "list_rate": rate, "fee": fee} for on, rate, fee in steps]


CUT = listed((date(2023, 1, 1), 0.02, None), (date(2024, 12, 15), 0.016, None))


def told(holding: int, leaving: int, others: int, others_leaving: int, moves: Any = None) -> list[dict[str, Any]]:
    """Holders leave two months after the cut of December 2024 (month 11), others any time."""
    rows = [*many(holding), *many(leaving, left=13), *many(others), *many(others_leaving, left=13)]
    accounts = spec.given(
        "accounts",
        [
            {"account_id": f"A{n}", "customer_id": f"C{n:04d}", "product_id": "P2", "opened_on": date(2020, 1, 1),
             "closed_on": date(2025, 2, 9) if n >= holding else None}
            for n in range(holding + leaving)
        ],
    )  # fmt: skip
    all_ = members(*rows)
    found = prices.moves(CUT if moves is None else moves, PRODUCTS, made.LAST, spec.assumed())
    held = prices.holders(accounts, all_, ["P2"], made.LAST)
    cells = held.union(prices.everybody(all_).select(*held.columns), distinct=False)
    counted = tables.summed(cells, ("product_id", "month"), prices.COUNTS, made.above())
    return made.bank(made.asked(prices.price_moves(found, made.asked(counted), made.LAST, spec.assumed()), "scope"))


def test_a_move_is_found_in_the_month_in_which_the_price_changed() -> None:
    [move] = prices.moves(CUT, PRODUCTS, made.LAST, spec.assumed())
    assert (move["month"], move["price_before"], move["price_after"], move["price_kind"]) == (11, 0.02, 0.016, "rate")
    assert move["prices"] == [0.02] * 11 + [0.016] * 13


@pytest.mark.parametrize(
    "steps",
    [
        ((date(2023, 1, 1), 0.02, None), (date(2025, 1, 1), 0.0195, None)),
        ((date(2025, 1, 1), 0.02, None),),
        ((date(2023, 1, 1), None, 1000), (date(2025, 1, 1), None, 1040)),
        ((date(2023, 1, 1), None, 0), (date(2025, 1, 1), None, 500)),
    ],
)
def test_small_steps_first_listings_and_fees_from_nought_are_no_moves(steps: Any) -> None:
    assert prices.moves(listed(*steps), PRODUCTS, made.LAST, spec.assumed()) == []


def test_a_fee_raised_by_a_tenth_is_a_move_and_a_product_unknown_is_left_out() -> None:
    steps = ((date(2023, 1, 1), None, 1000), (date(2025, 3, 1), None, 1100))
    [move] = prices.moves(listed(*steps), PRODUCTS, made.LAST, spec.assumed())
    assert (move["price_kind"], move["price_before"], move["price_after"]) == ("fee", 10.0, 11.0)
    assert prices.moves(listed(*steps, product="P9"), PRODUCTS, made.LAST, spec.assumed()) == []


def test_losses_that_rise_among_holders_only_are_told() -> None:
    [row] = told(100, 20, 300, 3)
    assert (row["verdict"], row["holders"], row["moved_in"]) == ("rose", 120, "2024-12")
    assert row["gap_low"] > 0 and row["holders_before"] == 0
    months = json.loads(row["months"])
    assert months[13] == [0.016, 120, 20, 303, 3]
    assert months[14][1] == 100


def test_losses_that_rise_among_all_alike_say_nothing_of_the_price() -> None:
    [row] = told(100, 10, 300, 30)
    assert row["verdict"] == "unclear"
    assert row["gap_low"] < 0 < row["gap_high"]


def test_four_departures_are_too_few_to_say() -> None:
    assert told(100, 4, 300, 0)[0]["verdict"] == "too_few"


def test_no_move_is_an_empty_table() -> None:
    assert told(10, 1, 10, 1, moves=[]) == []


def test_who_gave_the_product_up_before_leaving_is_no_holder_when_leaving() -> None:
    accounts = spec.given(
        "accounts",
        [{"account_id": "A", "customer_id": "C0000", "product_id": "P2", "opened_on": date(2020, 1, 1),
          "closed_on": date(2024, 3, 5)}],
    )  # fmt: skip
    rows = made.asked(prices.holders(accounts, members(*many(1, left=20)), ["P2"], made.LAST), "month")
    assert [(row["month"], row["entered"], row["ended"], row["closed"]) for row in rows] == [(0, 1, 0, 0), (2, 0, 1, 0)]
