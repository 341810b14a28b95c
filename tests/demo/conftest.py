"""A demo bank written once for all tests of this folder, read as text by DuckDB."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from guanxi import contracts
from guanxi.demo import bank
from guanxi.demo.spans import Span

AS_OF = date(2026, 10, 31)
CUSTOMERS = 3_000
SEED = 7


@pytest.fixture(scope="session")
def delivery(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the files."""
    folder = tmp_path_factory.mktemp("demo") / "bank"
    bank.generate(folder, customers=CUSTOMERS, seed=SEED, as_of=AS_OF)
    return folder


@pytest.fixture(scope="session")
def span() -> Span:
    """The parameters of the bank."""
    return Span(CUSTOMERS, 36, SEED, "2026-10")


@pytest.fixture(scope="session")
def sql(delivery: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Every contract as a table of texts, with the name of its file in ``filename``."""
    connection = duckdb.connect(config={"threads": 1})
    for contract in contracts.ALL:
        files = f"'{delivery}/{contract.name}.csv'"
        if not (delivery / f"{contract.name}.csv").exists():
            files = f"'{delivery}/{contract.name}_2*.csv'"
        connection.execute(
            f"create table {contract.name} as select * replace (parse_filename(filename) as filename) "
            f"from read_csv({files}, all_varchar=true, header=true, delim=',', quote='', filename=true)"
        )
    yield connection
    connection.close()


def rows(sql: duckdb.DuckDBPyConnection, query: str) -> list[tuple[Any, ...]]:
    """Return the rows of a query."""
    return sql.execute(query).fetchall()


def number(sql: duckdb.DuckDBPyConnection, query: str) -> float:
    """Return the one number of a query."""
    found = sql.execute(query).fetchone()
    assert found is not None
    return float(found[0])
