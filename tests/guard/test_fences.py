"""Row-level security asked in bare SQL, under every database role: what is outside a reach does not exist."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import Error, connection, transaction

from guanxi.guard import reach
from guanxi.guard.people import Person
from tests import cast

EVERYBODY = [login for login, *_ in cast.PEOPLE]
CUSTOMER_TABLES = ("book_customer", "book_account", "book_customer_figure", "desk_work_item", "desk_contact")
PROTECTED = (*CUSTOMER_TABLES, "book_link", "book_concentration", "book_team", "intake_rejected", "guard_view")
EVENTS = ("book_customer_event", "book_account_event", "book_link_event", "book_staff_event", "book_unit_event")


def ask(sql: str, *values: object) -> list[tuple[object, ...]]:
    """Run a statement and return its rows."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall()) if cursor.description else []


@contextmanager
def refused(because: str) -> Iterator[None]:
    """Expect PostgreSQL to refuse, and leave the test's transaction usable."""
    with pytest.raises(Error, match=because), transaction.atomic():
        yield


@pytest.mark.parametrize("table", CUSTOMER_TABLES)
@pytest.mark.parametrize("login", EVERYBODY)
def test_every_table_shows_the_customers_of_the_reach_and_counts_no_others(
    bank: cast.LittleBank, login: str, table: str
) -> None:
    person: Person = getattr(bank, login)
    with reach.system():
        everything = [str(row[0]) for row in ask(f"SELECT customer_id FROM {table}")]
    assert everything
    with reach.acting(person):
        seen = [str(row[0]) for row in ask(f"SELECT customer_id FROM {table}")]
        counted = ask(f"SELECT count(*) FROM {table}")[0][0]
    expected = [number for number in everything if number in cast.reached(person)]
    assert sorted(seen) == sorted(expected)
    assert counted == len(expected)


@pytest.mark.parametrize("table", sorted({*PROTECTED, *EVENTS} - {"guard_view"}))
def test_the_bare_application_role_sees_nothing(bank: cast.LittleBank, table: str) -> None:
    with reach.system():
        assert ask(f"SELECT count(*) FROM {table}")[0][0]
    assert ask("SELECT current_user") == [("guanxi_app",)]
    assert ask(f"SELECT count(*) FROM {table}") == [(0,)]


@pytest.mark.parametrize("table", (*PROTECTED, *EVENTS))
def test_every_protected_table_binds_even_its_owner(db: None, table: str) -> None:
    assert ask("SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE relname = %s", table) == [(True, True)]


@pytest.mark.parametrize("table", ["guard_view", "guard_entry"])
def test_the_bare_application_role_adds_to_the_trail_and_reads_none_of_it(db: None, table: str) -> None:
    with refused("permission denied"):
        ask(f"SELECT * FROM {table}")


def test_no_role_of_the_application_may_pass_row_level_security(db: None) -> None:
    rows = ask("SELECT rolname FROM pg_roles WHERE starts_with(rolname, 'guanxi_') AND (rolsuper OR rolbypassrls)")
    assert rows == [("guanxi_super",)]


@pytest.mark.parametrize("slot", [0, 1])
@pytest.mark.parametrize("login", ["chen", "li", "sun", "analyst", "administrator"])
def test_partitions_of_the_figures_cannot_be_read_directly(bank: cast.LittleBank, login: str, slot: int) -> None:
    with reach.acting(getattr(bank, login)), refused("permission denied"):
        ask(f"SELECT * FROM book_customer_figure_{slot}")
    with refused("permission denied"):
        ask(f"SELECT * FROM book_customer_figure_{slot}")


@pytest.mark.parametrize("login", EVERYBODY)
def test_figures_of_units_and_managers_follow_the_reach(bank: cast.LittleBank, login: str) -> None:
    person: Person = getattr(bank, login)
    expected = {
        "chen": {("staff", "S01")},
        "zhou": {("staff", "S02")},
        "wang": {("staff", "S03")},
        "li": {("unit", "B1"), ("staff", "S01"), ("staff", "S02")},
        "service": {("unit", "B1"), ("staff", "S01"), ("staff", "S02")},
        "zhao": {("unit", "B2"), ("staff", "S03")},
        "administrator": set(),
    }.get(login)
    for table in ("book_concentration", "book_team"):
        with reach.acting(person):
            seen = {(row[0], row[1]) for row in ask(f"SELECT scope, scope_id FROM {table}")}
        assert seen == expected if expected is not None else len(seen) == 7


@pytest.mark.parametrize(
    ("login", "links"), [("chen", 2), ("zhou", 2), ("wang", 1), ("zhao", 1), ("auditor", 3), ("administrator", 0)]
)
def test_a_link_is_seen_from_either_end(bank: cast.LittleBank, login: str, links: int) -> None:
    with reach.acting(getattr(bank, login)):
        assert ask("SELECT count(*) FROM book_link") == [(links,)]


@pytest.mark.parametrize(
    ("login", "rows"), [("chen", 0), ("sun", 0), ("analyst", 3), ("auditor", 3), ("administrator", 0)]
)
def test_quarantined_rows_show_only_to_the_banks_eyes(bank: cast.LittleBank, login: str, rows: int) -> None:
    with reach.acting(getattr(bank, login)):
        assert ask("SELECT count(*) FROM intake_rejected") == [(rows,)]


CONTACT = """
    INSERT INTO desk_contact (contact_id, customer_id, unit_id, owner_id, deputy_id, staff_id, staff_name, "on",
                              channel, started_by, outcome, note, logged_at)
    VALUES (gen_random_uuid(), %s, %s, %s, %s, 'S01', '陈立', '2026-06-30', 'phone', 'bank', 'progress', '', now())
"""


def test_a_manager_writes_contacts_of_own_customers(bank: cast.LittleBank) -> None:
    with reach.acting(bank.chen):
        ask(CONTACT, "C01", "B1", "S01", "S02")
        assert ask("SELECT count(*) FROM desk_contact WHERE customer_id = 'C01'") == [(2,)]


@pytest.mark.parametrize(
    "row",
    [("C09", "B2", "S03", ""), ("C09", "B1", "S01", ""), ("C01", "B2", "S01", "S02"), ("nobody", "B1", "S01", "")],
    ids=["of another manager", "of another manager under my name", "under another unit", "of nobody"],
)
def test_a_manager_cannot_write_a_contact_outside_or_under_a_false_flag(
    bank: cast.LittleBank, row: tuple[str, ...]
) -> None:
    with reach.acting(bank.chen), refused("row-level security"):
        ask(CONTACT, *row)


@pytest.mark.parametrize("login", ["analyst", "auditor", "administrator"])
def test_those_who_only_look_write_no_contact(bank: cast.LittleBank, login: str) -> None:
    with reach.acting(getattr(bank, login)), refused("permission denied"):
        ask(CONTACT, "C01", "B1", "S01", "S02")


def test_a_manager_settles_own_items_and_touches_no_others(bank: cast.LittleBank) -> None:
    with reach.acting(bank.chen):
        changed = "UPDATE desk_work_item SET state = 'done' WHERE customer_id = %s RETURNING id"
        assert len(ask(changed, "C01")) == 2
        assert ask(changed, "C11") == []


@pytest.mark.parametrize("column", ["stake", "score", "owner_id", "customer_id", "evidence"])
def test_nobody_rewrites_what_the_run_said_in_an_item(bank: cast.LittleBank, column: str) -> None:
    with reach.acting(bank.sun), refused("permission denied"):
        ask(f"UPDATE desk_work_item SET {column} = {column}")


@pytest.mark.parametrize("table", ["book_customer", "book_account", "book_customer_figure", "book_run", "intake_load"])
@pytest.mark.parametrize("login", ["chen", "sun", "analyst", "administrator"])
def test_pages_change_nothing_in_the_book(bank: cast.LittleBank, login: str, table: str) -> None:
    with reach.acting(getattr(bank, login)), refused("permission denied"):
        ask(f"DELETE FROM {table}")


@pytest.mark.parametrize(
    "act", ["UPDATE guard_entry SET verb = 'x'", "DELETE FROM guard_entry", "TRUNCATE guard_entry"]
)
@pytest.mark.parametrize("login", ["chen", "auditor", "administrator", None])
def test_the_trail_cannot_be_altered(bank: cast.LittleBank, login: str | None, act: str) -> None:
    for statement in (
        act,
        act.replace("guard_entry SET verb", "guard_view SET page").replace("guard_entry", "guard_view"),
    ):
        with reach.acting(getattr(bank, login)) if login else reach.system(), refused("permission denied"):
            ask(statement)


def test_a_look_can_only_be_noted_under_the_own_name_and_is_seen_by_the_auditor(bank: cast.LittleBank) -> None:
    from guanxi.guard import trail

    with reach.acting(bank.chen):
        trail.viewed(bank.chen, "C01", "summary")
        with refused("row-level security"):
            trail.viewed(bank.zhou, "C01", "summary")
    with reach.acting(bank.zhou):
        assert ask("SELECT count(*) FROM guard_view") == [(0,)]
    with reach.acting(bank.auditor):
        assert ask("SELECT person_name, customer_id FROM guard_view") == [("chen", "C01")]


@pytest.mark.parametrize("login", ["chen", "sun", "analyst", "auditor"])
def test_the_secrets_of_second_factors_are_for_sign_on_alone(bank: cast.LittleBank, login: str) -> None:
    with reach.acting(getattr(bank, login)), refused("permission denied"):
        ask("SELECT data FROM mfa_authenticator")


@pytest.mark.parametrize("login", ["chen", "sun", "analyst"])
def test_nobody_but_an_administrator_changes_roles(bank: cast.LittleBank, login: str) -> None:
    with reach.acting(getattr(bank, login)), refused("permission denied"):
        ask("UPDATE guard_person SET role = 'administrator'")


def test_a_name_is_found_only_inside_the_reach(bank: cast.LittleBank) -> None:
    search = "SELECT customer_id FROM book_customer WHERE search_grams @> ARRAY['物流']"
    with reach.acting(bank.wang):
        assert ask(search) == [("C09",)]
    with reach.acting(bank.chen):
        assert ask(search) == []


def crowd(table: str) -> None:
    """Add two thousand rows of other units and managers: in a dozen rows any index is as good as another."""
    named = "'customer_id', 'X' || n, 'unit_id', 'U' || n % 50, 'owner_id', 'S' || n % 50, 'deputy_id', 'D' || n % 50"
    numbered = ", 'id', 100000 + n" if table == "desk_work_item" else ""
    source = f"(SELECT * FROM {table} LIMIT 1) AS one"
    into = "book_customer_figure_0" if table == "book_customer_figure" else table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {into} SELECT (jsonb_populate_record(NULL::{table}, "
            f"to_jsonb(one) || jsonb_build_object({named}{numbered}))).* FROM {source}, generate_series(1, 2000) AS n"
        )
        # only the owner's function may analyze a slot
        slot = table == "book_customer_figure"
        cursor.execute("SELECT guanxi_index_figures(0)" if slot else f"ANALYZE {table}")


@pytest.mark.parametrize(
    ("login", "table", "indexes"),
    [
        ("chen", "book_customer", {"customer_owner", "customer_deputy"}),
        ("li", "book_customer", {"customer_unit"}),
        ("chen", "book_customer_figure", {"book_customer_figure_0_owner", "book_customer_figure_0_deputy"}),
        ("li", "book_customer_figure", {"book_customer_figure_0_unit"}),
        ("chen", "desk_work_item", {"item_owner", "item_deputy"}),
        ("li", "desk_work_item", {"item_unit"}),
    ],
)
def test_an_index_answers_the_fence_itself(bank: cast.LittleBank, login: str, table: str, indexes: set[str]) -> None:
    condition = "WHERE slot = 0" if table == "book_customer_figure" else ""
    with reach.system():
        crowd(table)
    with reach.acting(getattr(bank, login)):
        ask("SET LOCAL enable_seqscan = off")
        plan = " ".join(str(row[0]) for row in ask(f"EXPLAIN SELECT * FROM {table} {condition}"))
    assert all(f" on {index} " in plan or f" using {index} " in plan for index in indexes), plan


def test_the_system_may_refresh_statistics_after_a_load(bank: cast.LittleBank) -> None:
    with reach.system():
        ask("ANALYZE book_customer, book_account, desk_work_item")
