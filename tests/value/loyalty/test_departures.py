"""Departures of 24 months and loss rates: who was at risk, who left, with intervals; nothing concluded from few."""

from typing import Any

import pytest

from guanxi.value.measures.loyalty import departures
from guanxi.value.models import intervals
from tests.value import spec
from tests.value.loyalty import made
from tests.value.loyalty.made import many, member, members


def months(*rows: dict[str, Any]) -> list[dict[str, Any]]:
    return made.asked(departures.loss_months(departures.flows(members(*rows)), made.above(), made.LAST), "scope_id")


def rates(*rows: dict[str, Any], held: tuple[tuple[str, str], ...] = (), **assumed: Any) -> list[dict[str, Any]]:
    marked = departures.marked(members(*rows))
    together = departures.all_together(marked)
    cells = departures.cells(marked, made.families(*held)).select(*together.columns)
    counted = made.asked(departures.spread(together.union(cells, distinct=False), made.above()))
    return made.asked(departures.loss_rates(counted, spec.assumed(**assumed)), "scope", "scope_id", "place")


def test_at_risk_is_who_was_there_at_the_start_of_the_month() -> None:
    [bank] = made.bank(months(member(), member(left=5), member(joined=3, born=3), member(joined=7, born=7, left=9)))
    assert bank["at_risk"] == [2] * 4 + [3] * 2 + [2] * 2 + [3] * 2 + [2] * 14
    assert (bank["closed"][5], bank["closed"][9], sum(bank["closed"])) == (1, 1, 2)


def test_each_sign_and_what_was_lost_stands_in_its_month() -> None:
    [bank] = made.bank(
        months(
            member(left=14, departure="run_off", profit_prior=700, balance_before=9_000),
            member(left=20, departure="dormant", profit_prior=-50, balance_before=10),
        )
    )
    assert (bank["run_off"][14], bank["dormant"][20], sum(bank["closed"])) == (1, 1, 0)
    assert (bank["profit_lost"][14], bank["profit_lost"][20], bank["balance_lost"][14]) == (700, -50, 9_000)


def test_who_left_before_the_months_or_in_the_month_of_joining_is_nobodys_loss() -> None:
    rows = months(member(left=-1), member(joined=4, born=4, left=4), member())
    [bank] = made.bank(rows)
    assert sum(bank["closed"]) == 0
    assert bank["at_risk"] == [1] * 24


def test_units_with_all_below_and_managers_add_up_to_the_bank() -> None:
    rows = months(member(left=3), member(unit_id="U2", owner_id="S2", left=3), member(unit_id="U2", owner_id=None))
    by = {(row["scope"], row["scope_id"]): row for row in rows}
    assert by["unit", "U0"]["closed"] == by["bank", ""]["closed"]
    assert by["bank", ""]["at_risk"][0] == by["unit", "U1"]["at_risk"][0] + by["unit", "U2"]["at_risk"][0] == 3
    assert by["staff", "S2"]["at_risk"][0] == 1


def test_the_rate_of_a_year_counts_the_customers_of_its_first_day() -> None:
    rows = rates(*many(90), *many(8, left=15), *many(2, left=15, departure="run_off"), member(joined=13, left=20),
                 *many(5, left=3))  # fmt: skip
    all_ = made.bank(rows)[0]
    assert (all_["at_risk"], all_["departed"], all_["closed"]) == (100, 10, 8)
    assert (all_["at_risk_prior"], all_["closed_prior"]) == (105, 5)
    assert (all_["loss_rate"], all_["closing_rate"]) == (0.1, 0.08)
    assert all_["loss_low"] < 0.1 < all_["loss_high"]


def test_a_group_differs_only_when_chance_cannot_explain_it() -> None:
    rows = rates(
        *many(200, source="referral"), *many(2, source="referral", left=15),
        *many(170, source="walk_in"), *many(30, source="walk_in", left=15),
        *many(196, source="campaign"), *many(16, source="campaign", left=15),
        *many(10, source="acquired"), *many(10, source="acquired", left=15),
    )  # fmt: skip
    told = {row["member"]: row["differs"] for row in made.bank(rows) if row["dimension"] == "source"}
    assert told == {"referral": "fewer", "walk_in": "more", "campaign": "alike", "acquired": "too_few"}


def test_closings_of_two_years_are_told_apart_only_when_they_really_differ() -> None:
    [more] = [row for row in made.bank(rates(*many(150), *many(30, left=15), *many(3, left=2))) if row["place"] == 1]
    [alike] = [row for row in made.bank(rates(*many(150), *many(5, left=15), *many(6, left=2))) if row["place"] == 1]
    assert (more["changed"], alike["changed"]) == ("more", "alike")


def test_a_product_family_counts_those_who_held_it_a_year_ago_and_says_nothing_of_the_year_before() -> None:
    rows = rates(member(left=15), member(), member(left=2), held=(("C0000", "card"), ("C0001", "card")))
    [card] = [row for row in made.bank(rows) if row["dimension"] == "family"]
    assert (card["member"], card["at_risk"], card["departed"], card["at_risk_prior"]) == ("card", 2, 1, 0)
    assert card["closing_prior_rate"] is None and card["changed"] == "too_few"


def test_one_customer_with_nearly_everything_lost_is_named_as_such() -> None:
    lost = [member(left=14, balance_before=90), *many(5, left=14, balance_before=2)]
    all_ = made.bank(rates(*many(50), *lost))[0]
    assert (all_["balance_lost"], all_["top_lost_rate"]) == (100, 0.9)


def test_without_any_departure_the_rate_is_nought_with_an_upper_bound_and_no_largest_loss() -> None:
    all_ = made.bank(rates(*many(100)))[0]
    assert (all_["loss_rate"], all_["loss_low"], all_["top_lost_rate"]) == (0.0, 0.0, None)
    assert 0.03 < all_["loss_high"] < 0.04


def test_the_norm_of_the_trade_is_the_banks_own_entry_and_else_empty() -> None:
    kind = [row for row in made.bank(rates(*many(40))) if row["dimension"] == "kind"]
    assert kind[0]["norm_rate"] is None and "not delivered" in kind[0]["norm_source"]
    told = [row for row in made.bank(rates(*many(40), loyalty__norm_person=0.08)) if row["dimension"] == "kind"]
    assert told[0]["norm_rate"] == 0.08


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"), [(0, 10, 0.0, 0.2775), (5, 50, 0.0435, 0.2136), (10, 10, 0.7225, 1.0)]
)
def test_wilsons_interval_is_that_of_the_textbook(hits: int, of: int, low: float, high: float) -> None:
    found = intervals.wilson(hits, of, 1.96)
    assert found is not None
    assert found == (pytest.approx(low, abs=5e-4), pytest.approx(high, abs=5e-4))
    assert intervals.wilson(0, 0, 1.96) is None


def test_the_same_rates_are_not_apart_and_nothing_is_compared_with_nobody() -> None:
    assert intervals.apart(5, 50, 10, 100) == 0.0
    assert intervals.apart(5, 50, 0, 0) == 0.0
    assert intervals.apart(0, 50, 0, 50) == 0.0
    assert intervals.apart(20, 50, 10, 100) > 2.58
