"""The shape the deck speaks of is in the raw figures: rough profit by plain SQL, no engine."""

import duckdb
import pytest

from tests.demo.conftest import number, rows

#: Twelve-month profit with a flat transfer rate and round costs a visit and a counter transaction.
ROUGH = """
create or replace temp table rough as
with booked as (
    select a.customer_id,
        sum(case side when 'liability' then average_balance::double * 0.0185 / 12 - interest_paid::double
            when 'asset' then interest_received::double - average_balance::double * 0.0192 / 12 else 0 end
            + coalesce(fees::double, 0) - coalesce(waived_fees::double, 0) - coalesce(expected_loss::double, 0)) amount
    from balances b join accounts a using (account_id) join products p using (product_id)
    where period > '2025-10' group by 1
), served as (
    select customer_id, sum(count::int * case channel when 'counter' then 9.0 when 'atm' then 0.9 else 0.1 end) amount
    from events join accounts using (account_id) where period > '2025-10' group by 1
), met as (
    select customer_id, count(*) * 900.0 amount from visits
    where "on" > '2025-10-31' and channel in ('visit', 'branch', 'video') and customer_id is not null group by 1
)
select c.customer_id, coalesce(b.amount, 0) - coalesce(s.amount, 0) - coalesce(m.amount, 0) profit
from customers c left join booked b using (customer_id) left join served s using (customer_id)
left join met m using (customer_id)
"""
RANKED = "(select profit, row_number() over (order by profit desc) / count(*) over () place from rough)"
GROSS = "(select sum(profit) from rough where profit > 0)"


@pytest.fixture(scope="module", autouse=True)
def rough(sql: duckdb.DuckDBPyConnection) -> None:
    sql.execute(ROUGH)


def test_the_best_fifth_earns_about_four_fifths_of_gross_profit(sql: duckdb.DuckDBPyConnection) -> None:
    assert 0.72 < number(sql, f"select sum(profit) / {GROSS} from {RANKED} where place <= 0.2") < 0.90


def test_the_worst_three_in_ten_lose_about_half_of_it(sql: duckdb.DuckDBPyConnection) -> None:
    assert 0.33 < number(sql, f"select -sum(profit) / {GROSS} from {RANKED} where place > 0.7") < 0.67


def test_losses_have_several_causes(sql: duckdb.DuckDBPyConnection) -> None:
    losing = "(select customer_id from rough where profit < 0)"
    impaired = "select distinct customer_id from balances join accounts using (account_id) where stage in ('2', '3')"
    visited = "select distinct customer_id from visits where \"on\" > '2025-10-31'"
    counter = (
        "select customer_id from events join accounts using (account_id) "
        "where channel = 'counter' and period > '2025-10' group by 1 having sum(count::int) > 40"
    )
    for cause in (impaired, visited, counter):
        found = number(sql, f"select count(*) from {losing} where customer_id in ({cause})")
        assert found > 0.05 * number(sql, f"select count(*) from {losing}")


def test_this_year_differs_from_last(sql: duckdb.DuckDBPyConnection) -> None:
    query = """
        select sum(case when period > '2025-10' then end_balance::double end)
            / sum(case when period <= '2025-10' then end_balance::double end)
        from balances join accounts using (account_id) join products using (product_id)
        where side = 'liability' and period > '2024-10'
    """
    assert abs(number(sql, query) - 1) > 0.01


def test_persons_hold_more_around_the_spring_festival(sql: duckdb.DuckDBPyConnection) -> None:
    monthly = dict(
        rows(
            sql,
            "select right(period, 2), sum(average_balance::double) from balances join accounts using (account_id) "
            "where product_id = 'P101' group by 1",
        )
    )
    assert monthly["02"] > 1.05 * monthly["11"]


def test_exporters_are_lowest_when_the_festival_closes_the_works(sql: duckdb.DuckDBPyConnection) -> None:
    monthly = dict(
        rows(
            sql,
            "select right(period, 2), median(average_balance::double) from balances join accounts using (account_id) "
            "join customers using (customer_id) where product_id = 'C101' and industry in ('C17', 'C33') group by 1",
        )
    )
    assert monthly["10"] > 1.1 * monthly["02"]
