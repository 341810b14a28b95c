"""What was planted is there to be found in the files, by who knows nothing of how it was planted."""

from collections.abc import Iterable

import duckdb
import pytest

from guanxi.demo import truth
from guanxi.demo.spans import Span
from guanxi.demo.truth import Truth
from guanxi.kit import periods
from tests.demo.conftest import number, rows

DEPOSITS = (
    "select customer_id, period, sum(end_balance::double) held from balances join accounts using (account_id) "
    "join products using (product_id) where side = 'liability' and currency = 'CNY' group by 1, 2"
)


@pytest.fixture(scope="module")
def known(span: Span, sql: duckdb.DuckDBPyConnection) -> Truth:
    sql.execute(f"create or replace temp table deposits as {DEPOSITS}")
    return truth.planted(span)


def listed(names: Iterable[str]) -> str:
    return ", ".join(f"'{name}'" for name in sorted(names)) or "''"


def held(sql: duckdb.DuckDBPyConnection, customer: str, period: str) -> float:
    return number(
        sql, f"select coalesce(sum(held), 0) from deposits where customer_id = '{customer}' and period = '{period}'"
    )


def test_silent_leavers_drain_over_months_and_never_complained(sql: duckdb.DuckDBPyConnection, known: Truth) -> None:
    drained = [leaving for leaving in known.leaving if leaving.cause == "silent" and leaving.begins < "2026-03"]
    assert len(drained) > 40
    for leaving in drained:
        before = held(sql, leaving.customer_id, periods.shift(leaving.begins, -1))
        after = held(sql, leaving.customer_id, periods.shift(leaving.begins, leaving.months))
        assert after <= 0.2 * before + 100, leaving
    assert {leaving.months for leaving in drained} >= {3, 4, 5, 6}
    complained = number(
        sql, f"select count(*) from complaints where customer_id in ({listed(x.customer_id for x in drained)})"
    )
    assert complained / len(drained) < 0.1


def test_leavers_follow_the_cut_of_a_list_rate(sql: duckdb.DuckDBPyConnection, known: Truth) -> None:
    for product, month, cut in known.price_cuts:
        listed_rates = dict(
            rows(sql, f"select left(\"on\", 7), list_rate::double from prices where product_id = '{product}'")
        )
        earlier = max(period for period in listed_rates if str(period) < month)
        assert float(str(listed_rates[earlier])) - float(str(listed_rates[month])) == pytest.approx(cut, abs=0.0005)
        holders = f"select customer_id from accounts where product_id = '{product}'"
        left = [x for x in known.leaving if x.cause == "price" and month < x.begins <= periods.shift(month, 3)]
        assert len(left) > 10
        assert (
            number(
                sql, f"select count(*) from ({holders}) where customer_id in ({listed(x.customer_id for x in left)})"
            )
            > 10
        )
        assert {x.customer_id for x in left} <= known.price_sensitive


def test_broken_promises_are_followed_by_departures(sql: duckdb.DuckDBPyConnection, known: Truth) -> None:
    gone = listed(leaving.customer_id for leaving in known.leaving)
    rate = f"avg((customer_id in ({gone}))::int) from promises where made_at < '2026-06-01' and due_at is not null"
    broken = number(sql, f"select {rate} and (kept_at is null or kept_at > due_at)")
    kept = number(sql, f"select {rate} and kept_at <= due_at")
    assert broken > 0.25 and broken > 2.5 * kept


def test_large_deposits_lie_still_without_an_event(sql: duckdb.DuckDBPyConnection, known: Truth) -> None:
    still = rows(
        sql,
        "select account_id from balances join accounts using (account_id) where period > '2025-12' "
        "and product_id in ('P101', 'C101') group by 1 "
        "having count(distinct average_balance) = 1 and count(*) = 10 and min(end_balance) = min(average_balance) "
        "and min(average_balance::double) > 100000",
    )
    assert len(still) > 10
    owners = {
        str(row[0])
        for row in rows(
            sql, f"select customer_id from accounts where account_id in ({listed(str(r[0]) for r in still)})"
        )
    }
    assert owners <= known.still
    moved = (
        f"from events join accounts using (account_id) where period > '2025-12' and customer_id in ({listed(owners)})"
    )
    assert number(sql, f"select count(*) {moved}") == 0


def test_customers_with_an_unmet_need_hold_all_but_wealth_management(
    sql: duckdb.DuckDBPyConnection, known: Truth
) -> None:
    mine = f"from accounts join products using (product_id) where customer_id in ({listed(known.unmet)})"
    assert len(known.unmet) > 15
    assert number(sql, f"select count(*) {mine} and family = 'wealth'") == 0
    families = "select customer_id, count(distinct family) n from accounts join products using (product_id)"
    lacking = number(sql, f"select avg(n) from ({families} where customer_id in ({listed(known.unmet)}) group by 1)")
    assert lacking > 1.3 * number(sql, f"select avg(n) from ({families} group by 1)")


def test_some_come_to_the_counter_for_everything(sql: duckdb.DuckDBPyConnection, known: Truth) -> None:
    visits = (
        "select customer_id, sum(count::int) n from events join accounts using (account_id) "
        "where channel = 'counter' and period > '2025-10' group by 1"
    )
    bound = number(sql, f"select median(n) from ({visits}) where customer_id in ({listed(known.at_counter)})")
    assert bound > 10 * number(
        sql, f"select median(n) from ({visits}) where customer_id not in ({listed(known.at_counter)})"
    )


def test_newcomers_who_walked_in_pay_worse_than_those_sought_out(sql: duckdb.DuckDBPyConnection) -> None:
    worst = (
        "select customer_id, source, max(stage::int) worst, max(pd::double) pd from balances "
        "join accounts using (account_id) join customers c using (customer_id) "
        "where c.opened_on > '2024-06-01' and stage is not null and period > '2025-10' group by 1, 2"
    )
    risk = dict(rows(sql, f"select source, median(pd) from ({worst}) group by 1"))
    assert risk["walk_in"] > 1.8 * risk["sought_out"]


def test_some_managers_visit_and_some_do_not(sql: duckdb.DuckDBPyConnection) -> None:
    made = "select staff_id, count(*) n from visits where \"on\" > '2025-10-31' group by 1"
    busiest, least = rows(sql, f"select max(n), min(n) from ({made})")[0]
    assert busiest > 4 * least


def test_terms_end_within_the_next_thirty_days(sql: duckdb.DuckDBPyConnection) -> None:
    due = "select count(*) from accounts where closed_on is null and matures_on between '2026-11-01' and '2026-11-30'"
    assert number(sql, due) > 100
    assert number(sql, "select count(*) from accounts where closed_on is null and matures_on <= '2026-10-31'") == 0


def test_no_identity_number_and_no_telephone_can_exist(sql: duckdb.DuckDBPyConnection) -> None:
    weights, elements = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2), "10X98765432"
    for (number_,) in rows(sql, "select id_number from customers where kind = 'person'"):
        text = str(number_)
        assert len(text) == 18
        proper = elements[sum(int(d) * w for d, w in zip(text[:17], weights, strict=True)) % 11]
        assert text[17] != proper
    assert number(sql, "select count(*) from customers where kind = 'company' and id_number[9] <> 'I'") == 0
    assert number(sql, "select count(*) from customers where not starts_with(phone, '12') or length(phone) <> 11") == 0


def test_several_customers_and_managers_have_english_names(sql: duckdb.DuckDBPyConnection) -> None:
    assert number(sql, "select count(*) from customers where regexp_matches(name, '^[A-Z]')") > 10
    names = {str(row[0]) for row in rows(sql, "select name from staff where role = 'relationship_manager'")}
    assert {"Wang Jun", "Emma Clarke"} <= names


def test_every_role_is_staffed_and_every_branch_supervised(sql: duckdb.DuckDBPyConnection) -> None:
    roles = {str(row[0]) for row in rows(sql, "select distinct role from staff")}
    assert len(roles) == 7
    unsupervised = (
        "select unit_id from units where kind in ('branch', 'sub_branch') "
        "and unit_id not in (select unit_id from staff where role = 'supervisor')"
    )
    assert rows(sql, unsupervised) == []
    load = "select count(*) / count(distinct owner_id) from customers where owner_id is not null"
    assert 220 <= number(sql, load) <= 360
