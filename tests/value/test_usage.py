"""Products used, not held: histories of small tables, conservation, both engines, and what cannot be said."""

import json
from collections.abc import Sequence
from typing import Any

import ibis
import numpy as np
import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from guanxi.contracts.figures.usage import USAGE, USAGE_MODELS, USES
from guanxi.kit import periods
from guanxi.value.measures import usage, usage_models
from tests.value import equality, on_spark, spec

LAST = "2025-12"
PERIODS = periods.trailing(LAST, 24)
RAW = {"period": "string", "customer_id": "string"} | dict.fromkeys(usage.LINES, "int64")
KEPT = {"customer_id": "string"} | dict.fromkeys(usage.MONTH, "int64")


def _month(place: int, rows: Sequence[dict[str, Any]]) -> ibis.Table:
    """Return the kept columns of a customer month from uses, income and charge."""
    full = [dict.fromkeys(usage.LINES, 0) | {"period": PERIODS[place]} | row for row in rows]
    raw = spec.table(RAW, full)
    return raw.select("customer_id", **usage.of_month(raw, [PERIODS[place]]))


def _used(courses: dict[str, list[tuple[int, int, int]]], use: str = "card") -> ibis.Table:
    """Return usage of customers whose last months are given as uses, income, charge."""
    months = []
    for place in range(24):
        rows = []
        for customer, course in courses.items():
            at = place - (24 - len(course))
            if at >= 0:
                values = dict(zip((f"{use}_uses", f"{use}_income", f"{use}_charge"), course[at], strict=True))
                rows.append({"customer_id": customer} | values)
        months.append(_month(place, rows) if rows else spec.table(KEPT, []))
    late, early = (ibis.union(*part, distinct=False) for part in (months[12:], months[:12]))
    sums = {
        end: part.group_by("customer_id").aggregate(**{f"{n}_{end}": part[n].sum().cast("int64") for n in usage.MONTH})
        for end, part in (("12m", late), ("prior", early))
    }
    joined = sums["12m"].outer_join(sums["prior"], "customer_id")
    amounts = {n: ibis.coalesce(joined[n], 0) for part in sums.values() for n in part.columns[1:]}
    whole = joined.select(customer_id=ibis.coalesce(joined.customer_id, joined.customer_id_right), **amounts)
    return usage.usage(whole, LAST)


def _unkeyed(key: int) -> tuple[int, int, int]:
    rest, age = divmod(key, usage.BASE)
    return (*divmod(rest, usage.BASE), age)


def test_a_history_tells_uses_after_the_first_months_to_the_last_and_months_until_today() -> None:
    course = [(2, 500, 100), (0, 900, 900), (1, 0, 50), (3, 700, 0), (0, 0, 0)]
    [row] = spec.result(_used({"C": course}))
    assert _unkeyed(row["card_key"]) == (5, 4, 5)
    assert (row["card_income"], row["card_charge"], row["card_months"]) == (1200, 150, 2)
    assert (row["card_key_early"], row["card_later"], row["remittance_key"]) == (None, 6, None)


def test_the_middle_parts_the_history_that_is_fitted_from_the_uses_it_is_judged_by() -> None:
    course = [(0, 0, 0)] * 2 + [(1, 10, 0)] + [(0, 0, 0)] * 4 + [(2, 10, 0)] + [(0, 0, 0)] * 8 + [(4, 10, 0)]
    course += [(0, 0, 0)] * 7
    [row] = spec.result(_used({"C": course}))
    assert _unkeyed(row["card_key_early"]) == (2, 6, 10) and _unkeyed(row["card_key"]) == (6, 15, 22)
    assert (row["card_back"], row["card_later"]) == (4, 4)


def test_one_use_has_no_last_and_who_never_used_has_no_history() -> None:
    rows = spec.result(_used({"A": [(1, 10, 0), (0, 0, 0)], "B": [(0, 50, 10)]}), "customer_id")
    assert [row["card_key"] and _unkeyed(row["card_key"]) for row in rows] == [(0, 0, 2), None]
    assert (rows[1]["card_income"], rows[1]["card_charge"]) == (0, 0)


@pytest.mark.parametrize("last", ["2025-12", "2026-01", "2025-11", "2024-02"])
def test_months_are_told_apart_wherever_the_window_ends(last: str) -> None:
    assert sorted(usage._bit(month) for month in periods.trailing(last, 24)) == list(range(24))


courses = st.lists(st.tuples(st.integers(0, 3), st.integers(-50, 5_000), st.integers(0, 90)), min_size=24, max_size=24)


@settings(max_examples=15, deadline=None)
@drawn(st.lists(courses, min_size=2, max_size=4), st.randoms())
def test_uses_add_up_however_customers_are_cut_and_histories_are_those_counted_by_hand(
    drawn_courses: list[list[tuple[int, int, int]]], chance: Any
) -> None:
    named = {f"C{n}": course for n, course in enumerate(drawn_courses)}
    shuffled = list(named)
    chance.shuffle(shuffled)
    rows = {row["customer_id"]: row for row in spec.result(_used({name: named[name] for name in shuffled}))}
    for name, course in named.items():
        at = [place for place, (uses, _, _) in enumerate(course) if uses]
        paid = [income for uses, income, _ in course if uses and income > 0]
        row = rows[name]
        assert (row["card_months"], row["card_income"]) == (len(paid), sum(paid))
        if not at:
            assert row["card_key"] is None
            continue
        x = sum(uses for uses, _, _ in course) - 1
        assert _unkeyed(row["card_key"]) == (x, at[-1] - at[0] + 1 if x else 0, 24 - at[0])
    merged = [(sum(c[m][0] for c in drawn_courses), 0, 0) for m in range(24)]
    [whole] = spec.result(_used({"all": merged}))
    known = [row["card_key"] for row in rows.values() if row["card_key"] is not None]
    uses = sum(_unkeyed(key)[0] + 1 for key in known)
    assert uses == (_unkeyed(whole["card_key"])[0] + 1 if whole["card_key"] is not None else 0)


def _bank(customers: int, seed: int = 5) -> dict[str, list[tuple[int, int, int]]]:
    """Return customers who use a card at a pace of their own, bring a like income each month, and may stop."""
    draw = np.random.default_rng(seed)
    found = {}
    for number in range(customers):
        pace, level = draw.gamma(2.0, 1.0), draw.lognormal(6, 0.6)
        stop = draw.integers(6, 24) if draw.random() < 0.3 else 24
        uses = [int(n) if m < stop else 0 for m, n in enumerate(draw.poisson(pace, 24))]
        found[f"C{number:04d}"] = [(n, int(level * draw.gamma(20, 0.05)), 30) for n in uses]
    return found


def _scored(used: ibis.Table, ask: Any, monthly: ibis.Table, least: int = 100) -> tuple[ibis.Table, ibis.Table]:
    a = spec.assumed(lifetime__least_users=least)
    kept = spec.table({**used.schema()}, ask(used.order_by("customer_id")).to_pylist())
    cells, amounts = usage.cells(kept), usage.amounts(kept)
    models = usage_models.models(cells, amounts, monthly, ask, LAST, a)
    scores, factors = usage_models.scored(cells, models, ask, a), usage_models.factors(models, ask, a)
    facts = kept.select("customer_id", here=kept.customer_id != "C0001")
    return models, usage_models.figures(kept, scores, factors, facts)


def _ask(table: ibis.Table) -> Any:
    return ibis.duckdb.connect().to_pyarrow(table)


def _monthly(courses: dict[str, list[tuple[int, int, int]]], gap: int | None = None) -> ibis.Table:
    rows = []
    for place in range(24):
        month = [course[place] for course in courses.values() if len(course) == 24 and place != gap]
        logs = sum(round(np.log(income) * usage.MILLION) for uses, income, _ in month if uses and income > 0)
        counts = {"card_uses": sum(uses for uses, _, _ in month), "card_logs": logs}
        rows.append({"place": place, "remittance_uses": 0, "remittance_logs": 0} | counts)
    return spec.table({"place": "int64", **dict.fromkeys(rows[0].keys() - {"place"}, "int64")}, rows)


@pytest.fixture(scope="module")
def bank() -> dict[str, list[tuple[int, int, int]]]:
    return _bank(600)


def test_who_fell_silent_is_hardly_active_and_the_value_lies_within_its_interval(
    bank: dict[str, list[tuple[int, int, int]]],
) -> None:
    models, figures = _scored(_used(bank), _ask, _monthly(bank))
    rows = {row["customer_id"]: row for row in spec.result(figures)}
    assert "C0001" not in rows
    [card, remittance] = spec.result(models, "place")
    assert card["verdict"] in usage_models.USABLE and remittance["verdict"] == "not_enough"
    silent = [
        rows[n]
        for n, c in bank.items()
        if n in rows and sum(u for u, _, _ in c) > 30 and not any(u for u, _, _ in c[-8:])
    ]
    lively = [rows[n] for n, c in bank.items() if n in rows and sum(u for u, _, _ in c) > 30 and c[-1][0]]
    assert max(row["card_active"] for row in silent) < 0.1 < 0.9 < min(row["card_active"] for row in lively)
    told = [row for row in rows.values() if row["card_value"] is not None]
    assert len(told) > 500 and all(row["card_low"] <= row["card_value"] <= row["card_high"] for row in told)
    assert all(row["remittance_active"] is row["remittance_value"] is None for row in rows.values())
    assert {*rows["C0000"]} == {"customer_id", *(column.name for column in USAGE)}


def test_the_value_of_steady_use_is_its_discounted_income_less_its_cost(
    bank: dict[str, list[tuple[int, int, int]]],
) -> None:
    steady = {f"S{n}": [(6, 1_000, 100)] * 24 for n in range(3)}
    both = bank | steady
    _, figures = _scored(_used(both), _ask, _monthly(both))
    rows = {row["customer_id"]: row for row in spec.result(figures)}
    forever = 900 * 12 * sum(1.12 ** -(year - 0.5) for year in range(1, 6))
    assert 0.4 * forever < rows["S0"]["card_value"] < 1.05 * forever
    assert rows["S0"] == rows["S1"] | {"customer_id": "S0"}


def test_the_same_bank_twice_over_gives_every_customer_the_same_figures(
    bank: dict[str, list[tuple[int, int, int]]],
) -> None:
    doubled = bank | {f"D{name}": course for name, course in bank.items()}
    (one, once), (other, twice) = (_scored(_used(b), _ask, _monthly(b)) for b in (bank, doubled))
    fits = [json.loads(spec.result(models, "place")[0]["parameters"]) for models in (one, other)]
    assert fits[0] == pytest.approx(fits[1], rel=1e-4)
    rows = {row["customer_id"]: row for row in spec.result(twice)}
    for row in spec.result(once, "customer_id"):
        value = rows[row["customer_id"]]["card_value"]
        assert value is row["card_value"] is None or value == pytest.approx(row["card_value"], rel=1e-3, abs=2)


def test_the_backtest_counts_who_came_back_and_names_both_rules(bank: dict[str, list[tuple[int, int, int]]]) -> None:
    models, _ = _scored(_used(bank), _ask, _monthly(bank))
    card = spec.result(models, "place")[0]
    measures, tracking = json.loads(card["measures"]), json.loads(card["tracking"])
    early = [c for c in bank.values() if any(u for u, _, _ in c[:12])]
    back = [sum(any(u for u, _, _ in c[12 : 12 + m]) for c in early) for m in range(1, 13)]
    assert [row[2] for row in tracking] == back
    assert (measures["n"], measures["gone"]) == (len(early), len(early) - back[-1])
    assert measures["uses"] == sum(u for c in early for u, _, _ in c[12:])
    assert abs(measures["bias"]) < 0.25 and measures["auc"] > 0.8 and measures["is_judged"]
    assert {*card} >= {*USAGE_MODELS.names} and card["tested_from"] == "2025-01-01"


@pytest.mark.parametrize(
    ("least", "gap", "verdict"),
    [(100_000, None, "not_enough"), (100, 20, "months_missing"), (100, 2, "months_missing")],
)
def test_too_few_users_or_a_month_not_delivered_publishes_nothing(
    least: int, gap: int | None, verdict: str, bank: dict[str, list[tuple[int, int, int]]]
) -> None:
    models, figures = _scored(_used(bank), _ask, _monthly(bank, gap), least)
    card = spec.result(models, "place")[0]
    assert (card["verdict"], card["amount_verdict"], json.loads(card["parameters"])) == (verdict, verdict, {})
    assert not json.loads(card["measures"])["is_judged"]
    assert all(
        row[f"{use}_{what}"] is None for row in spec.result(figures) for use in USES for what in ("active", "value")
    )


def test_months_before_the_first_delivery_are_no_gap(bank: dict[str, list[tuple[int, int, int]]]) -> None:
    young = {name: [(0, 0, 0)] * 9 + course[9:] for name, course in bank.items()}
    models, _ = _scored(_used(young), _ask, _monthly(young))
    assert spec.result(models, "place")[0]["verdict"] in usage_models.USABLE


def test_use_without_income_has_a_chance_and_no_value_and_one_use_a_value_and_no_chance(
    bank: dict[str, list[tuple[int, int, int]]],
) -> None:
    more = bank | {"free": [(3, 0, 20)] * 24, "once": [(0, 0, 0)] * 10 + [(1, 400, 20)] + [(0, 0, 0)] * 13}
    _, figures = _scored(_used(more), _ask, _monthly(more))
    rows = {row["customer_id"]: row for row in spec.result(figures)}
    assert rows["free"]["card_active"] > 0.9 and rows["free"]["card_value"] is None and rows["free"]["card_low"] is None
    assert rows["once"]["card_active"] is None and rows["once"]["card_value"] is not None


def test_nobody_at_all_is_said_and_nothing_breaks() -> None:
    empty = _used({"C": [(0, 0, 0)]})
    models, figures = _scored(empty, _ask, _monthly({"C": [(0, 0, 0)] * 24}))
    assert [row["verdict"] for row in spec.result(models)] == ["not_enough", "not_enough"]
    assert [row["card_value"] for row in spec.result(figures)] == [None]


def test_both_engines_fit_and_score_alike(bank: dict[str, list[tuple[int, int, int]]]) -> None:
    few = dict(list(bank.items())[:150])
    used = _used(few)
    here, there = spec.duckdb_rows(used), on_spark.rows(used)
    assert sorted(map(str, here)) == sorted(map(str, there))
    found = []
    for ask in (_ask, on_spark.backend().ask):
        models, figures = _scored(used, ask, _monthly(few), 50)
        found.append((ask(models).to_pylist(), ask(figures.order_by("customer_id")).to_pylist()))
    assert all(equality.same(one, other) for one, other in zip(*found, strict=True))
    assert any(row["card_value"] is not None for row in found[0][1])
