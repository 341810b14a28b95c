"""The ledger equals the sum of the accounts to the cent, foreign money at the rate of the month."""

import duckdb
import pytest

from tests.demo.conftest import number, rows

BASED = """
with fx as (
    select substr(curve, 4) currency, left("on", 7) period, value::double rate from rates where curve like 'fx.%'
), based as (
    select a.unit_id, b.period, p.side, coalesce(fx.rate, 1.0) fx_rate, b.*
    from balances b join accounts a using (account_id) join products p using (product_id)
    left join fx on fx.currency = a.currency and fx.period = b.period
)
select unit_id, period, sum(floor({column}::decimal(18, 2)::double * 100 * fx_rate + 0.5)::bigint) cents
from based where {column} is not null and {which} group by 1, 2
"""
LINES = [
    ("interest_paid", "interest_paid", "side = 'liability'"),
    ("interest_received", "interest_received", "side = 'asset'"),
    ("deposits", "end_balance", "side = 'liability'"),
    ("loans", "end_balance", "side = 'asset'"),
    ("expected_loss", "expected_loss", "side = 'asset'"),
]


def ledger(line: str) -> str:
    return f"select unit_id, period, (amount::decimal(18, 2) * 100)::bigint cents from ledger where line = '{line}'"


@pytest.mark.parametrize(("line", "column", "which"), LINES)
def test_the_ledger_equals_the_sum_of_the_accounts(
    sql: duckdb.DuckDBPyConnection, line: str, column: str, which: str
) -> None:
    summed = BASED.format(column=column, which=which)
    joined = f"({summed}) a full join ({ledger(line)}) l using (unit_id, period)"
    assert rows(sql, f"select * from {joined} where coalesce(a.cents, 0) <> coalesce(l.cents, 0)") == []
    assert number(sql, f"select count(*) from ({ledger(line)}) where cents > 0") > 100


def test_fees_of_the_ledger_are_booked_less_waived(sql: duckdb.DuckDBPyConnection) -> None:
    net = BASED.format(column="fees", which="true")
    waived = BASED.format(column="waived_fees", which="true")
    differing = (
        f"select n.cents, w.cents, l.cents from ({net}) n join ({waived}) w using (unit_id, period) "
        f"join ({ledger('fees')}) l using (unit_id, period) where n.cents - w.cents <> l.cents"
    )
    assert rows(sql, differing) == []


def test_staff_cost_is_a_twelfth_of_the_managers_yearly_cost(sql: duckdb.DuckDBPyConnection) -> None:
    expected = """
        select s.unit_id, p.period, sum(round(yearly_cost::decimal(18, 2) * 100 / 12)::bigint) cents
        from staff s, (select distinct period from balances) p
        where role = 'relationship_manager' and left(hired_on, 7) <= period
        and (left_on is null or left(left_on, 7) >= period) group by 1, 2
    """
    differing = f"select * from ({expected}) e full join ({ledger('staff_cost')}) l using (unit_id, period)"
    assert rows(sql, f"{differing} where e.cents is distinct from l.cents") == []


def test_channels_cost_more_than_the_time_used(sql: duckdb.DuckDBPyConnection) -> None:
    counted = """
        select a.unit_id, e.period, sum(e.count::bigint * case channel when 'counter' then 880 else 0 end) cents
        from events e join accounts a using (account_id) group by 1, 2
    """
    joined = f"({counted}) c join ({ledger('operating_cost')}) l using (unit_id, period)"
    assert rows(sql, f"select * from {joined} where l.cents < c.cents") == []
