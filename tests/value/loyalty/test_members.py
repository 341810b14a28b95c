"""Members: month numbers of joining and leaving, the level of a year ago, barriers of today and of then."""

from datetime import date
from typing import Any

import pytest

from guanxi.contracts.products import LOANS
from guanxi.value.measures.loyalty import members
from tests.value import spec
from tests.value.loyalty import made

AS_OF = date(2025, 12, 31)
PROFILE = {
    **dict.fromkeys(("customer_id", "unit_id", "owner_id", "kind", "source", "tier", "grade", "departure"), "string"),
    **dict.fromkeys(
        ("level", "profit_12m", "profit_prior", "active_prior", "orders", "has_payroll", "has_payments", "family_count",
         "deposit_average_prior", "loan_average_prior", *(f"own_{f}" for f in LOANS)),
        "int64",
    ),
    "opened_on": "date",
    "departed_on": "date",
}  # fmt: skip
STANDING = {"customer_id": "string", "level": "int64", "tier": "string", "grade": "string", "grade_due": "string"}
SHARES = {"customer_id": "string", "share_months": "array<int64>"}
FAMILY = {"customer_id": "string", "family": "string", "accounts": "int64"}
PLAIN = dict.fromkeys((name for name, kind in PROFILE.items() if kind == "int64"), 0)


def found(
    held: list[str] = [],  # noqa: B006
    kept: list[Any] = [],  # noqa: B006
    has_then: bool = True,
    shares: list[int | None] | None = None,
    **values: Any,
) -> list[dict[str, Any]]:
    profile = PLAIN | {"customer_id": "C1", "level": 2, "opened_on": date(2020, 3, 1), "kind": "person"} | values
    family = spec.table(FAMILY, [{"customer_id": "C1", "family": name, "accounts": 1} for name in held])
    tables = {
        "profiles": spec.table(PROFILE, [profile]),
        "held_then": members.then(family),
        "standing_then": spec.table(STANDING, kept),
        "share_lines": spec.table(SHARES, [{"customer_id": "C1", "share_months": shares}] if shares else []),
        "moods": spec.table({"customer_id": "string", "mood": "string"}, []),
    }
    return made.asked(members.members(tables, AS_OF, made.LAST, spec.assumed(), has_then=has_then))


@pytest.mark.parametrize(
    ("departure", "departed_on", "left"),
    [
        (None, None, None),
        ("closed", date(2024, 1, 15), 0),
        ("closed", date(2025, 12, 31), 23),
        ("closed", date(2023, 12, 31), -1),
        ("dormant", date(2024, 12, 31), -1),
        ("dormant", date(2025, 1, 31), 12),
        ("run_off", date(2025, 3, 31), 14),
    ],
)
def test_a_departure_has_the_number_of_its_month_and_an_endless_dormancy_none(
    departure: str | None, departed_on: date | None, left: int | None
) -> None:
    [row] = found(departure=departure, departed_on=departed_on)
    assert (row["left"], row["here"]) == (left, left is None)


def test_joining_is_counted_in_months_and_cohorts_in_half_years() -> None:
    [row] = found(opened_on=date(2025, 7, 1))
    assert (row["joined"], row["born"], row["cohort_half"], row["cohort"]) == (18, 18, "2025H2", "2025")
    [old] = found(opened_on=date(2020, 6, 30))
    assert (old["joined"], old["born"], old["cohort_half"]) == (-1, -43, "2020H1")
    assert found(opened_on=date(2026, 1, 1)) == []


def test_the_level_of_a_year_ago_is_that_of_the_families_and_activity_of_then() -> None:
    [row] = found(["current", "payroll", "card"], level=5, active_prior=11)
    assert (row["level_before"], row["level"]) == (4, 5)
    [nothing] = found(level=3)
    assert nothing["level_before"] == 1


def test_the_level_of_a_year_ago_asks_for_the_share_of_then_and_not_for_one_that_cannot_be_said() -> None:
    held = ["current", "payroll", "card"]
    small_then, small_now = [*[2000] * 12, *[3000] * 12], [*[3000] * 12, *[2000] * 12]
    assert found(held, active_prior=11, shares=small_then)[0]["level_before"] == 3
    assert found(held, active_prior=11, shares=small_now)[0]["level_before"] == 4
    assert found(held, active_prior=11, shares=[None] * 24)[0]["level_before"] == 4


def test_a_level_that_was_kept_goes_before_a_computed_one_and_tells_the_tier() -> None:
    kept = [{"customer_id": "C1", "level": 3, "tier": "mid"}]
    [row] = found(["current", "payroll", "card"], kept, active_prior=11)
    assert (row["level_before"], row["tier_before"]) == (3, "mid")


@pytest.mark.parametrize(
    "values", [{"opened_on": date(2025, 1, 1)}, {"departure": "closed", "departed_on": date(2024, 5, 1)}]
)
def test_who_was_no_customer_a_year_ago_had_no_level(values: dict[str, Any]) -> None:
    assert found(["current"], **values)[0]["level_before"] is None


def test_without_the_month_of_a_year_ago_nothing_is_said_of_it() -> None:
    assert found(has_then=False)[0]["level_before"] is None


def test_barriers_of_today_and_of_a_year_ago_stand_apart() -> None:
    [row] = found(["payroll", "mortgage", "card"], has_payments=1, orders=1, family_count=3, opened_on=date(2020, 7, 1))
    now = {name for name in ("payroll", "settlement", "orders", "credit", "tenure", "families") if row[f"now_{name}"]}
    then = {name for name in ("payroll", "settlement", "orders", "credit", "tenure", "families") if row[f"then_{name}"]}
    assert now == {"settlement", "orders", "tenure", "families"}
    assert then == {"payroll", "orders", "credit", "families"}
