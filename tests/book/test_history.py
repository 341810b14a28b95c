"""Field history: a change by hand is written down with who made it; a load writes none."""

from django.db import connection

from guanxi.book.customers import Customer
from guanxi.book.models import history
from guanxi.guard import reach
from tests import cast


def _events(table: str = "book_customer_event") -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT pgh_label, pgh_context ->> 'login' FROM {table} WHERE pgh_label <> 'made' ORDER BY pgh_id"
        )
        return list(cursor.fetchall())


def test_a_change_by_hand_is_kept_with_the_person_who_made_it(bank: cast.LittleBank) -> None:
    with reach.system():
        Customer.objects.filter(pk="C01").update(phone="01065009999")
        assert _events() == [("changed", "system")]
        with connection.cursor() as cursor:
            cursor.execute("SELECT phone, name FROM book_customer_event WHERE pgh_label = 'changed'")
            assert cursor.fetchone() == ("01065009999", "华川精密机械有限公司")


def test_a_write_that_changes_nothing_leaves_no_history(bank: cast.LittleBank) -> None:
    with reach.system():
        Customer.objects.filter(pk="C01").update(unit_id="B1")
        assert _events() == []


def test_removing_a_customer_keeps_the_last_state(bank: cast.LittleBank) -> None:
    with reach.system():
        Customer.objects.filter(pk="C12").delete()
        assert _events() == [("removed", "system")]


def test_a_load_is_its_own_history(bank: cast.LittleBank) -> None:
    with reach.system(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL guanxi.loading = 'on'")
        Customer.objects.update(region="310000")
        Customer.objects.filter(pk="C12").delete()
        Customer.objects.create(customer_id="C50", kind="person", name="新客户", unit_id="B1", opened_on=bank.as_of)
        assert _events() == []
        cursor.execute("SELECT count(*) FROM book_customer_event WHERE customer_id = 'C50'")
        assert cursor.fetchone() == (0,)


def test_history_is_seen_by_the_bank_and_not_by_a_manager(bank: cast.LittleBank) -> None:
    with reach.system():
        Customer.objects.filter(pk="C01").update(phone="01065009999")
    with reach.acting(bank.chen):
        assert _events() == []
    with reach.acting(bank.auditor):
        assert _events() == [("changed", "system")]


def test_the_search_entries_are_no_field_of_their_own() -> None:
    assert history.BY_HAND
    names = {field.name for field in Customer.pgh_event_model._meta.get_fields()}
    assert "phone" in names
    assert "search_grams" not in names
