"""The five signs by small tables; the shares of the few against counting them out."""

import json
import math
import random
from datetime import date
from typing import Any

import ibis
import pytest

from guanxi.contracts.figures.signs import SIGN_LINES
from guanxi.contracts.lines import LINES
from guanxi.value.measures import scopes, signs
from guanxi.value.measures.signs import behind, counts, few, windfall
from tests.value import spec

LAST = "2025-12"
ABOVE = scopes.ancestors([("U0", None), ("U1", "U0"), ("U2", "U0")])


def customer(key: str, **rest: Any) -> dict[str, Any]:
    return {
        "customer_id": key,
        "kind": "person",
        "unit_id": "U1",
        "owner_id": "S1",
        "opened_on": date(2015, 1, 1),
    } | rest


def cells(table: Any) -> list[tuple[Any, ...]]:
    return [(r["line"], r["month"], r["num"], r["den"]) for r in spec.result(table, "line", "month")]


def test_newcomers_are_counted_by_how_they_came_where_the_grade_is_known() -> None:
    customers = spec.given(
        "customers",
        [
            customer("C1", source="walk_in", risk_grade="CCC", opened_on=date(2025, 12, 3)),
            customer("C2", source="walk_in", risk_grade="AA", opened_on=date(2025, 12, 9)),
            customer("C3", source="campaign", risk_grade="AAA", opened_on=date(2024, 1, 1)),
            customer("C4", source="referral", risk_grade="CCC", opened_on=date(2025, 12, 3)),
            customer("C5", source="walk_in", risk_grade="?", opened_on=date(2025, 12, 3)),
            customer("C6", source="walk_in", risk_grade="B", opened_on=date(2023, 12, 31)),
        ],
    )
    assert cells(counts.newcomers(customers, LAST, spec.assumed())) == [
        ("sought_risk", 0, 0, 1),
        ("walk_in_risk", 23, 1, 2),
    ]


def test_customers_of_a_month_are_those_who_came_and_have_not_closed_before_it() -> None:
    customers = spec.given(
        "customers",
        [
            customer("C1"),
            customer("C2", opened_on=date(2025, 11, 20)),
            customer("C3", closed_on=date(2025, 10, 5)),
            customer("C4", opened_on=date(2020, 1, 1), closed_on=date(2021, 1, 1)),
        ],
    )
    spread = signs.spread(counts.people(customers, LAST), ABOVE)
    found = [r for r in spec.result(signs.people(spread), "month") if r["scope"] == "bank"]
    assert [r["customers"] for r in found] == [2] * 22 + [2, 2]
    assert [r["customers"] for r in found][20:] == [2, 2, 2, 2]


def test_contacts_nobody_says_who_started_are_no_contacts_of_either_side() -> None:
    visits = spec.given(
        "visits",
        [
            {"visit_id": "V1", "customer_id": "C1", "started_by": "bank", "on": date(2025, 12, 1)},
            {"visit_id": "V2", "customer_id": "C1", "started_by": "customer", "on": date(2025, 12, 2)},
            {"visit_id": "V3", "customer_id": "C1", "on": date(2025, 12, 3)},
            {"visit_id": "V4", "started_by": "bank", "on": date(2025, 12, 3)},
        ],
    )
    table = counts.contacts(visits, spec.given("customers", [customer("C1")]), LAST)
    assert cells(table) == [("inbound", 23, 1, 0), ("outbound", 23, 1, 0)]


def wide(ends: list[int]) -> Any:
    return spec.table({f"end_{m:02d}": "int64" for m in range(24)}, [{f"end_{m:02d}": e for m, e in enumerate(ends)}])


@pytest.mark.parametrize(
    ("after", "amount"),
    [([300_000_00] * 3, 250_000_00), ([300_000_00, 300_000_00, 250_000_00], 0), ([330_000_00] * 3, 250_000_00)],
)
def test_a_large_rise_is_a_windfall_when_it_then_lies_still(after: list[int], amount: int) -> None:
    ends = [50_000_00] * 19 + [300_000_00, *after, after[-1]]
    row = wide(ends)
    [found] = spec.result(row.select(**windfall.windfalls(row, spec.assumed())))
    assert found["windfall_months"] == ([0] * 19 + [amount] + [0] * 4 if amount else None)
    assert (found["windfall_12m"], found["windfall_prior"]) == (amount, 0)


def test_a_win_takes_contacts_days_and_points_of_price() -> None:
    tables = spec.all_given(
        customers=[customer("C1"), customer("C2")],
        wins=[
            {"customer_id": "C1", "won_on": date(2025, 12, 10), "visits": 4},
            {"customer_id": "C2", "won_on": date(2025, 12, 10), "visits": 0},
        ],
        visits=[
            {"visit_id": "V1", "customer_id": "C1", "on": date(2025, 11, 10)},
            {"visit_id": "V2", "customer_id": "C1", "on": date(2024, 11, 10)},
            {"visit_id": "V3", "customer_id": "C1", "on": date(2025, 12, 11)},
        ],
        products=[
            {"product_id": "P", "family": "term_deposit", "side": "liability"},
            {"product_id": "L", "family": "mortgage", "side": "asset"},
        ],
        prices=[
            {"product_id": "P", "on": date(2025, 1, 1), "list_rate": 0.02},
            {"product_id": "P", "on": date(2026, 1, 1), "list_rate": 0.05},
            {"product_id": "L", "on": date(2025, 1, 1), "list_rate": 0.04},
        ],
        accounts=[
            {"account_id": "A", "customer_id": "C1", "product_id": "P", "rate": 0.022, "opened_on": date(2025, 12, 12)},
            {"account_id": "B", "customer_id": "C1", "product_id": "L", "rate": 0.036, "opened_on": date(2025, 12, 12)},
            {"account_id": "D", "customer_id": "C1", "product_id": "L", "rate": 0.01, "opened_on": date(2025, 1, 12)},
        ],
    )
    assert cells(counts.wins(tables, LAST, spec.assumed())) == [
        ("win_concession", 23, 6000, 2),
        ("win_contacts", 23, 4, 1),
        ("win_days", 23, 30, 1),
    ]


def test_the_shares_of_the_few_agree_with_counting_them_out() -> None:
    draw = random.Random(3)
    profits = [round(math.exp(draw.gauss(8, 2))) for _ in range(400)] + [-500] * 100
    customers = spec.table(
        {"customer_id": "string", "unit_id": "string"},
        [{"customer_id": f"C{n}", "unit_id": "U1" if n % 2 else "U2"} for n in range(500)],
    )
    lines = dict.fromkeys(("customer_id", *LINES), "int64") | {"customer_id": "string"}
    rest = dict.fromkeys(LINES, 0)
    made = [{"customer_id": f"C{n}"} | rest | {"fees": p + 9, "serve_cost": 9} for n, p in enumerate(profits)]
    months = [*[spec.table(lines, [])] * 23, spec.table(lines, made)]
    people = spec.table(
        {"scope": "string", "scope_id": "string", "month": "int64", "customers": "int64"},
        [{"scope": "bank", "scope_id": "", "month": 23, "customers": 500}],
    )
    rows = spec.result(few.shares(few.steps(months, customers), ABOVE, people), "line")
    gains = sorted((p for p in profits if p > 0), reverse=True)
    exact = {"top1": sum(gains[:5]), "top10": sum(gains[:10]), "top20": sum(gains[:100])}
    assert {r["line"] for r in rows} == set(exact)
    for row in rows:
        assert row["den"] == sum(gains)
        assert row["num"] / row["den"] == pytest.approx(exact[row["line"]] / sum(gains), abs=0.01)


def lines(num: list[int], den: list[int], line: str = "walk_in_risk", known: list[bool] | None = None) -> Any:
    told = known or [True] * 24
    rows = [
        {"scope": "bank", "scope_id": "", "line": line, "month": m, "num": num[m], "den": den[m], "known": told[m]}
        for m in range(24)
    ]
    cell = spec.table(
        {"scope": "string", "scope_id": "string", "line": "string", "month": "int64", "num": "int64", "den": "int64",
         "known": "boolean"}, rows,
    )  # fmt: skip
    ranked = ibis.memtable(
        [], schema=ibis.schema(
            {"scope": "string", "scope_id": "string", "profit": "int64", "place": "int64", "rank": "int64",
             "upto": "int64", "n": "int64", "gross": "int64"}
        ),
    )  # fmt: skip
    who = spec.table({"scope": "string", "scope_id": "string", "line": "string", "customers": "string"}, [])
    [row] = spec.result(signs.five_signs(cell, who, ranked, ranked, spec.assumed()))
    return row | {"values": json.loads(row["values"])}


@pytest.mark.parametrize(
    ("early", "late", "direction"), [(2, 5, "rise"), (5, 2, "fall"), (40, 41, "steady"), (0, 1, "rise")]
)
def test_a_line_tells_its_direction(early: int, late: int, direction: str) -> None:
    row = lines([early] * 12 + [late] * 12, [50] * 24)
    assert (row["direction"], row["now"], row["before"]) == (direction, late / 50, early / 50)
    assert row["values"][11:14] == pytest.approx(
        [early / 50, (2 * early + late) / 150, (early + 2 * late) / 150], abs=1e-6
    )


def test_too_few_cases_are_told_as_such_and_nothing_known_is_no_nought() -> None:
    assert lines([1] * 24, [1] * 24)["direction"] == "few"
    row = lines([0] * 24, [0] * 24)
    assert (row["values"], row["now"], row["direction"]) == ([None] * 24, None, "unknown")


def test_months_that_cannot_be_known_yet_are_empty_and_count_for_nothing() -> None:
    known = [False] + [True] * 20 + [False] * 3
    row = lines([3] * 24, [3] * 24, "still_count", known)
    assert row["values"] == [None] + [3.0] * 20 + [None] * 3
    assert (row["now"], row["before"], row["basis"], row["direction"]) == (3.0, 3.0, 36, "steady")


def test_the_customers_behind_a_line_are_the_heaviest_of_every_scope() -> None:
    tables: dict[str, Any] = spec.all_given(
        customers=[customer("C1"), customer("C2", unit_id="U2", owner_id="S2")],
        visits=[
            {"visit_id": f"V{n}", "customer_id": key, "started_by": "bank", "on": date(2025, 6, 1 + n)}
            for n, key in enumerate(("C1", "C2", "C2"))
        ],
    )
    tables["above"] = ABOVE
    tables["facts"] = spec.table({"customer_id": "string", "loan_end": "int64", "deposit_end": "int64"}, [])
    tables["months"] = spec.table({"customer_id": "string", "windfall_12m": "int64"}, [])
    rows = spec.result(behind.behind(tables, LAST, spec.assumed()), "scope", "scope_id")
    found = {(r["scope"], r["scope_id"]): json.loads(r["customers"]) for r in rows if r["line"] == "outbound"}
    assert found["bank", ""] == [["C2", 2], ["C1", 1]]
    assert found["staff", "S1"] == [["C1", 1]]


def test_every_line_of_a_sign_says_why_it_may_not_be_known() -> None:
    assert all(line.lacking.en and line.lacking.zh for line in SIGN_LINES.values())
