"""A real bank, whole: a Czech bank of 1993-1998 is taken on by its mapping alone, and its own facts come out."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from guanxi.book.accounts import Account
from guanxi.book.customers import Customer
from guanxi.book.units import Unit
from guanxi.guard import reach
from guanxi.intake import manifest
from guanxi.intake.loads import Load
from guanxi.intake.take import take

ROOT = Path(__file__).parents[2]
DATA = ROOT.parent / "shared" / "data" / "berka"
MAPPING = ROOT / "examples" / "berka" / "mapping.yaml"

pytestmark = [
    pytest.mark.bank,
    pytest.mark.skipif(not DATA.exists(), reason="the shared bank data is not beside the project"),
]


@pytest.fixture
def bank(committed_db: None) -> Load:
    """Take the bank."""
    return take(DATA, by=None, mapping=MAPPING)


@pytest.fixture
def store(bank: Load) -> Iterator[duckdb.DuckDBPyConnection]:
    """Give the current parts as tables named after their contracts."""
    with reach.system():
        parts = manifest.parts()
    with duckdb.connect() as engine:
        for name in {p.contract for p in parts}:
            files = ", ".join(f"'{manifest.store() / p.path}'" for p in parts if p.contract == name)
            engine.execute(f"CREATE VIEW {name} AS FROM read_parquet([{files}])").fetchall()
        yield engine


def _rows(engine: duckdb.DuckDBPyConnection, sql: str) -> list[tuple[object, ...]]:
    return engine.execute(sql).fetchall()


def test_every_row_of_the_bank_is_taken(bank: Load) -> None:
    assert bank.rows_quarantined == 0
    with reach.system():
        read: dict[str, int] = {}
        for file in bank.files.all():
            read[file.contract] = read.get(file.contract, 0) + file.rows_accepted
        assert read["transactions"] == 97_005
        assert read["orders"] == 6_471
        assert read["account_parties"] == 5_369
        assert read["market"] == 77
        assert Customer.objects.count() == 5_369
        assert Unit.objects.filter(kind="sub_branch").count() == 77
        assert Unit.objects.filter(kind="branch").count() == 8
        counted = {
            kind: Account.objects.filter(product_id__startswith=kind).count() for kind in ("CUR", "LOAN", "CARD")
        }
        assert counted == {"CUR": 4_500, "LOAN": 682, "CARD": 892}


def test_the_facts_of_the_bank_come_out(store: duckdb.DuckDBPyConnection) -> None:
    opened = _rows(
        store,
        "SELECT year(opened_on), count(*) FROM accounts WHERE product_id = 'CURRENT' GROUP BY 1 ORDER BY 1",
    )
    assert opened == [(1993, 1139), (1994, 439), (1995, 661), (1996, 1363), (1997, 898)]
    assert _rows(store, "SELECT count(DISTINCT counterparty_bank) FROM orders") == [(13,)]
    purposes = dict(_rows(store, "SELECT coalesce(purpose, ''), count(*) FROM orders GROUP BY 1"))
    assert purposes == {"household": 3502, "loan_payment": 717, "insurance": 532, "leasing": 341, "": 1379}
    # every loan that has run out is of status A or B
    lent = "SELECT count(*), sum(\"limit\") FROM accounts WHERE product_id LIKE 'LOAN%' AND closed_on IS {} NULL"
    assert _rows(store, lent.format("NOT")) == [(203 + 31, (18_603_216 + 4_362_348) * 100)]
    assert _rows(store, lent.format("")) == [(403 + 45, (69_078_372 + 11_217_804) * 100)]


def test_women_are_told_by_fifty_added_to_the_month(store: duckdb.DuckDBPyConnection) -> None:
    first = _rows(store, "SELECT name, born_on::VARCHAR FROM customers WHERE customer_id IN ('C1', 'C2') ORDER BY 1")
    assert first == [("Mr Client 2", "1945-02-04"), ("Ms Client 1", "1970-12-13")]
    kinds = dict(_rows(store, "SELECT name[1:2], count(*) FROM customers GROUP BY 1"))
    assert kinds == {"Mr": 2724, "Ms": 2645}
    assert _rows(store, "SELECT count(*) FROM customers WHERE born_on > DATE '1988-01-01'") == [(0,)]


def test_balance_before_and_movements_make_the_balance_after_each_day(store: duckdb.DuckDBPyConnection) -> None:
    """Of a day's rows one tells the balance at its end: the one next to balance before + movements."""
    days = _rows(
        store,
        f"""
        SELECT account_id, CAST("at" AS DATE) AS on_day, list(balance_after),
            sum(CASE direction WHEN 'in' THEN amount ELSE -amount END)
        FROM transactions SEMI JOIN (
            SELECT 'A' || account_id AS account_id FROM read_parquet('{DATA / "trans_partial.parquet"}')
            GROUP BY 1 HAVING bool_and(exact) AND bool_and(in_loan_set)
        ) USING (account_id) GROUP BY ALL ORDER BY 1, 2
        """,
    )
    ends: dict[object, int] = {}
    for account, on_day, told, moved in days:
        assert isinstance(told, list) and isinstance(moved, int)
        after = ends.get(account, 0) + moved
        ends[account] = min(told, key=lambda balance: abs(balance - after))
        assert abs(ends[account] - after) <= 10, (account, on_day)
    assert len(days) > 10_000


def test_derived_balances_end_where_the_transactions_end(store: duckdb.DuckDBPyConnection) -> None:
    apart = _rows(
        store,
        """
        SELECT count(*), count(*) FILTER (b.end_balance <> t.after) FROM balances b JOIN (
            SELECT account_id, sum(CASE direction WHEN 'in' THEN amount ELSE -amount END) AS after
            FROM transactions WHERE "at" < TIMESTAMP '1994-04-01' GROUP BY account_id
        ) t USING (account_id) WHERE period = '1994-03'
        """,
    )
    of = _rows(store, f"SELECT count(DISTINCT account_id) FROM '{DATA}/trans_partial.parquet' WHERE date < '940401'")
    assert apart == [(of[0][0], 0)]


def test_the_ledger_agrees_with_the_accounts_to_the_cent(store: duckdb.DuckDBPyConnection) -> None:
    differing = _rows(
        store,
        """
        SELECT count(*), count(*) FILTER (l.amount <> b.total) FROM (
            SELECT a.unit_id, period, CASE side WHEN 'asset' THEN 'loans' ELSE 'deposits' END AS line,
                sum(end_balance) AS total
            FROM balances JOIN accounts a USING (account_id) JOIN products USING (product_id)
            WHERE period <= '1994-03' GROUP BY ALL
        ) b JOIN ledger l USING (unit_id, period, line)
        """,
    )
    ((lines, broken),) = differing
    assert isinstance(lines, int) and lines > 1000
    assert broken == 0
