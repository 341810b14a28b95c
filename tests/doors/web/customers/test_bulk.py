"""Acting on a whole list from the page: chunk after chunk, by right, to the end."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from guanxi.desk import assigning
from guanxi.desk.worklist import WorkItem
from guanxi.guard import reach
from tests.cast import LittleBank

HTMX = {"HX-Request": "true"}


def text(response: HttpResponse) -> str:
    return response.content.decode()


def told(query: str = "", **more: str) -> dict[str, str]:
    return {"query": query, "note": "回访", "day": timezone.localdate().isoformat()} | more


def assigned() -> set[str]:
    with reach.system():
        return set(WorkItem.objects.filter(reason=assigning.REASON).values_list("customer_id", flat=True))


def test_a_list_is_worked_through_chunk_by_chunk(
    bank: LittleBank, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assigning, "CHUNK", 3)
    client.force_login(bank.li)
    page = text(client.post("/customers/act/", told(), headers=HTMX))
    assert "3 / 8 户" in page
    rounds = 1
    while 'name="after"' in page:
        fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', page))
        fields.pop("csrfmiddlewaretoken", None)
        page = text(client.post("/customers/act/", fields, headers=HTMX))
        rounds += 1
    assert rounds == 3 and "完成：已列入 8 项" in page
    assert assigned() == {f"C0{n}" for n in range(1, 9)}


def test_a_filter_narrows_what_is_acted_on(bank: LittleBank, client: Client) -> None:
    client.force_login(bank.li)
    client.post("/customers/act/", told("owner=S02"), headers=HTMX)
    assert assigned() == {"C05", "C06", "C07"}


@pytest.mark.parametrize(
    ("login", "status"), [("service", 403), ("analyst", 403), ("auditor", 403), ("administrator", 403)]
)
def test_who_settles_no_work_is_refused(bank: LittleBank, client: Client, login: str, status: int) -> None:
    client.force_login(getattr(bank, login))
    assert client.post("/customers/act/", told(), headers=HTMX).status_code == status
    assert assigned() == set()


def test_a_list_of_too_many_is_refused_in_words(
    bank: LittleBank, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assigning, "MOST", 2)
    client.force_login(bank.li)
    assert "缩小范围" in text(client.post("/customers/act/", told(), headers=HTMX))
    assert assigned() == set()


def test_without_words_nothing_happens(bank: LittleBank, client: Client) -> None:
    client.force_login(bank.li)
    assert client.post("/customers/act/", told(note=" ")).status_code == 422
    assert assigned() == set()


def test_the_page_without_the_script_goes_on_by_a_button(bank: LittleBank, client: Client) -> None:
    client.force_login(bank.li)
    page = text(client.post("/customers/act/", told()))
    assert "<main" in page and "完成" in page
    assert "批量安排" in text(client.get("/customers/"))
    client.force_login(bank.analyst)
    assert "批量安排" not in text(client.get("/customers/"))
