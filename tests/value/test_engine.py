"""A run as a whole: closed months stay, nothing is lost, and odd banks get defined answers."""

import json
import math
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from guanxi.contracts import figures, layout
from guanxi.contracts.layout import Part
from guanxi.kit.refusals import Stopped
from guanxi.value import engine, results
from guanxi.value.measures import currency
from tests.value import spec
from tests.value.tiny_bank import TinyBank, join_accounts, write

Rows = list[dict[str, Any]]


@dataclass
class Ran:
    """A bank after a run: its store and parts, and what was published."""

    folder: Path
    parts: list[Part]
    snapshot: results.Snapshot

    def rows(self, name: str) -> Rows:
        return pq.read_table(self.snapshot.tables[name]).to_pylist()

    def again(self, as_of: date = spec.AS_OF, **rest: Any) -> results.Snapshot:
        merged = {(p.contract, p.period): p for p in (*self.parts, *self.snapshot.new_parts)}
        return _run(self.folder, list(merged.values()), as_of, **rest)


def _run(folder: Path, parts: list[Part], as_of: date = spec.AS_OF, **rest: Any) -> results.Snapshot:
    return engine.run(parts, as_of=as_of, store=folder / "store", scratch=folder / "scratch", threads=1, **rest)


def ran(folder: Path, bank: TinyBank, **keep: Any) -> Ran:
    parts = bank.write(folder / "store", **keep)
    return Ran(folder, parts, _run(folder, parts))


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    bank = TinyBank(40)
    join_accounts(bank)
    return ran(tmp_path_factory.mktemp("tiny"), bank)


def test_every_published_table_has_exactly_the_columns_types_and_required_values_of_its_contract(tiny: Ran) -> None:
    arrow = {"string": "string", "int64": "int64", "float64": "double", "date": "date32[day]"}
    for contract in figures.PUBLISHED:
        table = pq.read_table(tiny.snapshot.tables[contract.name])
        assert tuple(table.column_names) == contract.names
        for column in contract.columns:
            kind = layout.TYPES[column.kind]
            found = str(table.schema.field(column.name).type)
            assert found == arrow.get(kind, found)
            if kind.startswith("array"):
                assert found.startswith("list<") and "int64" in found
            if column.required:
                assert table[column.name].null_count == 0, f"{contract.name}.{column.name}"
        keys = [tuple(row[k] for k in contract.keys) for row in table.to_pylist()]
        assert len(keys) == len(set(keys)), contract.name


def test_no_figure_is_nan_or_infinite(tiny: Ran) -> None:
    for name in tiny.snapshot.tables:
        for row in tiny.rows(name):
            for column, value in row.items():
                assert not isinstance(value, float) or math.isfinite(value), f"{name}.{column}"


def test_customers_and_treasury_make_the_net_interest_income_of_every_unit_and_month_to_the_cent(tiny: Ran) -> None:
    rows = [row for row in tiny.rows("reconciliation") if row["line"] == "net_interest"]
    assert len(rows) == 2 * 24
    assert {row["difference"] for row in rows} == {0}
    assert any(row["treasury"] for row in rows)


def test_idle_capacity_is_what_the_ledger_exceeds_the_time_used_by(tiny: Ran) -> None:
    served = sum(row["serve_cost_12m"] for row in tiny.rows("customer_figures"))
    recent = [r for r in tiny.rows("reconciliation") if r["line"] == "operating_cost" and r["period"] >= "2025-01"]
    assert sum(row["customers"] for row in recent) == served
    assert all(row["idle"] == row["ledger"] - row["customers"] for row in recent)


def test_relationship_cost_and_what_is_unallocated_make_the_staff_cost(tiny: Ran) -> None:
    rows = [row for row in tiny.rows("reconciliation") if row["line"] == "staff_cost"]
    for row in rows:
        assert row["customers"] + row["unallocated"] == 2 * 10_000_00
        assert row["ledger"] is None and row["difference"] is None


def test_lists_are_24_months_long_and_end_with_the_last_month(tiny: Ran) -> None:
    for row in tiny.rows("customer_figures"):
        for name in ("profit_months", "deposit_months", "loan_months"):
            assert len(row[name]) == 24
        assert sum(row["profit_months"][12:]) == row["profit_12m"]
        assert sum(row["profit_months"][:12]) == row["profit_prior"]
        assert row["deposit_months"][-1] == row["deposit_average"]


def test_ranks_are_one_to_n_and_the_banks_curve_ends_at_net_over_gross(tiny: Ran) -> None:
    customers = tiny.rows("customer_figures")
    assert sorted(row["rank_number"] for row in customers) == list(range(1, len(customers) + 1))
    [bank] = [row for row in tiny.rows("concentration") if row["scope"] == "bank"]
    assert bank["net_profit"] == sum(row["profit_12m"] for row in customers)
    bands = json.loads(bank["bands"])
    assert sum(band[0] for band in bands) == len(customers)
    assert sum(band[2] for band in bands) == bank["net_profit"]
    for band in bands:
        assert band[2] == sum(band[3:6]) - sum(band[6:9])


def test_teams_of_the_bank_are_the_sum_of_its_units_and_of_its_managers(tiny: Ran) -> None:
    teams = tiny.rows("teams")
    [bank] = [row for row in teams if row["scope"] == "bank"]
    [head] = [row for row in teams if row["scope_id"] == "U0"]
    assert {k: v for k, v in bank.items() if "scope" not in k} == {k: v for k, v in head.items() if "scope" not in k}
    staff = [row for row in teams if row["scope"] == "staff"]
    assert sum(row["profit_12m"] for row in staff) == bank["profit_12m"]
    assert [sum(x) for x in zip(*(row["fee_months"] for row in staff), strict=True)] == bank["fee_months"]


def test_a_second_run_computes_no_month_again_and_publishes_the_same(tiny: Ran) -> None:
    before = {name: sorted(map(str, tiny.rows(name))) for name in tiny.snapshot.tables}
    again = tiny.again()
    assert {part.contract for part in again.new_parts} == {"customer_standing"}
    for name, path in again.tables.items():
        assert sorted(map(str, pq.read_table(path).to_pylist())) == before[name]


def test_slices_of_customers_publish_the_same_together(tiny: Ran, monkeypatch: pytest.MonkeyPatch) -> None:
    before = {name: sorted(map(str, tiny.rows(name))) for name in tiny.snapshot.tables}
    monkeypatch.setattr("guanxi.value.backends.duckdb.SLICE_ROWS", 3)
    monkeypatch.setattr("guanxi.value.backends.duckdb.WRITTEN_ROWS", 5)
    again = tiny.again()
    assert len(list(again.tables["customer_figures"].iterdir())) > 1
    for name, path in again.tables.items():
        assert sorted(map(str, pq.read_table(path).to_pylist())) == before[name]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> tuple[TinyBank, Ran]:
    bank = TinyBank(6)
    return bank, ran(tmp_path_factory.mktemp("small"), bank)


def test_a_month_delivered_again_is_the_only_one_computed_again(small: tuple[TinyBank, Ran]) -> None:
    bank, old = small
    restated = [row for row in bank.rows["balances"] if row["period"] == "2025-03"]
    part = write(old.folder / "store", "balances", restated, "2025-03", "restated")
    others = [p for p in old.parts if (p.contract, p.period) != ("balances", "2025-03")]
    new = Ran(old.folder, [*others, part], old.snapshot).again()
    assert {p.period for p in new.new_parts if p.contract == "customer_month"} == {"2025-03"}


def test_changed_assumptions_of_the_month_compute_it_again_and_those_of_the_snapshot_do_not(
    small: tuple[TinyBank, Ran],
) -> None:
    _, old = small
    peers = old.again(assumptions=spec.assumed(standing__least_peers=5))
    assert not [p for p in peers.new_parts if p.contract == "customer_month"]
    basis = old.again(assumptions=spec.assumed(money__day_basis=360))
    assert len([p for p in basis.new_parts if p.contract == "customer_month"]) == 24


def test_a_missing_month_counts_as_zero_and_a_run_before_the_months_end_stands_on_the_month_before(
    tmp_path: Path,
) -> None:
    parts = TinyBank(4).write(tmp_path / "store", lambda contract, period: period != "2025-06")
    snapshot = _run(tmp_path, parts, date(2025, 12, 30))
    assert snapshot.last == "2025-11"
    assert snapshot.missing == ("2025-06",)
    for row in Ran(tmp_path, parts, snapshot).rows("customer_figures"):
        assert row["deposit_months"][18] == 0 < row["deposit_months"][17]


def test_a_bank_of_one_customer_has_all_figures_and_progress_grows_from_nothing_to_one(tmp_path: Path) -> None:
    seen: list[float] = []
    parts = TinyBank(1).write(tmp_path / "store")
    snapshot = _run(tmp_path, parts, progress=lambda step, done, facts: seen.append(done))
    found = Ran(tmp_path, parts, snapshot)
    [row] = found.rows("customer_figures")
    assert (row["rank_number"], row["rank_rate"]) == (1, 1.0)
    assert {r["scope"] for r in found.rows("concentration")} == {"bank", "unit", "staff"}
    assert seen == sorted(seen) and seen[0] == 0.0 and seen[-1] == 1.0


def test_a_bank_without_visits_staff_events_wins_or_ledger_still_gets_every_table(tmp_path: Path) -> None:
    bank = TinyBank(5)
    for empty in ("visits", "staff", "events", "wins", "ledger"):
        bank.rows[empty] = []
    found = ran(tmp_path, bank)
    customers = found.rows("customer_figures")
    assert len(customers) == 5
    assert {row["relationship_cost_12m"] for row in customers} == {0}
    assert {row["worth_rate"] for row in customers} == {None}
    assert {row["serve_cost_12m"] for row in customers} == {0}
    # without counted events a month is active when a balance moved
    assert max(row["active_months"] for row in customers) == 12
    assert {row["difference"] for row in found.rows("reconciliation")} == {None}


def test_zero_balances_and_only_losses_give_defined_answers(tmp_path: Path) -> None:
    bank = TinyBank(5)
    for row in bank.rows["balances"]:
        row.update(average_balance=0, end_balance=0, interest_paid=0, interest_received=0, fees=0, waived_fees=5_00)
    found = ran(tmp_path, bank)
    [top] = [row for row in found.rows("concentration") if row["scope"] == "bank"]
    assert top["gross_profit"] == 0 and top["top20_gross_rate"] is None and top["net_profit"] < 0
    assert {row["raroc_rate"] for row in found.rows("customer_figures")} == {None}


def test_without_balances_or_a_curve_or_a_currency_rate_the_run_is_refused_with_a_reason(tmp_path: Path) -> None:
    bank = TinyBank(3)
    bank.rows["accounts"][0]["currency"] = "USD"
    with pytest.raises(currency.NoRate, match="USD"):
        ran(tmp_path / "a", bank)
    bank.rows["rates"] = []
    with pytest.raises(results.NoCurve, match="transfer"):
        ran(tmp_path / "b", bank)
    with pytest.raises(results.NoBalances, match="2025-12-31"):
        _run(tmp_path / "c", [])


def test_progress_may_stop_a_run_and_what_was_kept_is_whole(tmp_path: Path) -> None:
    bank = TinyBank(3)
    parts = bank.write(tmp_path / "store")

    def stop(step: str, done: float, facts: dict[str, Any]) -> None:
        if step == "facts":
            raise Stopped

    with pytest.raises(Stopped):
        _run(tmp_path, parts, progress=stop)
    assert not list((tmp_path / "store").rglob("*.part"))
