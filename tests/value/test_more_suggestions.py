"""Kinds of the work list that keep, win, mature, promise and recover; and one line for one matter; by small tables."""

import json
from datetime import date, datetime
from typing import Any

import pytest

from guanxi.value.measures.suggestions import (
    complaint_open,
    idle_wallet,
    leaving,
    merging,
    promise_open,
    repricing,
    run_off,
    worth_winning,
)
from tests.value import spec

TODAY = date(2026, 1, 5)
MONEY = (
    "profit_12m", "revenue_12m", "deposit_average", "deposit_average_12m", "deposit_margin_12m", "potential_12m",
    "wallet_amount", "level", "family_count", "account_count",
)  # fmt: skip
COLUMNS = {
    "customer_id": "string", "unit_id": "string", "owner_id": "string", "source": "string", "departure": "string",
    "customer_share": "float64", "own_value": "float64", "wallet_value": "float64", **dict.fromkeys(MONEY, "int64"),
}  # fmt: skip


def _profiles(*rows: dict[str, Any]) -> Any:
    base = {"unit_id": "U", "owner_id": "S", **dict.fromkeys(MONEY, 0)}
    return spec.table(COLUMNS, [base | {"customer_id": f"C{n}"} | row for n, row in enumerate(rows)])


def _acts(table: Any) -> list[dict[str, Any]]:
    rows = spec.result(table, "customer_id", "reason", "subject")
    return [row | {"evidence": json.loads(row["evidence"])} for row in rows]


def test_deposits_well_below_their_usual_height_have_begun_to_run_off() -> None:
    usual = {"deposit_average_12m": 100_000_00, "deposit_margin_12m": 1_000_00}
    table = _profiles(
        usual | {"deposit_average": 50_000_00},
        usual | {"deposit_average": 61_000_00},
        usual | {"deposit_average": 10_000_00, "departure": "run_off"},
    )
    [act] = _acts(run_off.suggested(table, TODAY, spec.assumed()))
    assert (act["customer_id"], act["kind"], act["stake"], act["urgency"]) == ("C0", "keep", 500_00, 1.5)
    assert act["evidence"]["missing"] == 50_000_00


RISKS = {
    "customer_id": "string", "departure_risk_3m": "float64", "because": "string", "besides": "string"
}  # fmt: skip


def test_who_is_likely_to_leave_is_to_be_kept_with_the_reasons_of_the_model() -> None:
    profiles = _profiles(*({"profit_12m": 10_000_00, "departure": gone} for gone in (None, None, None, "run_off")))
    chances = [(0.4, "latest:1", "price:1"), (0.149, "latest:2", None), (None, None, None), (0.9, "latest:1", None)]
    risks = spec.table(RISKS, [dict(zip(RISKS, (f"C{n}", *row), strict=True)) for n, row in enumerate(chances)])
    [act] = _acts(leaving.suggested(profiles, leaving.likely(risks, spec.assumed()), TODAY, spec.assumed()))
    assert (act["customer_id"], act["kind"], act["reason"]) == ("C0", "keep", "leaving")
    assert (act["stake"], act["urgency"], act["due_on"]) == (4_000_00, 1.4, date(2026, 1, 10))
    assert act["chance"] == pytest.approx(0.3)
    assert act["evidence"] == {
        "leave_risk": 0.4, "because": "latest:1", "besides": "price:1", "profit_12m": 10_000_00
    }  # fmt: skip


def test_without_a_usable_model_nobody_is_said_to_be_likely_to_leave() -> None:
    risks = spec.table(RISKS, [{"customer_id": "C0"}])
    likely = leaving.likely(risks, spec.assumed())
    assert not _acts(leaving.suggested(_profiles({"profit_12m": 10_000_00}), likely, TODAY, spec.assumed()))


def test_likely_to_leave_never_stands_beside_a_run_off_of_the_same_customer() -> None:
    found = _found(("C1", "leaving", 900), ("C1", "run_off", 500), ("C2", "leaving", 5), ("C2", "large_outflow", 7))
    rows = _acts(merging.merged(found, spec.assumed()))
    assert [(r["customer_id"], r["reason"]) for r in rows] == [("C1", "leaving"), ("C2", "large_outflow")]
    assert rows[0]["evidence"]["also"] == [{"reason": "run_off", "evidence": {"n": 500}}]


def test_a_large_wallet_held_elsewhere_is_worth_growing() -> None:
    large = {"wallet_amount": 1_000_000_00, "account_count": 1, "own_value": 1_000_00.0, "wallet_value": 11_000_00.0}
    table = _profiles(
        large | {"customer_share": 0.1}, large | {"customer_share": 0.5}, large | {"customer_share": None}
    )
    [act] = _acts(idle_wallet.suggested(table, TODAY, spec.assumed()))
    assert (act["customer_id"], act["stake"], act["evidence"]["own_amount"]) == ("C0", 10_000_00, 100_000_00)


def test_who_is_hardly_a_customer_but_worth_many_times_the_cost_of_winning_is_to_be_won() -> None:
    won = spec.table(
        {"dimension": "string", "winning_cost": "int64"}, [{"dimension": "bank", "winning_cost": 2_000_00}]
    )
    near = {"level": 1, "family_count": 1, "revenue_12m": 100_00}
    table = _profiles(
        near | {"potential_12m": 9_100_00, "source": "referral"},
        near | {"potential_12m": 5_000_00},
        near | {"potential_12m": 9_000_00, "level": 2},
        near | {"potential_12m": 9_100_00},
    )
    referred, other = _acts(worth_winning.suggested(table, won, TODAY, spec.assumed()))
    assert (referred["kind"], referred["stake"], referred["evidence"]["worth_rate"]) == ("win", 9_000_00, 4.5)
    assert (referred["chance"], other["chance"]) == (0.15, 0.05)


def test_a_loan_reprices_on_the_day_it_was_opened_every_so_many_months() -> None:
    opened = {
        "later": date(2025, 1, 20),
        "passed": date(2025, 1, 3),
        "next": date(2024, 2, 29),
        "off": date(2025, 6, 20),
    }
    tables = spec.all_given(
        accounts=[
            {"account_id": key, "customer_id": "C0", "product_id": "M", "rate": 0.04, "opened_on": day}
            for key, day in opened.items()
        ],
        products=[{"product_id": "M", "family": "mortgage", "side": "asset", "repricing": 12}],
        balances=[{"account_id": key, "end_balance": 100_000_00} for key in opened],
    )
    tables["family_rates"] = spec.table(
        {"family": "string", "margin_rate": "float64"}, [{"family": "mortgage", "margin_rate": 0.01}]
    )
    acts = _acts(
        repricing.suggested(_profiles({}), tables, spec.AS_OF, TODAY, spec.assumed(worklist__maturing_days=60))
    )
    assert [(a["subject"], a["evidence"]["reprices_on"], a["stake"]) for a in acts] == [
        ("later", "2026-01-20", 1_000_00),
        ("next", "2026-02-28", 1_000_00),
    ]


def test_a_promise_past_its_day_presses_most_and_one_long_past_is_history() -> None:
    def promise(key: str, due: datetime, kept: datetime | None = None) -> dict[str, Any]:
        return {"promise_id": key, "customer_id": "C0", "process": "loan", "due_at": due, "kept_at": kept}

    promises = spec.given(
        "promises",
        [
            promise("late", datetime.fromisoformat("2026-01-02")),
            promise("near", datetime.fromisoformat("2026-01-07")),
            promise("kept", datetime.fromisoformat("2026-01-02"), datetime.fromisoformat("2026-01-01")),
            promise("far", datetime.fromisoformat("2026-02-07")),
            promise("old", datetime.fromisoformat("2025-01-02")),
        ],
    )
    late, near = _acts(promise_open.suggested(_profiles({"profit_12m": 10_00}), promises, TODAY, spec.assumed()))
    assert (late["subject"], late["urgency"], late["evidence"]["late_since"]) == ("late", 2.0, "2026-01-02")
    assert (near["subject"], near["urgency"], near["due_on"]) == ("near", 1.5, date(2026, 1, 7))


def test_a_complaint_is_open_until_its_answer_is_accepted() -> None:
    def complaint(key: str, **rest: Any) -> dict[str, Any]:
        return {
            "complaint_id": key,
            "customer_id": "C0",
            "kind": "fees",
            "received_at": datetime.fromisoformat("2025-12-01"),
        } | rest

    complaints = spec.given(
        "complaints",
        [
            complaint("open"),
            complaint("fresh", received_at=datetime.fromisoformat("2026-01-02")),
            complaint("refused", closed_at=datetime.fromisoformat("2025-12-20"), accepted=False),
            complaint("settled", closed_at=datetime.fromisoformat("2025-12-20"), accepted=True),
        ],
    )
    acts = _acts(complaint_open.suggested(_profiles({}), complaints, TODAY, spec.assumed()))
    assert [(a["subject"], a["urgency"]) for a in acts] == [("fresh", 1.5), ("open", 2.0), ("refused", 2.0)]
    assert acts[2]["evidence"]["refused_on"] == "2025-12-20"


FOUND = {
    "customer_id": "string", "owner_id": "string", "unit_id": "string", "kind": "string", "reason": "string",
    "subject": "string", "stake": "int64", "chance": "float64", "urgency": "float64", "due_on": "date",
    "evidence": "string",
}  # fmt: skip


def _found(*rows: tuple[str, str, int]) -> Any:
    base = {"subject": "", "chance": 0.5, "urgency": 1.0, "due_on": TODAY}
    return spec.table(
        FOUND,
        [
            base | {"customer_id": c, "reason": reason, "kind": "keep", "stake": stake, "evidence": f'{{"n": {stake}}}'}
            for c, reason, stake in rows
        ],
    )


def test_reasons_of_one_matter_are_one_line_that_keeps_what_the_others_said() -> None:
    found = _found(
        ("C1", "large_outflow", 500), ("C1", "run_off", 900), ("C1", "level_step", 100), ("C2", "run_off", 5)
    )
    rows = _acts(merging.merged(found, spec.assumed()))
    assert [(r["customer_id"], r["reason"], r["stake"]) for r in rows] == [
        ("C1", "level_step", 100),
        ("C1", "run_off", 900),
        ("C2", "run_off", 5),
    ]
    assert rows[1]["evidence"] == {"n": 900, "also": [{"reason": "large_outflow", "evidence": {"n": 500}}]}
    assert rows[2]["evidence"] == {"n": 5}


def test_a_contact_that_is_due_stands_under_any_other_act_of_the_customer() -> None:
    found = _found(("C1", "no_contact", 90_000), ("C1", "loss_maker", 500), ("C2", "no_contact", 7))
    rows = _acts(merging.merged(found, spec.assumed()))
    assert [(r["customer_id"], r["reason"]) for r in rows] == [("C1", "loss_maker"), ("C2", "no_contact")]
    assert [other["reason"] for other in rows[0]["evidence"]["also"]] == ["no_contact"]
