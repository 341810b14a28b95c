"""Logging a contact on the page: shape and sense, who may, and what follows from it."""

from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from guanxi.desk.contacts import Contact
from guanxi.desk.worklist import State, WorkItem
from guanxi.guard import reach
from guanxi.guard.trail import Entry
from tests.cast import LittleBank


def text(response: HttpResponse) -> str:
    return response.content.decode()


def facts(**changes: object) -> dict[str, object]:
    """Return a good contact with some facts changed."""
    good = {"on": timezone.localdate(), "channel": "visit", "started_by": "bank", "outcome": "progress", "minutes": 30}
    return good | {"note": "谈了续存", "item": ""} | changes


def count() -> int:
    with reach.system():
        return Contact.objects.filter(customer_id="C01").count()


def test_a_contact_is_written_and_stands_in_the_activity(bank: LittleBank, client: Client) -> None:
    client.force_login(bank.chen)
    answer = client.post("/customers/C01/contact/", facts())
    assert answer["Location"] == "/customers/C01/activity/"
    page = text(client.get("/customers/C01/activity/"))
    assert "谈了续存" in page and "上门拜访" in page
    with reach.system():
        assert Entry.objects.filter(verb="contact.logged").count() == 1


def test_a_fragment_is_sent_on_to_the_activity(bank: LittleBank, client: Client) -> None:
    client.force_login(bank.chen)
    answer = client.post("/customers/C01/contact/", facts(), headers={"HX-Request": "true"})
    assert answer.status_code == 204 and answer["HX-Redirect"] == "/customers/C01/activity/"


def test_a_linked_line_of_the_work_list_is_done_with_it(bank: LittleBank, client: Client) -> None:
    client.force_login(bank.chen)
    with reach.system():
        item = WorkItem.objects.get(customer_id="C01", reason="maturing")
    page = text(client.get(f"/customers/C01/contact/?item={item.pk}"))
    assert f'<option value="{item.pk}" selected>' in page
    client.post("/customers/C01/contact/", facts(item=item.pk))
    with reach.system():
        item.refresh_from_db()
    assert item.state == State.DONE
    assert "已完成" in text(client.get("/customers/C01/activity/"))


@pytest.mark.parametrize(
    "wrong",
    [
        {"on": ""}, {"on": "30 February"}, {"on": "2026-02-30"}, {"channel": ""}, {"channel": "pigeon"},
        {"started_by": "x"}, {"outcome": ""}, {"minutes": "long"}, {"minutes": -1}, {"minutes": 1441},
        {"item": "999999"}, {"note": "x" * 4001},
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_nothing_is_written(
    bank: LittleBank, client: Client, wrong: dict[str, object]
) -> None:
    client.force_login(bank.chen)
    before = count()
    answer = client.post("/customers/C01/contact/", facts(**wrong))
    assert answer.status_code == 422 and 'role="alert"' in text(answer)
    assert "谈了续存" in text(answer) or "note" in wrong
    assert count() == before


def test_a_day_to_come_is_refused_in_words(bank: LittleBank, client: Client) -> None:
    client.force_login(bank.chen)
    answer = client.post("/customers/C01/contact/", facts(on=timezone.localdate() + timedelta(days=1)))
    assert answer.status_code == 422 and "只能记录已发生的联系" in text(answer)


def test_who_may_not_log_is_refused_and_not_offered_the_form(bank: LittleBank, client: Client) -> None:
    client.force_login(bank.analyst)
    assert client.get("/customers/C01/contact/").status_code == 403
    assert client.post("/customers/C01/contact/", facts()).status_code == 403
    assert "/contact/" not in text(client.get("/customers/C01/"))


def test_a_customer_outside_the_reach_takes_no_contact(bank: LittleBank, client: Client) -> None:
    client.force_login(bank.wang)
    assert client.post("/customers/C01/contact/", facts()).status_code == 404
