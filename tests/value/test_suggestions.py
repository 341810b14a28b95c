"""The first kinds of the work list; by small tables."""

import json
from datetime import date
from typing import Any

import pytest

from guanxi.contracts.lines import LINES
from guanxi.value.measures import suggestions
from guanxi.value.measures.suggestions import (
    dormant_balance,
    large_outflow,
    level_step,
    loss_maker,
    maturing,
    no_contact,
    profit_falling,
)
from tests.value import spec

TODAY = date(2026, 1, 5)
MONEY = (
    *(f"{line}_{suffix}" for line in LINES for suffix in ("12m", "prior")),
    *(
        "profit_12m",
        "profit_prior",
        "revenue_12m",
        "deposit_average",
        "deposit_average_12m",
        "deposit_end",
        "outflow_1m",
    ),
    *("own_current", "still_low", "still_high", "still_active", "level", "level_gap", "potential_12m", "account_count"),
    "counter_events_12m",
)
COLUMNS = {
    "customer_id": "string", "unit_id": "string", "owner_id": "string", "grade": "string", "level_step": "string",
    "families": "string", "opened_on": "date", "last_contact_on": "date", **dict.fromkeys(MONEY, "int64"),
}  # fmt: skip


def _profiles(*rows: dict[str, Any]) -> Any:
    base = {
        "unit_id": "U", "owner_id": "S", "grade": "general", "families": "current", "opened_on": date(2015, 1, 1),
        **dict.fromkeys(MONEY, 0),
    }  # fmt: skip
    return spec.table(COLUMNS, [base | {"customer_id": f"C{n}"} | row for n, row in enumerate(rows)])


def _acts(table: Any) -> list[dict[str, Any]]:
    rows = spec.result(table, "customer_id", "subject")
    return [row | {"evidence": json.loads(row["evidence"])} for row in rows]


def test_a_profit_that_fell_by_the_threshold_is_told_with_the_line_that_fell_most() -> None:
    table = _profiles(
        {"profit_prior": 1000_00, "profit_12m": 600_00, "fees_prior": 500_00, "fees_12m": 150_00},
        {"profit_prior": 1000_00, "profit_12m": 701_00},
        {"profit_prior": -5, "profit_12m": -500},
    )
    [act] = _acts(profit_falling.suggested(table, TODAY, spec.assumed()))
    assert (act["customer_id"], act["stake"], act["kind"]) == ("C0", 400_00, "keep")
    assert act["evidence"] == {
        "profit_12m": 600_00,
        "profit_prior": 1000_00,
        "fall_rate": 0.4,
        "line": "fees",
        "line_change": -350_00,
    }


def test_an_outflow_puts_the_margin_of_what_left_at_stake() -> None:
    table = _profiles(
        {"outflow_1m": 40_000_00, "deposit_average_12m": 100_000_00, "deposit_margin_12m": 2_000_00},
        {"outflow_1m": 29_000_00, "deposit_average_12m": 100_000_00},
        {"outflow_1m": 500, "deposit_average_12m": 0},
    )
    [act] = _acts(large_outflow.suggested(table, TODAY, spec.assumed()))
    assert (act["stake"], act["urgency"]) == (800_00, 1.4)
    assert act["evidence"]["outflow_rate"] == 0.4


def test_a_term_ending_soon_is_told_with_how_many_left_last_year() -> None:
    account = {"customer_id": "C0", "product_id": "T", "unit_id": "U"}
    ended = [
        {"account_id": f"old{n}", "customer_id": f"X{n}", "product_id": "T", "matures_on": date(2025, 6, 1)}
        for n in range(4)
    ]
    tables = spec.all_given(
        products=[{"product_id": "T", "family": "term_deposit", "side": "liability"}],
        accounts=[
            account | {"account_id": "soon", "matures_on": date(2026, 1, 20)},
            account | {"account_id": "later", "matures_on": date(2026, 6, 20)},
            account | {"account_id": "gone", "matures_on": date(2026, 1, 20), "closed_on": date(2025, 12, 1)},
            *ended,
        ],
        balances=[
            {"account_id": name, "period": "2025-12", "end_balance": 50_000_00} for name in ("soon", "later", "gone")
        ],
    )
    columns = {"customer_id": "string", "family": "string", "accounts": "int64"}
    stayed = [{"customer_id": "X0", "family": "term_deposit", "accounts": 1}]
    tables["customer_family"] = spec.table(columns, stayed)
    tables["family_rates"] = spec.table(
        {"family": "string", "margin_rate": "float64"}, [{"family": "term_deposit", "margin_rate": 0.01}]
    )
    assumed = spec.assumed(worklist__maturing_least=4)
    [act] = _acts(maturing.suggested(_profiles({}), tables, spec.AS_OF, TODAY, assumed))
    assert (act["subject"], act["stake"], act["chance"]) == ("soon", 500_00, 0.75)
    assert act["due_on"] == date(2026, 1, 13)
    assert act["urgency"] == pytest.approx(2 - 15 / 45, abs=1e-4)
    assert act["evidence"] == {
        "account_id": "soon",
        "product_id": "T",
        "family": "term_deposit",
        "amount": 50_000_00,
        "matures_on": "2026-01-20",
        "last_year_left_rate": 0.75,
        "last_year_matured": 4,
    }
    # too few maturities to speak of: the assumption counts and the evidence says nothing
    [unsure] = _acts(maturing.suggested(_profiles({}), tables, spec.AS_OF, TODAY, spec.assumed()))
    assert unsure["chance"] == spec.assumed()["worklist.maturing_left_default"]
    assert unsure["evidence"]["last_year_left_rate"] is None


def test_a_large_balance_without_movement_or_activity_lies_still() -> None:
    still = {"still_low": 99_000_00, "still_high": 100_000_00, "own_current": 80_000_00}
    earning = {"deposit_average_12m": 100_000_00, "deposit_margin_12m": 1_000_00}
    table = _profiles(
        still | earning,
        still | earning | {"still_active": 1},
        still | earning | {"still_low": 90_000_00},
        still | earning | {"own_current": 0},
    )
    [act] = _acts(dormant_balance.suggested(table, TODAY, spec.assumed()))
    assert (act["customer_id"], act["stake"], act["kind"]) == ("C0", 800_00, "grow")
    assert act["evidence"]["months_still"] == 6


def test_one_step_from_the_next_level_puts_a_part_of_the_potential_at_stake() -> None:
    near = {"level": 3, "level_gap": 1, "level_step": "family", "account_count": 2}
    table = _profiles(
        near | {"potential_12m": 900_00, "revenue_12m": 100_00},
        near | {"level_gap": 2},
        near | {"level": 5, "level_gap": 1},
    )
    [act] = _acts(level_step.suggested(table, TODAY, spec.assumed()))
    assert act["stake"] == 400_00
    assert (act["evidence"]["next_level"], act["evidence"]["step"]) == (4, "family")


def test_a_loss_is_told_with_its_largest_charge_and_presses_more_when_it_grew() -> None:
    table = _profiles(
        {"profit_12m": -50_00, "profit_prior": -10_00, "serve_cost_12m": 80_00, "revenue_12m": 30_00},
        {"profit_12m": -50_00, "profit_prior": -90_00, "revenue_12m": -50_00},
        {"profit_12m": 0},
    )
    grew, shrank = _acts(loss_maker.suggested(table, TODAY, spec.assumed()))
    assert (grew["stake"], grew["urgency"], grew["evidence"]["charge"]) == (50_00, 1.2, "serve_cost")
    assert (shrank["urgency"], shrank["evidence"]["charge"]) == (0.8, "margin")


def test_a_customer_not_contacted_within_the_cadence_of_the_grade_is_told() -> None:
    table = _profiles(
        {"grade": "full", "last_contact_on": date(2025, 10, 30), "profit_12m": 100_00},
        {"grade": "full", "last_contact_on": date(2025, 12, 1)},
        {"grade": "unique", "last_contact_on": date(2025, 1, 1)},
        {"grade": "full", "opened_on": date(2025, 12, 20)},
        {"grade": "general"},
    )
    late, never = _acts(no_contact.suggested(table, spec.AS_OF, TODAY, spec.assumed()))
    assert (late["customer_id"], late["stake"], late["evidence"]["days_since"]) == ("C0", 100_00, 62)
    assert (never["customer_id"], never["urgency"], never["evidence"]["last_contact_on"]) == ("C4", 2.0, None)


def test_of_each_reason_a_manager_gets_the_largest_stakes_up_to_a_share_of_the_book() -> None:
    here = _profiles(*({} for _ in range(150)), *({"owner_id": None} for _ in range(50)))
    found = here.select(
        "customer_id",
        "owner_id",
        "unit_id",
        kind=spec.ibis.literal("keep"),
        reason=spec.ibis.literal("loss_maker"),
        subject=spec.ibis.literal(""),
        stake=here.customer_id.substr(1).cast("int64") * 100_00,
        chance=spec.ibis.literal(0.5),
        urgency=spec.ibis.literal(1.0),
        due_on=spec.ibis.literal(TODAY),
        evidence=spec.ibis.literal("{}"),
    )
    kept = spec.result(suggestions.workable(found, here, spec.assumed()), "customer_id")
    # 1 % of 150 and of 50, rounded up: the largest two of the manager, the largest one of the unit
    assert [row["customer_id"] for row in kept] == ["C148", "C149", "C199"]


def test_what_must_be_done_is_kept_whatever_its_stake_or_number() -> None:
    here = _profiles({"grade": "full"}, {"grade": "general"}, *({} for _ in range(98)))
    reasons = {"C0": "no_contact", "C1": "no_contact", "C2": "promise_open", "C3": "loss_maker"}
    rows = here.filter(here.customer_id.isin(list(reasons)))
    found = rows.select(
        "customer_id",
        "owner_id",
        "unit_id",
        kind=spec.ibis.literal("keep"),
        reason=spec.ibis.cases(*[(rows.customer_id == key, reason) for key, reason in reasons.items()], else_=""),
        subject=spec.ibis.literal(""),
        stake=spec.ibis.literal(0, "int64"),
        chance=spec.ibis.literal(0.5),
        urgency=spec.ibis.literal(1.0),
        due_on=spec.ibis.literal(TODAY),
        evidence=spec.ibis.literal("{}"),
    )
    kept = spec.result(suggestions.workable(found, here, spec.assumed()), "customer_id")
    assert [row["customer_id"] for row in kept] == ["C0", "C2"]
