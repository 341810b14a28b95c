"""Where the lost went, who moved over the levels, what binds, what is kept of cohorts and what a point is worth."""

import json
from datetime import date, datetime
from typing import Any

import pytest

from guanxi.value.measures import scopes
from guanxi.value.measures.loyalty import barriers, cohorts, destinations, movements, tables, worth
from tests.value import spec
from tests.value.loyalty import made
from tests.value.loyalty.made import many, member, members

AS_OF = date(2025, 12, 31)


def went(payments: list[dict[str, Any]], evidence: list[dict[str, Any]], *rows: dict[str, Any]) -> list[dict[str, Any]]:
    given = spec.all_given(
        accounts=[{"account_id": f"A{n}", "customer_id": f"C{n:04d}"} for n in range(len(rows))],
        transactions=payments,
        wallet_evidence=evidence,
    )
    gone = destinations.destinations(destinations.lost(members(*rows)), given, made.LAST, spec.assumed())
    return made.bank(made.asked(destinations.loss_destinations(gone, made.above()), "scope", "scope_id", "place"))


def paid(amount: int, bank: str, at: datetime, account: str = "A0", direction: str = "out") -> dict[str, Any]:
    return {"transaction_id": f"{bank}{at}{amount}", "account_id": account, "at": at, "amount": amount,
            "direction": direction, "counterparty_bank": bank}  # fmt: skip


def test_the_bank_that_got_most_in_the_months_before_is_the_destination() -> None:
    near, early, late = (
        datetime.fromisoformat("2025-04-01"),
        datetime.fromisoformat("2024-10-01"),
        datetime.fromisoformat("2025-06-02"),
    )
    [row] = went(
        [paid(600, "X", near), paid(500, "Y", near), paid(500, "Y", near.replace(day=9)), paid(9_000, "Z", early),
         paid(9_000, "Z", late), paid(9_000, "Z", near, direction="in")],
        [{"customer_id": "C0000", "family": "current", "bank": "W", "as_of": date(2025, 4, 1), "amount": 1}],
        member(left=16, balance_before=77),
    )  # fmt: skip
    assert (row["departure"], row["bank"], row["evidence"], row["customers"]) == ("closed", "Y", "payments", 1)
    assert row["balance_lost"] == 77


@pytest.mark.parametrize(
    ("as_of", "bank", "evidence"), [(date(2025, 3, 1), "W", "evidence"), (date(2023, 1, 1), None, "unknown")]
)
def test_evidence_stands_in_while_it_is_fresh_and_else_nothing_is_known(as_of: date, bank: str, evidence: str) -> None:
    known = [{"customer_id": "C0000", "family": "current", "bank": "W", "as_of": as_of, "amount": 1}]
    [row] = went([], known, member(left=16, departure="run_off"))
    assert (row["departure"], row["bank"], row["evidence"]) == ("run_off", bank, evidence)


def test_nobody_lost_is_an_empty_table() -> None:
    assert went([], [], member(), member(left=3)) == []


def moved(*rows: dict[str, Any]) -> list[dict[str, Any]]:
    cells = movements.cells(members(*rows))
    counted = tables.summed(cells, ("standing", "before", "now"), ("customers",), made.above())
    return made.bank(made.asked(movements.movements(made.asked(counted)), "scope", "scope_id", "place"))


def test_the_movement_of_levels_keeps_every_customer_of_a_year_ago_and_names_the_gone_and_the_new() -> None:
    rows = moved(
        member(level_before=2, level=3), member(level_before=2, level=2), member(level_before=2, level=1, left=15),
        member(level_before=4, level=2), member(level_before=None, level=1, joined=14, born=14), member(left=3),
    )  # fmt: skip
    assert [(row["before"], json.loads(row["now"])) for row in rows] == [
        ("2", {"2": 1, "3": 1, "gone": 1}),
        ("4", {"2": 1}),
        (None, {"1": 1}),
    ]


def test_tiers_move_only_where_a_year_old_standing_was_kept() -> None:
    assert [row for row in moved(member(), member(joined=14)) if row["standing"] == "tier"] == []
    [row] = [row for row in moved(member(tier_before="mid")) if row["standing"] == "tier"]
    assert (row["before"], json.loads(row["now"])) == ("mid", {"small": 1})


def test_barriers_and_mood_make_a_matrix_of_the_customers_of_today() -> None:
    firm = {f"now_{name}": 1 for name in ("payroll", "credit", "tenure")}
    table = members(
        member(**firm, mood="below", profit_12m=50), member(now_orders=1), member(left=15), member(profit_12m=-3)
    )
    cells = scopes.spread(barriers.cells(table, spec.assumed()), made.above())
    rows = made.bank(made.asked(barriers.matrix(cells), "place"))
    names = ("bound", "below_customers", "silent_customers", "below_profit", "silent_profit")
    assert [tuple(row[name] for name in names) for row in rows] == [
        ("free", 0, 1, 0, -3), ("some", 0, 1, 0, 0), ("firm", 1, 0, 50, 0),
    ]  # fmt: skip


def test_a_barrier_is_compared_by_who_had_it_a_year_ago() -> None:
    table = members(*many(99, then_credit=1), *many(1, then_credit=1, left=15), *many(80), *many(20, left=15))
    counts = ("customers", "had", "had_left", "had_not", "had_not_left")
    counted = made.asked(tables.summed(barriers.inventory(table), ("barrier",), counts, made.above()))
    rows = {row["barrier"]: row for row in barriers.told(made.bank(counted), spec.assumed())}
    assert [rows["credit"][name] for name in counts[1:]] == [100, 1, 100, 20]
    assert (rows["credit"]["differs"], rows["orders"]["differs"]) == ("fewer", "too_few")


def test_the_mood_is_the_worst_known_of_twelve_months() -> None:
    answers = [
        {"answer_id": "1", "customer_id": "C1", "process": "a", "on": date(2025, 5, 1), "adequate": 6, "perceived": 5},
        {"answer_id": "1", "customer_id": "C1", "process": "b", "on": date(2025, 5, 1), "adequate": 6, "perceived": 6},
        {"answer_id": "2", "customer_id": "C2", "process": "a", "on": date(2025, 5, 1), "adequate": 6, "perceived": 6},
        {"answer_id": "3", "customer_id": "C3", "process": "a", "on": date(2024, 5, 1), "adequate": 6, "perceived": 1},
        {"answer_id": "4", "customer_id": "C4", "process": "a", "on": date(2025, 5, 1), "adequate": 5, "perceived": 9},
    ]
    complaints = [
        {
            "complaint_id": "1",
            "customer_id": "C4",
            "received_at": datetime.fromisoformat("2025-03-03"),
            "accepted": False,
        },
        {
            "complaint_id": "2",
            "customer_id": "C5",
            "received_at": datetime.fromisoformat("2025-03-03"),
            "accepted": None,
        },
        {
            "complaint_id": "3",
            "customer_id": "C2",
            "received_at": datetime.fromisoformat("2025-03-03"),
            "accepted": True,
        },
    ]
    found = barriers.moods(spec.given("answers", answers), spec.given("complaints", complaints), AS_OF, spec.assumed())
    moods = {row["customer_id"]: row["mood"] for row in made.asked(found)}
    assert moods == {"C1": "below", "C2": "content", "C4": "complaint", "C5": "complaint"}


def test_a_cohort_counts_those_watched_long_enough() -> None:
    table = members(
        *many(3), member(left=4), member(left=4, departure="run_off"),
        *many(2, joined=15, born=15, cohort_half="2025H1"), member(joined=15, born=15, cohort_half="2025H1", left=18),
    )  # fmt: skip
    counted = made.asked(tables.summed(cohorts.cells(table, made.LAST), ("cohort",), cohorts.COUNTS, made.above()))
    rows = made.bank(made.asked(cohorts.cohorts(counted), "scope", "scope_id", "place"))
    assert [row["cohort"] for row in rows] == ["earlier", "2025H1"]
    assert json.loads(rows[0]["kept"])[:2] == [[3, 5, 5], [6, 5, 4]]
    assert json.loads(rows[1]["kept"]) == [[3, 3, 2], [6, 3, 2]]


def point(*rows: dict[str, Any], costs: dict[str, int] | None = None) -> dict[str, Any]:
    columns = {"customer_id": "string", "family_count": "int64", "serve_cost_12m": "int64"}
    profiles = spec.table(
        columns,
        [{"customer_id": f"C{n:04d}", "family_count": 3 if row["born"] < -20 else 1,
          "serve_cost_12m": 100 if row["born"] < -20 else 400} for n, row in enumerate(rows)],
    )  # fmt: skip
    counted = made.asked(tables.summed(worth.cells(members(*rows), profiles), (), worth.SUMS, made.above()))
    found = made.asked(worth.retention_worth(counted, costs or {}, spec.assumed()), "scope")
    return made.bank(found)[0]


def test_one_point_keeps_a_hundredth_of_the_customers_with_the_profit_of_those_who_left() -> None:
    row = point(*many(180), *many(20, left=15, profit_prior=1_000), costs={"": 500})
    assert (row["customers"], row["point"], row["loss_rate"], row["years"]) == (200, 2.0, 0.1, 10.0)
    assert (row["margin"], row["profit_year"], row["profit_life"], row["winning"]) == (1_000, 2_000, 20_000, 1_000)
    assert (row["wallet"], row["serving"]) == (None, None)


def test_more_wallet_and_less_cost_are_told_where_old_and_newer_customers_are_enough() -> None:
    row = point(*many(40), *many(40, born=5, joined=5))
    assert (row["wallet"], row["serving"], row["margin"], row["years"]) == (2.0, 300, None, None)
