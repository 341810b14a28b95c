"""Conservation over whole runs: how customers are cut and rows ordered changes no total; closed months never move."""

import random
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from guanxi.contracts.layout import Part
from guanxi.value import assumptions, engine
from guanxi.value.assumptions import Overlay
from guanxi.value.results import Snapshot
from tests.value import spec
from tests.value.tiny_bank import TinyBank, join_accounts

CONSERVED = (
    *("deposit_margin_12m", "loan_margin_12m", "fees_12m", "serve_cost_12m", "relationship_cost_12m"),
    *("expected_loss_12m", "overhead_cost_12m", "profit_12m", "profit_direct_12m", "profit_full_12m", "profit_prior"),
)


def bank() -> TinyBank:
    made = TinyBank(10, months=25)
    join_accounts(made)
    return made


def ran(folder: Path, made: TinyBank, **rest: Any) -> tuple[Snapshot, list[Part]]:
    parts = made.write(folder / "store")
    return engine.run(parts, as_of=spec.AS_OF, store=folder / "store", scratch=folder / "s", threads=1, **rest), parts


def totals(snapshot: Snapshot) -> dict[str, int]:
    rows = pq.read_table(snapshot.tables["customer_figures"]).to_pylist()
    return {name: sum(row[name] for row in rows) for name in CONSERVED}


def ledger(snapshot: Snapshot) -> list[tuple[Any, ...]]:
    rows = pq.read_table(snapshot.tables["reconciliation"]).to_pylist()
    return sorted(tuple(row.values()) for row in rows if row["ledger"] is not None)


def split(made: TinyBank) -> None:
    """Cut the third customer in two: half of the accounts and every other visit go to a new one."""
    [old] = [row for row in made.rows["customers"] if row["customer_id"] == "C0002"]
    made.rows["customers"].append(old | {"customer_id": "C9999"})
    for name in ("accounts", "visits"):
        mine = [row for row in made.rows[name] if row["customer_id"] == "C0002"]
        for row in mine[::2]:
            row["customer_id"] = "C9999"


def merge(made: TinyBank) -> None:
    """Make the fifth customer part of the third."""
    made.rows["customers"] = [row for row in made.rows["customers"] if row["customer_id"] != "C0004"]
    for name in ("accounts", "visits", "wins"):
        for row in made.rows[name]:
            if row["customer_id"] == "C0004":
                row["customer_id"] = "C0002"


def shuffle(made: TinyBank) -> None:
    """Deliver all rows in another order."""
    for rows in made.rows.values():
        random.Random(5).shuffle(rows)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return ran(tmp_path_factory.mktemp("plain"), bank())[0]


@pytest.mark.parametrize("cut", [split, merge, shuffle])
def test_cutting_customers_otherwise_or_reordering_rows_changes_no_total(
    cut: Callable[[TinyBank], None], plain: Snapshot, tmp_path: Path
) -> None:
    made = bank()
    cut(made)
    snapshot, _ = ran(tmp_path, made)
    assert totals(snapshot) == totals(plain)
    assert ledger(snapshot) == ledger(plain)


def test_groups_and_customers_outside_any_make_the_bank(tmp_path: Path) -> None:
    made = bank()
    made.rows["links"] = [
        {"from_id": "C0001", "to_id": "C0000", "kind": "controls", "share": 0.7},
        {"from_id": "C0002", "to_id": "C0004", "kind": "family"},
        {"from_id": "C0002", "to_id": "C0000", "kind": "owns", "share": 0.3},
    ]
    snapshot, _ = ran(tmp_path, made)
    figures = {
        r["customer_id"]: r["profit_12m"] for r in pq.read_table(snapshot.tables["customer_figures"]).to_pylist()
    }
    groups = pq.read_table(snapshot.tables["groups"]).to_pylist()
    members = {r["customer_id"] for r in pq.read_table(snapshot.tables["group_members"]).to_pylist()}
    outside = sum(profit for customer, profit in figures.items() if customer not in members)
    assert sum(row["profit_12m"] for row in groups) + outside == sum(figures.values())
    assert {row["group_id"]: row["members"] for row in groups} == {"C0001": 2, "C0002": 2}


def test_an_own_version_moves_the_months_from_its_day_on_and_no_closed_one(tmp_path: Path) -> None:
    first, parts = ran(tmp_path, bank())
    known = [*parts, *first.new_parts]

    def again(since: date) -> set[str]:
        overlays = [Overlay(since, "#1", "the board", {"money.day_basis": 360})]
        snapshot = engine.run(
            known,
            as_of=spec.AS_OF,
            store=tmp_path / "store",
            scratch=tmp_path / "again",
            threads=1,
            assumptions=assumptions.load(spec.AS_OF, overlays),
        )
        return {part.period for part in snapshot.new_parts if part.contract == "customer_month"}

    assert again(date(2026, 1, 1)) == set()
    assert again(date(2025, 12, 1)) == {"2025-12"}
