"""The files keep every contract: checked by plain SQL over the text of the files, not by intake."""

from pathlib import Path

import duckdb
import pytest

from guanxi import contracts
from guanxi.contracts import Column, Contract, Kind
from tests.demo.conftest import number, rows

TYPES = {
    Kind.INTEGER: "bigint",
    Kind.NUMBER: "double",
    Kind.RATE: "double",
    Kind.SHARE: "double",
    Kind.MONEY: "decimal(18, 2)",
    Kind.DATE: "date",
    Kind.MOMENT: "timestamp",
    Kind.FLAG: "boolean",
}
EVERY = pytest.mark.parametrize("contract", contracts.ALL, ids=lambda c: c.name)
COLUMNS = pytest.mark.parametrize(
    ("contract", "column"),
    [(contract, column) for contract in contracts.ALL for column in contract.columns],
    ids=lambda part: part.name,
)


@EVERY
def test_every_contract_is_delivered_with_its_columns_in_order(
    sql: duckdb.DuckDBPyConnection, contract: Contract
) -> None:
    found = [str(row[0]) for row in rows(sql, f"describe {contract.name}")]
    assert found == [*contract.names, "filename"]
    assert number(sql, f"select count(*) from {contract.name}") > 0


@COLUMNS
def test_every_value_has_the_form_of_its_column(
    sql: duckdb.DuckDBPyConnection, contract: Contract, column: Column
) -> None:
    value, table = f'"{column.name}"', contract.name
    if column.required:
        assert number(sql, f"select count(*) from {table} where {value} is null") == 0
    if column.kind in TYPES:
        cast = f"try_cast({value} as {TYPES[column.kind]})"
        assert rows(sql, f"select {value} from {table} where {value} is not null and {cast} is null limit 3") == []
        for bound, sign in ((column.low, "<"), (column.high, ">")):
            if bound is not None:
                assert rows(sql, f"select {value} from {table} where {cast} {sign} {bound} limit 3") == []
    if column.kind is Kind.MONEY:
        assert (
            rows(sql, rf"select {value} from {table} where not regexp_full_match({value}, '-?\d+\.\d\d') limit 3") == []
        )
    if column.kind is Kind.PERIOD:
        assert rows(sql, f"select 1 from {table} where not contains(filename, {value}) limit 3") == []


@COLUMNS
def test_every_code_is_known_and_every_reference_resolves(
    sql: duckdb.DuckDBPyConnection, contract: Contract, column: Column
) -> None:
    value = f'"{column.name}"'
    if column.allowed:
        found = {
            str(row[0]) for row in rows(sql, f"select distinct {value} from {contract.name} where {value} is not null")
        }
        assert found <= set(column.allowed)
    if column.refers:
        other, key = column.refers.split(".")
        known = f"select {key} from {other}"
        missing = f"select {value} from {contract.name} where {value} is not null and {value} not in ({known})"
        assert rows(sql, f"{missing} limit 3") == []


@EVERY
def test_keys_are_unique(sql: duckdb.DuckDBPyConnection, contract: Contract) -> None:
    keys = ", ".join(f'"{key}"' for key in contract.keys)
    assert rows(sql, f"select {keys} from {contract.name} group by {keys} having count(*) > 1 limit 3") == []


@pytest.mark.parametrize(("name", "column"), [("visits", "on"), ("transactions", "at")])
def test_dated_rows_lie_in_the_month_of_their_file(sql: duckdb.DuckDBPyConnection, name: str, column: str) -> None:
    assert rows(sql, f'select filename from {name} where not contains(filename, left("{column}", 7)) limit 3') == []


@pytest.mark.parametrize(
    ("table", "broken"),
    [
        ("accounts", "closed_on <= opened_on"),
        ("accounts", "matures_on <= opened_on"),
        ("accounts", "opened_on > '2026-10-31'"),
        ("accounts", "closed_on > '2026-10-31'"),
        ("customers", "born_on >= opened_on"),
        ("customers", "closed_on <= opened_on"),
        ("customers", "referred_by = customer_id"),
        ("customers", "owner_id = deputy_id"),
        ("staff", "left_on <= hired_on"),
        ("links", "from_id = to_id"),
        ("promises", "due_at <= made_at or kept_at < made_at or kept_at >= '2026-11-01'"),
        ("complaints", "closed_at <= received_at"),
        ("visits", "\"on\" > '2026-10-31'"),
    ],
)
def test_days_follow_one_another(sql: duckdb.DuckDBPyConnection, table: str, broken: str) -> None:
    assert rows(sql, f"select * from {table} where {broken} limit 3") == []


def test_accounts_live_within_the_time_of_their_customer(sql: duckdb.DuckDBPyConnection) -> None:
    joined = "from accounts a join customers c using (customer_id)"
    assert rows(sql, f"select account_id {joined} where a.opened_on < c.opened_on limit 3") == []
    assert rows(sql, f"select account_id {joined} where c.closed_on is not null and a.closed_on is null limit 3") == []
    assert rows(sql, f"select account_id {joined} where a.closed_on > c.closed_on limit 3") == []


def test_an_open_account_has_a_balance_row_in_every_month_of_its_life(sql: duckdb.DuckDBPyConnection) -> None:
    expected = number(
        sql,
        "select count(*) from accounts, (select distinct period from balances) p "
        "where left(opened_on, 7) <= period and (closed_on is null or left(closed_on, 7) >= period)",
    )
    assert number(sql, "select count(*) from balances") == expected


def test_the_holders_of_a_joint_account_share_all_of_it(sql: duckdb.DuckDBPyConnection) -> None:
    holders = "from account_parties where role = 'holder' group by 1"
    shares = f"select account_id, sum(share::decimal(5, 2)) s, count(*) n {holders}"
    assert rows(sql, f"select * from ({shares}) where s <> 1 or n <> 2 limit 3") == []
    assert number(sql, f"select count(*) from ({shares})") > 5


def test_control_files_agree_with_their_files(sql: duckdb.DuckDBPyConnection, delivery: Path) -> None:
    controls = sorted(delivery.glob("*.ctl"))
    assert {path.name.split("_")[0].split(".")[0] for path in controls} == {
        "customers",
        "accounts",
        "balances",
        "ledger",
    }
    for path in controls:
        name, said, total = path.read_text(encoding="utf-8").splitlines()[1].split(",")
        table = name.split("_")[0].split(".")[0]
        assert number(sql, f"select count(*) from {table} where filename = '{name}'") == int(said)
        if total:
            column = contracts.get(table).total
            found = rows(sql, f"select sum({column}::decimal(18, 2))::varchar from {table} where filename = '{name}'")
            assert found == [(total,)]
