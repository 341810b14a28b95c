"""What is kept of one answer never shows in another: customer, figure, assumptions, month, held jointly, abroad."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from guanxi.contracts import catalogue
from guanxi.contracts.layout import Part
from guanxi.kit import periods
from guanxi.value import behind, explain
from guanxi.value.assumptions import Assumptions
from guanxi.value.backends.duckdb import DuckDB
from guanxi.value.measures import account_month, attribution, internal_ratings
from guanxi.value.sources import Store
from tests.value import spec
from tests.value.tiny_bank import LAST, TinyBank, join_accounts

BEFORE = periods.last_day(periods.shift(LAST, -1))
PLAIN = spec.assumed()
OTHERS = {
    "plain": PLAIN,
    "dear channels": spec.assumed(serving__cost_per_minute=dict.fromkeys(PLAIN["serving.cost_per_minute"], 777)),
    "moved rates": spec.assumed(transfer__shift=0.01, layers__overhead_rate=0.7),
    "capital by formula": spec.assumed(risk__capital_method="basel"),
}
FIGURES = {
    "deposit_margin_12m": ("deposit_margin",),
    "revenue_12m": ("deposit_margin", "loan_margin", "fees"),
    "serve_cost_12m": ("serve_cost",),
    "capital_average": ("capital",),
}
ABROAD = "C0002"
Bank = tuple[Path, list[Part]]
Lines = dict[str, list[dict[str, Any]]]


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Bank:
    folder = tmp_path_factory.mktemp("kept")
    made = TinyBank(4, 14)
    join_accounts(made)
    for row in made.rows["accounts"]:
        row["currency"] = "USD" if row["customer_id"] == ABROAD else row.get("currency")
    for number, month in enumerate(made.periods):
        rate = {"curve": "fx.USD", "on": periods.first_day(month), "tenor": 0, "value": 7 + number / 100}
        made.rows["rates"].append(rate)
    return folder, made.write(folder)


def computed(bank: Bank, months: Sequence[str], a: Assumptions) -> list[dict[str, Any]]:
    """Return the lines of all accounts as the engine computes them, nothing kept."""
    backend = DuckDB()
    kept = Store(backend, *bank)
    tables = kept.whole() | {name: kept.contract(catalogue.get(name), months) for name in ("balances", "events")}
    tables["splits"] = attribution.splits(tables["account_parties"])
    known, days = account_month.contracts(tables), account_month.calendar(months)
    tables["capital_cells"] = internal_ratings.of(backend.ask, tables, known, days, a)
    rows: list[dict[str, Any]] = backend.ask(account_month.lines(tables, months, a, foreign=True)).to_pylist()
    backend.close()
    return rows


@pytest.fixture(scope="module")
def lines(bank: Bank) -> Lines:
    """Return the lines of thirteen months under each of the assumptions."""
    months = periods.trailing(LAST, 13)
    return {name: computed(bank, months, a) for name, a in OTHERS.items()}


def added(lines: Lines, named: str, customer: str, figure: str, last: str) -> int:
    months = periods.trailing(last, 12)
    own = [r for r in lines[named] if r["customer_id"] == customer and r["period"] in months]
    return int(sum(row[name] for row in own for name in FIGURES[figure]))


#: One thing differs from one case to the next.
CASES = [
    *(("plain", customer, "deposit_margin_12m", spec.AS_OF) for customer in ("C0000", "C0001", ABROAD, "C0003")),
    ("plain", "C0001", "deposit_margin_12m", BEFORE),
    ("moved rates", "C0001", "deposit_margin_12m", BEFORE),
    ("moved rates", ABROAD, "deposit_margin_12m", spec.AS_OF),
    ("moved rates", ABROAD, "serve_cost_12m", spec.AS_OF),
    ("dear channels", ABROAD, "serve_cost_12m", spec.AS_OF),
    ("plain", ABROAD, "serve_cost_12m", spec.AS_OF),
    *(("plain", customer, "revenue_12m", spec.AS_OF) for customer in ("C0001", ABROAD)),
    *((named, "C0001", "capital_average", spec.AS_OF) for named in ("plain", "capital by formula")),
]


def test_no_answer_is_that_of_another_question(bank: Bank, lines: Lines) -> None:
    folder, parts = bank
    for _ in range(2):
        for named, customer, figure, as_of in CASES:
            rows = explain.source_rows(parts, folder, customer, figure, as_of, OTHERS[named])
            wanted = added(lines, named, customer, figure, periods.last_complete(as_of))
            assert (named, customer, figure, sum(row["amount"] for row in rows)) == (named, customer, figure, wanted)


def test_the_cases_differ_so_that_a_mistaken_answer_shows(lines: Lines) -> None:
    for figure, named in (
        ("serve_cost_12m", "dear channels"),
        ("deposit_margin_12m", "moved rates"),
        ("capital_average", "capital by formula"),
    ):
        sums = [[added(lines, n, f"C000{c}", figure, LAST) for c in range(4)] for n in ("plain", named)]
        assert sums[0] != sums[1] and len(set(sums[0])) > 1


def test_questions_asked_at_once_are_answered_each(bank: Bank, lines: Lines) -> None:
    folder, parts = bank

    def asked(case: tuple[str, str, str, Any]) -> int:
        named, customer, figure, as_of = case
        return sum(r["amount"] for r in explain.source_rows(parts, folder, customer, figure, as_of, OTHERS[named]))

    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(asked, CASES))
    assert found == [added(lines, n, c, f, periods.last_complete(as_of)) for n, c, f, as_of in CASES]


@pytest.mark.parametrize(("line", "names"), [("net_interest", ("deposit_margin", "loan_margin"))])
def test_an_entry_of_another_unit_month_or_version_has_its_own_rows(
    bank: Bank, lines: Lines, line: str, names: tuple[str, ...]
) -> None:
    folder, parts = bank
    for named in ("plain", "moved rates"):
        for unit in ("U1", "U2"):
            for month in (LAST, periods.shift(LAST, -1)):
                a = OTHERS[named]
                found = behind.rows(parts, folder, unit_id=unit, period=month, line=line, assumptions=a)
                own = [r for r in lines[named] if (r["unit_id"], r["period"]) == (unit, month)]
                assert found.customers == sum(row[name] for row in own for name in names)
