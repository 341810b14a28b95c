"""Every published figure says why; and account rows add up to the figure, to the cent."""

from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from guanxi.contracts import figures
from guanxi.contracts.lines import LINES
from guanxi.value import assumptions, engine, explain
from guanxi.value.results import Snapshot
from tests.value import spec
from tests.value.tiny_bank import TinyBank, join_accounts

WHOLLY = (
    "customer_figures", "concentration", "acquisition", "teams", "reconciliation", "moves", "groups", "group_members",
    "treasury", "positioning", "share_trend",
)  # fmt: skip
EXPLAINED = tuple(contract for contract in figures.PUBLISHED if contract.name in WHOLLY)
NAMES = [
    f"{contract.name}.{column.name}"
    for contract in EXPLAINED
    for column in contract.columns
    if column.name not in {"scope", "scope_id", "dimension", "member", "place"}
]
ADDED = [
    *(f"{line}_{suffix}" for line in LINES for suffix in ("12m", "prior")),
    *("profit_12m", "profit_prior", "revenue_12m", "deposit_average", "deposit_end", "loan_average", "loan_end"),
    *("events_12m", "counter_events_12m"),
    *("overhead_cost_12m", "profit_direct_12m", "profit_full_12m"),
]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Snapshot, Path, list[Any]]:
    folder = tmp_path_factory.mktemp("explained")
    bank = TinyBank(24)
    join_accounts(bank)
    parts = bank.write(folder / "store")
    snapshot = engine.run(parts, as_of=spec.AS_OF, store=folder / "store", scratch=folder / "scratch", threads=1)
    return snapshot, folder / "store", parts


@pytest.mark.parametrize("name", NAMES)
def test_every_published_column_is_explained_in_both_languages(name: str) -> None:
    explanation = explain.why(name)
    contract = next(c for c in EXPLAINED if c.name == name.split(".")[0])
    assert explanation.title == contract.column(name.split(".")[1]).words
    assert set(explanation.inputs) <= set(contract.names)
    for key in explanation.assumptions:
        assert key in assumptions.load(spec.AS_OF).entries
    assert explanation.formula.zh and explanation.convention.zh


def test_a_bare_name_means_the_customers_figure_and_an_unknown_one_is_refused() -> None:
    assert explain.why("profit_12m") == explain.Explanation(
        **{
            name: getattr(explain.why("customer_figures.profit_12m"), name)
            for name in ("title", "formula", "inputs", "contracts", "assumptions", "convention", "examples")
        },
        figure="profit_12m",
    )
    with pytest.raises(explain.NoSuchFigure):
        explain.why("profit_of_the_moon")


@pytest.mark.parametrize("figure", ADDED)
def test_account_rows_add_up_to_the_published_figure(figure: str, run: tuple[Snapshot, Path, list[Any]]) -> None:
    snapshot, store, parts = run
    published = pq.read_table(snapshot.tables["customer_figures"]).to_pylist()
    # the first two customers hold joint accounts; one is enough for a single line
    chosen = sorted(published, key=lambda row: str(row["customer_id"]))[: 2 if figure == "profit_12m" else 1]
    for row in chosen:
        rows = explain.source_rows(parts, store, row["customer_id"], figure, spec.AS_OF)
        assert sum(r["amount"] for r in rows) == row[figure]


def test_averages_are_a_twelfth_of_their_rows(run: tuple[Snapshot, Path, list[Any]]) -> None:
    snapshot, store, parts = run
    for row in pq.read_table(snapshot.tables["customer_figures"]).to_pylist()[:1]:
        for figure in ("deposit_average_12m", "capital_average"):
            total = sum(r["amount"] for r in explain.source_rows(parts, store, row["customer_id"], figure, spec.AS_OF))
            assert abs(total / 12 - row[figure]) <= 0.5


def test_a_figure_that_is_no_sum_of_account_rows_has_none(run: tuple[Snapshot, Path, list[Any]]) -> None:
    _, store, parts = run
    assert explain.source_rows(parts, store, "C0000", "level", spec.AS_OF) == []
    assert explain.source_rows(parts, store, "nobody", "profit_12m", spec.AS_OF) == []
