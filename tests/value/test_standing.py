"""Level, wallet, potential tier, grade, departure, axes and contacts; by small tables."""

from datetime import date
from typing import Any

import ibis
import pytest

from guanxi.contracts.movements import CHANNELS
from guanxi.contracts.products import FAMILIES
from guanxi.value.measures import axes, contacts, departure, grade, history, holding, level, potential, wallet
from guanxi.value.measures import evidence as gathering
from tests.value import spec

LAST = "2025-12"


def _one(columns: dict[str, str], row: dict[str, Any], build: Any) -> dict[str, Any]:
    table = spec.table(columns, [row])
    [found] = spec.result(table.select(**build(table)))
    return found


LEVEL = dict.fromkeys(
    ("family_count", "active_months", "orders", "has_payroll", "has_payments", "account_count"), "int64"
) | {"customer_share": "float64"}


@pytest.mark.parametrize(
    ("families", "months", "signs", "expected"),
    [
        (0, 0, 0, (1, "family", 2)),
        (1, 0, 0, (1, "activity", 1)),
        (1, 12, 0, (2, "family", 1)),
        (2, 6, 0, (3, "family", 6)),
        (3, 10, 0, (3, "main_bank", 1)),
        (3, 10, 1, (4, "family", 4)),
        (4, 12, 1, (4, "main_bank", 1)),
        (4, 12, 2, (5, "top", 0)),
        (9, 12, 3, (5, "top", 0)),
    ],
)
def test_the_level_is_the_highest_rule_met_and_tells_what_the_next_one_lacks(
    families: int, months: int, signs: int, expected: tuple[int, str, int]
) -> None:
    row = {
        "family_count": families,
        "active_months": months,
        "has_payroll": int(signs > 0),
        "has_payments": int(signs > 1),
        "orders": int(signs > 2),
    }
    found = _one(LEVEL, row, lambda t: level.level(t, spec.assumed()))
    assert (found["level"], found["level_step"], found["level_gap"]) == expected


@pytest.mark.parametrize(
    ("families", "share", "expected"),
    [
        (4, 0.5, (5, "top", 0)),
        (4, 0.499949, (4, "share", 1)),
        (4, 0.41, (4, "share", 1)),
        (4, 0.4, (4, "share", 1)),
        (4, 0.3999, (4, "share", 2)),
        (4, 0.2499, (3, "share", 1)),
        (4, 0.0, (3, "share", 3)),
        (3, 0.3, (4, "family", 3)),
        (4, None, (5, "top", 0)),
        (3, None, (4, "family", 1)),
    ],
)
def test_the_level_asks_for_a_share_and_one_that_cannot_be_said_neither_lifts_nor_lowers(
    families: int, share: float | None, expected: tuple[int, str, int]
) -> None:
    row = {"family_count": families, "active_months": 12, "has_payroll": 1, "has_payments": 1, "customer_share": share}
    found = _one(LEVEL, row | {"orders": 0}, lambda t: level.level(t, spec.assumed()))
    assert (found["level"], found["level_step"], found["level_gap"]) == expected


def test_a_rule_of_the_bank_from_before_shares_were_asked_for_still_holds() -> None:
    rules = [{"level": 2, "families": 1, "months": 1, "signs": 0}]
    row = {"family_count": 1, "active_months": 1, "orders": 0, "has_payroll": 0, "has_payments": 0}
    found = _one(LEVEL, row | {"customer_share": 0.0}, lambda t: level.level(t, spec.assumed(standing__levels=rules)))
    assert (found["level"], found["level_step"]) == (2, "top")


def _facts(rows: list[dict[str, Any]]) -> Any:
    columns = {
        "customer_id": "string", "kind": "string", "axis_industry": "string", "axis_size": "string",
        "axis_region": "string", "here": "boolean", **{f"own_{f}": "int64" for f in FAMILIES},
    }  # fmt: skip
    base = {"kind": "company", "axis_industry": "C", "axis_size": "small", "here": True}
    return spec.table(columns, [base | {f"own_{f}": 0 for f in FAMILIES} | row for row in rows])


def _wallets(facts: Any, evidence: list[dict[str, Any]] | None = None, least: int = 3) -> dict[str, int]:
    a = spec.assumed(standing__least_peers=least, standing__peer_quantile=0.5)
    cells = {keys: wallet.peers(facts, keys, a) for keys in wallet.CELLS}
    tables = spec.all_given(wallet_evidence=evidence or [])
    outside = gathering.outside(gathering.at_banks(gathering.gathered(tables, spec.AS_OF, a), spec.AS_OF, a), a)
    return {r["customer_id"]: r["wallet_current"] for r in spec.result(wallet.wallets(facts, cells, outside))}


def test_the_wallet_is_the_quantile_of_the_finest_cell_of_peers_with_enough_members_and_never_below_own() -> None:
    rows = [
        {"customer_id": f"N{n}", "axis_region": "north", "own_current": amount} for n, amount in enumerate((0, 10, 90))
    ]
    rows += [{"customer_id": "S0", "axis_region": "south", "own_current": 50}]
    found = _wallets(_facts(rows))
    # north: median of 0, 10, 90; south alone is too few: median of all four, 30, but it holds 50 itself
    assert found == {"N0": 10, "N1": 10, "N2": 90, "S0": 50}


def test_evidence_of_other_banks_goes_before_peers_and_old_evidence_is_not_used() -> None:
    rows = [{"customer_id": f"C{n}", "own_current": amount} for n, amount in enumerate((5, 70, 80))]
    evidence = [
        {"customer_id": "C0", "family": "current", "as_of": day, "amount": amount, "bank": bank, "source": "declared"}
        for day, amount, bank in (
            (date(2025, 6, 1), 9, "one"),
            (date(2025, 6, 1), 2, "other"),
            (date(2020, 1, 1), 999, "long ago"),
        )
    ]
    assert _wallets(_facts(rows), evidence)["C0"] == 5 + 9 + 2


def test_customer_share_is_weighted_by_what_a_family_earns_and_empty_without_any_wallet() -> None:
    columns = {**{f"own_{f}": "int64" for f in FAMILIES}, **{f"wallet_{f}": "int64" for f in FAMILIES}}
    rates = {f: ibis.literal({"current": 0.02, "mortgage": 0.01}.get(f, 0.0)) for f in FAMILIES}
    zero = dict.fromkeys(columns, 0)
    row = zero | {"own_current": 50, "wallet_current": 100, "own_mortgage": 0, "wallet_mortgage": 200}
    found = _one(columns, row, lambda t: wallet.share(t, rates))
    assert found == {"wallet_amount": 300, "customer_share": pytest.approx(0.25)}
    assert _one(columns, zero, lambda t: wallet.share(t, rates))["customer_share"] is None


@pytest.mark.parametrize(
    ("kind", "amount", "tier"),
    [
        ("company", 30_000_000_00, "world"),
        ("company", 29_999_999_99, "blue_chip"),
        ("company", 10_000_000_00, "blue_chip"),
        ("company", 1_000_000_00, "mid"),
        ("company", 999_999_99, "small"),
        ("person", 0, "small"),
        ("person", 300_000_00, "world"),
    ],
)
def test_the_tier_follows_the_bands_of_the_deck(kind: str, amount: int, tier: str) -> None:
    columns = {"kind": "string", "potential_12m": "int64"}
    row = {"kind": kind, "potential_12m": amount}
    assert _one(columns, row, lambda t: {"tier": potential.tier(t, spec.assumed())})["tier"] == tier


@pytest.mark.parametrize(
    ("tier", "families", "expected"),
    [("world", 3, "full"), ("mid", 5, "full"), ("mid", 1, "priority"), ("small", 2, "general"), ("small", 1, "unique")],
)
def test_the_first_rule_that_holds_gives_the_grade(tier: str, families: int, expected: str) -> None:
    columns = {"tier": "string", "family_count": "int64", "customer_share": "float64"}
    row = {"tier": tier, "family_count": families}
    assert _one(columns, row, lambda t: {"grade": grade.by_rules(t, spec.assumed())})["grade"] == expected


@pytest.mark.parametrize(
    ("due", "old", "old_due", "expected"),
    [
        ("full", None, None, "full"),
        ("full", "general", "general", "general"),
        ("full", "general", "full", "full"),
        ("general", "general", "full", "general"),
        ("priority", "general", "full", "general"),
    ],
)
def test_a_grade_changes_only_when_two_snapshots_on_end_say_the_same(
    due: str, old: str | None, old_due: str | None, expected: str
) -> None:
    columns = dict.fromkeys(("due", "old", "old_due"), "string")
    row = {"due": due, "old": old, "old_due": old_due}
    assert _one(columns, row, lambda t: {"grade": grade.settled(t.due, t.old, t.old_due)})["grade"] == expected


WIDE = {f"{name}_{i:02d}": "int64" for name in (*history.LISTS, "active") for i in range(24)}


def _signs(deposits: list[int], active: list[int]) -> dict[str, Any]:
    row = {f"deposit_{i:02d}": d for i, d in enumerate(deposits)} | {f"active_{i:02d}": x for i, x in enumerate(active)}
    return _one(WIDE, row, lambda t: departure.signs(t, LAST, spec.assumed()))


def test_twelve_months_without_activity_below_the_floor_are_dormant_from_the_month_they_were_complete() -> None:
    empty = [50_000_00] * 10 + [5_00] * 14
    assert _signs(empty, [1] * 10 + [0] * 14)["dormant_on"] == date(2025, 10, 31)
    assert _signs(empty, [1] * 13 + [0] * 11)["dormant_on"] is None
    assert _signs([50_000_00] * 24, [0] * 24)["dormant_on"] is None


def test_seven_tenths_gone_within_three_months_are_a_run_off_unless_the_money_came_back() -> None:
    busy = [1] * 24
    gone = [100_000_00] * 20 + [60_000_00, 30_000_00, 20_000_00, 20_000_00]
    assert _signs(gone, busy)["run_off_on"] == date(2025, 10, 31)
    assert _signs([*gone[:23], 80_000_00], busy)["run_off_on"] is None
    slowly = [100_000_00 - n * 4_000_00 for n in range(24)]
    assert _signs(slowly, busy)["run_off_on"] is None
    small = [100_00] * 20 + [0] * 4
    assert _signs(small, busy)["run_off_on"] is None


def test_a_closed_customer_is_closed_even_if_dormant() -> None:
    columns = {"dormant_on": "date", "run_off_on": "date", "closed_on": "date"}
    row = {"dormant_on": date(2025, 3, 31), "closed_on": date(2025, 6, 2)}
    found = _one(columns, row, lambda t: departure.departed(t, t.closed_on))
    assert found == {"departure": "closed", "departed_on": date(2025, 6, 2)}
    assert _one(columns, {}, lambda t: departure.departed(t, t.closed_on)) == {"departure": None, "departed_on": None}


def test_axes_take_the_units_region_where_the_customer_has_none_and_the_channel_used_most() -> None:
    columns = {"region": "string", "industry": "string", "size": "string", "home": "string"}
    counts = {f"{c}_12m": "int64" for c in CHANNELS}
    row = {"industry": "c13", "home": "110100", **{f"{c}_12m": 0 for c in CHANNELS}, "atm_12m": 3, "mobile_12m": 3}
    found = _one(columns | counts, row, lambda t: axes.axes(t, t.home))
    assert (found["axis_region"], found["axis_industry"], found["axis_preference"]) == ("110100", "C", "atm")
    silent = row | {"atm_12m": 0, "mobile_12m": 0}
    assert _one(columns | counts, silent, lambda t: axes.axes(t, t.home))["axis_preference"] is None


def test_a_contact_that_was_not_reached_is_none() -> None:
    visits = spec.given(
        "visits",
        [
            {"visit_id": "1", "customer_id": "C", "on": date(2024, 1, 1)},
            {"visit_id": "2", "customer_id": "C", "on": date(2025, 6, 1), "outcome": "progress"},
            {"visit_id": "3", "customer_id": "C", "on": date(2025, 9, 1), "outcome": "not_reached"},
            {"visit_id": "4", "on": date(2025, 9, 1)},
        ],
    )
    [row] = spec.result(contacts.contacts(visits, date(2025, 1, 1), spec.AS_OF))
    assert row == {"customer_id": "C", "last_contact_on": date(2025, 6, 1), "contacts_12m": 1}


def test_outflow_without_transactions_is_the_fall_of_deposits_less_own_loans_repaid() -> None:
    columns = {"customer_id": "string", "deposit_end": "int64", "loan_end": "int64"}
    before = [("A", 100, 50), ("B", 100, 0), ("C", 100, 0)]
    now = [("A", 40, 20), ("B", 160, 0)]
    tables = [spec.table(columns, [dict(zip(columns, row, strict=True)) for row in rows]) for rows in (now, before)]
    rows = spec.result(contacts.drops(*tables), "customer_id")
    assert [row["outflow_1m"] for row in rows] == [30, 0, 100]


def test_outflow_from_transactions_counts_other_banks_only() -> None:
    tables = spec.all_given(
        accounts=[{"account_id": "A", "customer_id": "C"}],
        transactions=[
            {"transaction_id": str(n), "account_id": "A", "amount": amount, "direction": way, "counterparty_bank": bank}
            for n, (amount, way, bank) in enumerate([(90, "out", "X"), (20, "in", "X"), (500, "out", None)])
        ],
    )
    assert spec.result(contacts.flows(tables)) == [{"customer_id": "C", "outflow_1m": 70}]


def test_holdings_name_the_families_held_in_alphabetical_order_and_price_services_by_their_revenue() -> None:
    columns = {"customer_id": "string", "family": "string", "accounts": "int64", "average": "int64", "revenue": "int64"}
    rows = [("term_deposit", 1, 900, 9), ("current", 2, -5, 1), ("payroll", 1, 0, 4), ("card", 0, 0, 0)]
    table = spec.table(columns, [dict(zip(columns, ("C", *row), strict=True)) for row in rows])
    [found] = spec.result(holding.own(table))
    assert (found["families"], found["family_count"], found["account_count"]) == ("current payroll term_deposit", 3, 4)
    assert (found["own_term_deposit"], found["own_current"], found["own_payroll"]) == (900, 0, 48)
