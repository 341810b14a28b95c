"""Next product: counts by order of adoption, learner, backtest, suitability and value; by small tables."""

import json
from datetime import date
from typing import Any

import ibis
import numpy as np
import pytest

from guanxi.contracts.products import FAMILIES
from guanxi.value.measures import adoption, next_product
from guanxi.value.measures.suggestions import next_product as suggestion
from guanxi.value.models import next_product as model
from tests.value import spec

PLACE = adoption.PLACES
CURRENT, DEPOSIT, CARD, WEALTH = (PLACE[name] for name in ("current", "term_deposit", "card", "wealth"))
SOLD = ("current", "term_deposit", "card", "wealth")
PRODUCTS = [{"product_id": family, "family": family, "side": "liability"} for family in SOLD]


def _customer(key: str, **rest: Any) -> dict[str, Any]:
    base = {"kind": "person", "name": key, "unit_id": "U", "opened_on": date(2020, 1, 1)}
    return {"customer_id": key} | base | rest


def _account(key: str, family: str, opened: date, closed: date | None = None) -> dict[str, Any]:
    number = f"{key}{family}{opened}"
    base = {"account_id": number, "customer_id": key, "product_id": family, "unit_id": "U", "currency": "CNY"}
    return base | {"opened_on": opened, "closed_on": closed}


def _adopted(customers: list[dict[str, Any]], accounts: list[dict[str, Any]]) -> Any:
    tables = spec.all_given(customers=customers, accounts=accounts, products=PRODUCTS)
    return adoption.adoption(tables, spec.AS_OF, spec.assumed())


def test_the_order_of_adoption_tells_what_was_held_what_came_last_and_what_came_first_in_the_year_after() -> None:
    accounts = [
        _account("A", "current", date(2021, 1, 1)),
        _account("A", "term_deposit", date(2022, 1, 1), closed=date(2024, 6, 1)),
        _account("A", "wealth", date(2025, 3, 1)),
        _account("A", "card", date(2025, 2, 1)),
        # a second current account is nothing new
        _account("A", "current", date(2025, 1, 15)),
    ]
    [row] = spec.result(_adopted([_customer("A")], accounts))
    assert (row["mask_2"], row["last_2"], row["next_2"]) == (1 << CURRENT | 1 << DEPOSIT, DEPOSIT, -1)
    assert (row["mask_1"], row["last_1"], row["next_1"]) == (1 << CURRENT, CURRENT, CARD)
    assert (row["mask_0"], row["last_0"]) == (1 << CURRENT | 1 << CARD | 1 << WEALTH, WEALTH)


def test_customers_who_were_not_there_or_held_nothing_are_not_counted() -> None:
    adopted = _adopted(
        [_customer("A"), _customer("B", opened_on=date(2025, 6, 1)), _customer("C")],
        [_account("A", "current", date(2021, 1, 1)), _account("B", "current", date(2025, 6, 1))],
    )
    assert [row["customers"] for row in spec.result(adoption.counts(adopted, 1))] == [1]
    assert [row["customers"] for row in spec.result(adoption.counts(adopted, 0))] == [2]


def _row(mask: int, last: int, next_: int, customers: int, kind: str = "person") -> dict[str, Any]:
    return {"kind": kind, "size": "", "mask": mask, "last": last, "next": next_, "customers": customers}


ONE = 1 << CURRENT
TWO = ONE | 1 << DEPOSIT


def test_a_chance_is_the_share_that_opened_it_mixed_with_that_of_the_coarser_cell() -> None:
    window = model.seen([_row(ONE, CURRENT, CARD, 30), _row(ONE, CURRENT, -1, 70)])
    chances = model.fit_counts(window, 0.0).chances(window.cells)
    assert chances[0, CARD] == pytest.approx(0.3)
    assert chances[0, CURRENT] == 0
    # with twenty customers of the coarser cell in the mix: kind 30 ÷ 120, then three finer cells of the same counts
    mixed, step = model.fit_counts(window, 20.0).chances(window.cells)[0, CARD], 0.0
    for _ in range(4):
        step = (30 + 20 * step) / 120
    assert mixed == pytest.approx(step)


def test_a_cell_never_seen_takes_the_chance_of_the_last_product_opened() -> None:
    window = model.seen([_row(ONE, CURRENT, CARD, 50), _row(ONE, CURRENT, -1, 50)])
    fresh = model.seen([_row(ONE | 1 << WEALTH, CURRENT, -1, 1)]).cells
    counts = model.fit_counts(window, 10.0)
    assert counts.chances(fresh)[0, CARD] == pytest.approx(counts.chances(fresh, "last")[0, CARD])
    assert counts.chances(fresh)[0, CARD] > 0.4


def test_weights_are_repeats_and_the_order_of_rows_is_of_no_account() -> None:
    rows = [_row(ONE, CURRENT, CARD, 3), _row(TWO, DEPOSIT, WEALTH, 2), _row(TWO, DEPOSIT, -1, 5)]
    repeated = [row | {"customers": 1} for row in reversed(rows) for _ in range(row["customers"])]
    one, other = model.seen(rows), model.seen(repeated)
    chances = model.fit_counts(other, 5.0).chances(one.cells)
    assert np.allclose(chances, model.fit_counts(one, 5.0).chances(one.cells))


def test_the_halves_that_choose_the_shrinkage_are_the_same_in_whatever_order_an_engine_counts_the_cells() -> None:
    rows = [_row(ONE | mask << 1, CURRENT, place, 40 + mask) for mask in range(64) for place in (CARD, -1)]
    one, other = model.seen(rows), model.seen(rows[::-1])
    assert one.cells.keys("cell") == other.cells.keys("cell")
    for half, same in zip(model._halves(one), model._halves(other), strict=True):
        assert (half.taken == same.taken).all() and (half.customers == same.customers).all()


def _planted(seed: int, customers: int = 4_000) -> model.Seen:
    """Customers whose next product follows from what they hold, not from what they opened last."""
    draw = np.random.default_rng(seed)
    rows = []
    for _ in range(customers):
        mask = ONE | int(draw.integers(2)) << DEPOSIT | int(draw.integers(2)) << WEALTH
        held = [place for place in (CURRENT, DEPOSIT, WEALTH) if mask >> place & 1]
        sure = CARD if mask >> DEPOSIT & 1 else PLACE["insurance"]
        next_ = sure if draw.random() < 0.4 else PLACE["fx"] if draw.random() < 0.1 else -1
        rows.append(_row(mask, int(draw.choice(held)), next_, 1))
    return model.seen(rows)


def test_counts_and_learner_recover_what_was_planted_and_never_name_what_is_held() -> None:
    window = _planted(1)
    learner = model.fit_learner(window, 1_000)
    assert learner is not None and learner.is_settled
    for chances in (model.fit_counts(window, 20.0).chances(window.cells), learner.chances(window.cells)):
        assert np.isfinite(chances).all() and (chances >= 0).all() and (chances <= 1).all()
        assert (chances[window.cells.held] == 0).all()
        with_deposit = (window.cells.mask >> DEPOSIT & 1).astype(bool)
        assert chances[with_deposit, CARD].min() > 0.3 and chances[~with_deposit, PLACE["insurance"]].min() > 0.3


def test_the_learner_is_used_only_when_it_beats_the_counts_on_the_later_year() -> None:
    tested = model.backtest(_planted(1), _planted(2), shrinkage=(20.0,), least=50, most_cells=1_000)
    assert set(tested.rates) == {"popularity", "order", "counts", "learner"}
    assert (tested.chosen, tested.verdict) == ("counts", "counts_stand")
    assert tested.gain is not None and tested.gain[1] <= 0 <= tested.gain[2]
    # three of three planted products: all openings are hit
    assert tested.rates["counts"].rate == 1.0


def test_a_rare_mix_of_holdings_lets_the_learner_win_and_then_it_is_used() -> None:
    early, late = _sparse(3, seen=True), _sparse(4, seen=False)
    tested = model.backtest(early, late, shrinkage=(1.0,), least=50, most_cells=10_000)
    assert tested.gain is not None
    assert (tested.chosen == "learner") == (tested.gain[1] > 0)
    assert tested.chosen == "learner"


def _sparse(seed: int, *, seen: bool) -> model.Seen:
    """Effects of single holdings that add up, in so many mixes that few are met twice: counts have little to count."""
    draw = np.random.default_rng(seed)
    rows, free = [], list(range(10))
    aims = [10, 11, 12, 13, 14, 15]
    for _ in range(6_000):
        mask = sum(1 << place for place in free if draw.random() < 0.5) or ONE
        pulls = [1.6 * sum(1 for place in free if mask >> place & 1 and (place + n) % 6 < 2) for n in range(6)]
        odds = np.exp(pulls) / np.exp(pulls).sum()
        next_ = aims[int(draw.choice(6, p=odds))] if draw.random() < 0.5 else -1
        held = [place for place in free if mask >> place & 1]
        rows.append(_row(mask, held[int(draw.integers(len(held)))], next_, 1))
    return model.seen(rows)


def test_the_data_choose_the_shrinkage_little_where_cells_differ_and_much_where_they_do_not() -> None:
    draw = np.random.default_rng(5)
    alike = [
        _row(ONE | int(mask) << 1, CURRENT, PLACE["insurance"] if draw.random() < 0.3 else -1, 1)
        for mask in draw.integers(0, 256, size=2_000)
    ]
    candidates = (5.0, 1_000.0)
    assert model.fitted(_planted(1), candidates).shrinkage == 5.0
    assert model.fitted(model.seen(alike), candidates).shrinkage == 1_000.0


def test_with_too_few_openings_the_counts_are_used_and_no_gain_is_told() -> None:
    few = model.seen([_row(ONE, CURRENT, CARD, 3), _row(ONE, CURRENT, -1, 9)])
    tested = model.backtest(few, few, shrinkage=(20.0,), least=50, most_cells=100)
    assert (tested.chosen, tested.verdict, tested.gain) == ("counts", "too_few", None)
    nothing = model.seen([])
    empty = model.backtest(nothing, nothing, shrinkage=(20.0,), least=50, most_cells=100)
    assert {rate.rate for rate in empty.rates.values()} == {None}


def test_the_interval_of_a_hit_rate_is_that_of_wilson() -> None:
    low, high = model.Rate(10, 20).interval or (0.0, 0.0)
    assert (round(low, 4), round(high, 4)) == (0.2993, 0.7007)


RULED = {
    "kind": "string", "born_on": "date", "stage": "int64", "risk_grade": "string", "mask_0": "int64",
}  # fmt: skip


@pytest.mark.parametrize(
    ("family", "row", "fits"),
    [
        ("card", {"kind": "person", "years": 30}, True),
        ("card", {"kind": "company", "years": None}, False),
        ("card", {"kind": "person", "years": 17}, False),
        ("card", {"kind": "person", "years": 71}, False),
        ("card", {"kind": "person", "years": 30, "stage": 2}, False),
        ("card", {"kind": "person", "years": None}, True),
        ("structured", {"kind": "person", "years": 30, "mask_0": 1 << DEPOSIT}, False),
        ("structured", {"kind": "person", "years": 30, "mask_0": TWO}, True),
        ("custody", {"kind": "person", "years": 30}, False),
    ],
)
def test_suitability_filters_by_kind_age_stage_and_what_must_be_held(
    family: str, row: dict[str, Any], fits: bool
) -> None:
    table = spec.table(RULED | {"years": "float64"}, [{"stage": 1, "mask_0": ONE} | row])
    told = table.select(fits=next_product.may_have(table, family, table.years, spec.assumed()))
    assert spec.result(told) == [{"fits": fits}]


def test_a_risk_grade_left_out_by_the_rules_is_not_suitable() -> None:
    rules = {"card": {"kinds": ["person"], "risk_grades_out": ["D"]}}
    rows = [{"kind": "person", "stage": 1, "mask_0": ONE, "risk_grade": grade} for grade in ("A", "D", None)]
    table = spec.table(RULED | {"years": "float64"}, rows)
    fits = next_product.may_have(table, "card", table.years, spec.assumed(next_product__rules=rules))
    assert [row["fits"] for row in spec.result(table.select(fits=fits))] == [True, False, True]


def test_a_holder_earns_what_the_cell_earns_and_a_thin_cell_what_its_kind_earns() -> None:
    def of(size: str, held: int, amount: int) -> dict[str, Any]:
        none = {f"{name}_{f}": 0 for name in ("held", "sum") for f in FAMILIES}
        return none | {"kind": "company", "size": size, "held_current": held, "sum_current": amount}

    rates = dict.fromkeys((f"rate_{f}" for f in FAMILIES), 0.01)
    found = next_product.gains([of("large", 2, 4_000_00), of("small", 38, 3_600_00)], rates, least=20)
    assert found["company", "small"][CURRENT] == round(3_600_00 / 38 * 0.01)
    assert found["company", "large"][CURRENT] == round(7_600_00 / 40 * 0.01)
    assert found["company", "large"][CARD] == 0


def _scored(rows: list[dict[str, Any]], gain: dict[int, int], visit_cost: int = 0) -> Any:
    late = model.seen(rows)
    gains = np.zeros(len(FAMILIES))
    for place, amount in gain.items():
        gains[place] = amount
    a = spec.assumed(next_product__shrinkage=[0.0])
    return next_product.scored(late.cells, late, "counts", {("person", ""): gains}, visit_cost, a)


def _figures(told: Any, customers: list[dict[str, Any]], accounts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    stages = spec.table({"customer_id": "string", "stage": "int64"}, [{"customer_id": "A", "stage": 1}])
    ranked = next_product.ranked(_adopted(customers, accounts), stages, list(SOLD), told, spec.AS_OF, spec.assumed())
    return spec.result(next_product.figures(ranked, told))


def test_the_next_product_is_the_suitable_one_worth_most_and_its_reason_counts_the_same_holders() -> None:
    rows = [_row(ONE, CURRENT, CARD, 34), _row(ONE, CURRENT, WEALTH, 10), _row(ONE, CURRENT, -1, 56)]
    told = _scored(rows, {CARD: 100_00, WEALTH: 900_00, DEPOSIT: 5_000_00}, visit_cost=20_00)
    [row] = _figures(told, [_customer("A")], [_account("A", "current", date(2021, 1, 1))])
    # wealth 10 % × 900 − 1, card 34 % × 100 − 1; nobody ever opened a deposit next
    assert (row["next_product"], row["next_product_chance"], row["next_product_value"]) == ("wealth", 0.1, 89_00)
    assert row["next_gain"] == 900_00
    assert json.loads(row["next_products"]) == [
        ["wealth", 0.1, 89_00, 900_00, 10, 100, "held"],
        ["card", 0.34, 33_00, 100_00, 34, 100, "held"],
    ]


def test_who_is_too_young_or_whose_effort_is_not_paid_has_no_next_product() -> None:
    rows = [_row(ONE, CURRENT, CARD, 50), _row(ONE, CURRENT, -1, 50)]
    held = [_account("A", "current", date(2021, 1, 1))]
    young = _figures(_scored(rows, {CARD: 100_00}), [_customer("A", born_on=date(2010, 1, 1))], held)
    assert [(row["next_product"], row["next_products"]) for row in young] == [(None, None)]
    assert _figures(_scored(rows, {CARD: 100_00}, visit_cost=2_000_00), [_customer("A")], held) == []


def test_the_work_list_names_the_next_product_with_its_stake_and_chance() -> None:
    columns = {"customer_id": "string", "owner_id": "string", "unit_id": "string", "families": "string"}
    here = spec.table(columns, [{"customer_id": key, "unit_id": "U", "families": "current"} for key in "AB"])
    found = {
        "customer_id": "string", "next_product": "string", "next_product_chance": "float64", "next_gain": "int64",
    }  # fmt: skip
    rows = [
        {"customer_id": "A", "next_product": "wealth", "next_product_chance": 0.1, "next_gain": 900_00},
        {"customer_id": "B"},
    ]
    [act] = spec.result(suggestion.suggested(here, spec.table(found, rows), date(2026, 1, 5), spec.assumed()))
    assert (act["customer_id"], act["kind"], act["reason"], act["stake"], act["chance"]) == (
        "A", "grow", "next_product", 900_00, 0.1,
    )  # fmt: skip
    assert json.loads(act["evidence"]) == {
        "next_product": "wealth", "next_chance": 0.1, "gain_12m": 900_00, "held": "current",
    }  # fmt: skip


def test_the_trial_tells_its_days_its_rows_and_every_method_with_its_interval() -> None:
    customers = [_customer(f"C{place}") for place in range(6)]
    accounts = [_account(c["customer_id"], "current", date(2021, 1, 1)) for c in customers]
    accounts += [_account("C0", "card", date(2024, 3, 1)), _account("C1", "card", date(2025, 3, 1))]
    adopted = _adopted(customers, accounts)
    rows = spec.result(
        next_product.trial(adopted, ibis.duckdb.connect().to_pyarrow, spec.AS_OF, spec.assumed()), "place"
    )
    assert [row["method"] for row in rows] == ["popularity", "order", "counts"]
    assert [row["method"] for row in rows if row["is_used"]] == ["counts"]
    for row in rows:
        assert (row["fitted_from"], row["fitted_to"], row["tried_to"]) == ("2023-12-31", "2024-12-31", "2025-12-31")
        assert (row["fitted_customers"], row["fitted_openings"]) == (6, 1)
        assert (row["hits"], row["openings"], row["verdict"], row["gain"]) == (1, 1, "too_few", None)
        assert 0 < row["low"] < row["rate"] == row["high"] == 1


def test_a_trial_without_openings_says_so_by_a_rate_that_is_none() -> None:
    adopted = _adopted([_customer("A")], [_account("A", "current", date(2021, 1, 1))])
    rows = spec.result(
        next_product.trial(adopted, ibis.duckdb.connect().to_pyarrow, spec.AS_OF, spec.assumed()), "place"
    )
    assert rows
    assert {(row["rate"], row["low"], row["openings"], row["verdict"]) for row in rows} == {(None, None, 0, "too_few")}
