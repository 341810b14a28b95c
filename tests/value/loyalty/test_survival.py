"""Who keeps customers longest: curves by group, thin ages, and what may be said."""

import json
from typing import Any

from guanxi.value.measures.loyalty import survival, tables
from tests.value import spec
from tests.value.loyalty import made
from tests.value.loyalty.made import many, member, members


def curves(*rows: dict[str, Any], held: tuple[tuple[str, str], ...] = ()) -> list[dict[str, Any]]:
    a = spec.assumed()
    cells = survival.cells(survival.spells(members(*rows), a), made.families(*held))
    counted = tables.summed(cells, ("dimension", "member", "age"), survival.COUNTS, made.above())
    return made.asked(survival.survival(made.backend()(counted), a), "scope", "scope_id", "place")


def test_watching_begins_where_every_sign_can_be_dated() -> None:
    assert survival.first_watched(spec.assumed()) == 14
    rows = made.asked(
        survival.spells(members(member(left=13), member(left=14, born=-6), member(born=20, joined=20)), spec.assumed()),
        "born",
    )
    assert [(row["entry"], row["exit"], row["event"]) for row in rows] == [(19, 20, 1), (0, 3, 0)]


def test_ages_beyond_the_horizon_are_not_watched() -> None:
    rows = made.asked(survival.spells(members(member(born=-200, left=20), member(born=-100, left=22)), spec.assumed()))
    assert [(row["entry"], row["exit"], row["event"]) for row in rows] == [(113, 120, 0)]


def test_a_group_that_loses_more_keeps_its_customers_for_less_long() -> None:
    rows = curves(
        *many(300, source="referral", born=-20), *many(6, source="referral", born=-20, left=18),
        *many(300, source="walk_in", born=-20), *many(80, source="walk_in", born=-20, left=18),
    )  # fmt: skip
    by = {row["member"]: row for row in made.bank(rows) if row["dimension"] == "source"}
    assert by["referral"]["kept_years"] > by["walk_in"]["kept_years"]
    assert (by["walk_in"]["customers"], by["walk_in"]["departed"]) == (380, 80)
    curve = json.loads(by["walk_in"]["curve"])
    assert len(curve) == 121 and curve[37] == 1.0 and curve[38] == round(300 / 380, 4)


def test_a_unit_with_few_customers_stands_on_the_banks_hazard_and_is_not_judged() -> None:
    rows = curves(*many(400, born=-20), *many(40, born=-20, left=18), *many(3, unit_id="U2", born=-20))
    [few] = [row for row in rows if (row["scope_id"], row["dimension"]) == ("U2", "all")]
    [bank] = [row for row in made.bank(rows) if row["dimension"] == "all"]
    assert (few["borrowed_rate"], few["differs"], few["kept_low"]) == (1.0, "too_few", None)
    assert few["kept_years"] == bank["kept_years"]


def test_nobody_departed_is_a_curve_at_one_without_an_interval() -> None:
    [row] = [row for row in made.bank(curves(*many(50))) if row["dimension"] == "all"]
    assert (row["kept_years"], row["kept_low"], row["median_months"]) == (10.0, None, None)


def test_a_bank_without_customers_has_no_curve() -> None:
    assert curves() == []


def test_a_product_family_is_watched_by_those_who_held_it_a_year_ago() -> None:
    rows = curves(member(), member(), held=(("C0001", "card"),))
    assert [row["customers"] for row in made.bank(rows) if row["dimension"] == "family"] == [1]
