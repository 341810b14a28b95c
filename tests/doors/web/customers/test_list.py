"""The customer list as a page: reach, addresses, fragments, languages, suggestions, views."""

import re

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from guanxi.desk.views import SavedView
from guanxi.doors.web.customers import cells
from guanxi.guard import reach
from guanxi.guard.people import Person
from guanxi.guard.trail import Entry
from tests.cast import PEOPLE, LittleBank, reached
from tests.cast_customers import CUSTOMERS

NAMES = {c.number: c.name for c in CUSTOMERS}
SEERS = [login for login, *_ in PEOPLE if login != "administrator"]


def text(response: HttpResponse) -> str:
    return response.content.decode()


def listed(page: str) -> list[str]:
    """Return the numbers of the rows."""
    return re.findall(r'data-row-link href="/customers/([^/]+)/"', page)


@pytest.mark.parametrize("login", SEERS)
def test_a_list_names_exactly_the_customers_within_reach(bank: LittleBank, client: Client, login: str) -> None:
    person = getattr(bank, login)
    client.force_login(person)
    page = text(client.get("/customers/"))
    assert set(listed(page)) == reached(person)
    assert [n for number, n in NAMES.items() if number not in reached(person) and n in page] == []


@pytest.mark.parametrize("login", SEERS)
def test_search_and_suggestions_name_nobody_outside(bank: LittleBank, client: Client, login: str) -> None:
    person = getattr(bank, login)
    client.force_login(person)
    for number, name in NAMES.items():
        for query in (name, number, name[-2:]):
            for address in ("/customers/suggest/", "/customers/"):
                page = text(client.get(address, {"q": query}))
                outside = [n for key, n in NAMES.items() if key not in reached(person) and f">{n}<" in page]
                assert outside == []


def test_the_administrator_sees_no_customers_at_all(bank: LittleBank, client: Client) -> None:
    client.force_login(bank.administrator)
    for path in ("/customers/", "/customers/suggest/?q=c0", "/customers/export.csv", "/customers/C01/"):
        assert client.get(path).status_code in (403, 404)


def test_nobody_sees_the_list_without_signing_in(bank: LittleBank, client: Client) -> None:
    assert client.get("/customers/").status_code == 302


@pytest.mark.parametrize(
    ("language", "words"), [("zh-hans", ("筛选", "显示列", "5 户客户")), ("en", ("Filters", "Columns", "5 customers"))]
)
def test_the_list_speaks_the_persons_language(
    bank: LittleBank, client: Client, language: str, words: tuple[str, ...]
) -> None:
    _speak(bank.chen, language)
    client.force_login(bank.chen)
    page = text(client.get("/customers/"))
    assert [word for word in words if word not in page] == []


def test_filters_stand_in_the_address_and_can_be_taken_off_one_by_one(bank: LittleBank, client: Client) -> None:
    client.force_login(bank.sun)
    page = text(client.get("/customers/?tier=world&tier=mid&kind=company"))
    assert listed(page) == ["C02", "C09", "C07", "C03", "C11"]
    assert 'href="?kind=company&amp;tier=mid"' in page
    assert page.count("checked") >= 3


def test_unknown_values_are_left_out(bank: LittleBank, client: Client) -> None:
    client.force_login(bank.chen)
    page = text(client.get("/customers/?tier=nonsense&sort=nonsense&cols=nonsense&after=nonsense&level=x&rank_from=-1"))
    assert len(listed(page)) == 5


def test_a_filter_asks_for_the_list_alone_and_keeps_the_address(bank: LittleBank, client: Client) -> None:
    client.force_login(bank.chen)
    response = client.get("/customers/?tier=world", headers={"HX-Request": "true", "HX-Target": "found"})
    assert "<html" not in text(response) and listed(text(response)) == ["C02"]
    assert response["HX-Push-Url"] == "/customers/?tier=world"


def test_heads_sort_and_sort_back(bank: LittleBank, client: Client) -> None:
    client.force_login(bank.chen)
    down = text(client.get("/customers/?sort=deposits"))
    up = text(client.get("/customers/?sort=-deposits"))
    assert listed(down) == ["C02", "C01", "C03", "C04", "C05"] == listed(up)[::-1]
    assert 'aria-sort="descending"' in down and 'aria-sort="ascending"' in up


def test_only_chosen_columns_are_shown(bank: LittleBank, client: Client) -> None:
    client.force_login(bank.chen)
    page = text(client.get("/customers/?cols=tier,industry"))
    assert "制造业" in page and "本地蓝筹级" in page and 'data-label="存款"' not in page


def test_every_column_is_asked_for_with_the_list_and_not_line_by_line(bank: LittleBank, client: Client) -> None:
    client.force_login(bank.li)
    client.get("/customers/")
    counts = set()
    for name, column in cells.COLUMNS.items():
        with CaptureQueriesContext(connection) as asked:
            page = text(client.get(f"/customers/?cols={name}"))
        counts.add(len(asked))
        with translation.override("zh-hans"):
            assert (f'data-label="{column.words}"' in page) is column.is_labelled, name
    assert len(counts) == 1 < len(listed(page))


def test_an_empty_list_says_so_in_words(bank: LittleBank, client: Client) -> None:
    client.force_login(bank.chen)
    assert "没有符合条件的客户" in text(client.get("/customers/?q=查无此人"))


def test_suggestions_lead_to_the_customer_and_to_the_list(bank: LittleBank, client: Client) -> None:
    client.force_login(bank.chen)
    page = text(client.get("/customers/suggest/?q=hcj", headers={"HX-Request": "true"}))
    assert 'href="/customers/C01/"' in page and 'href="/customers/?q=hcj"' in page
    assert text(client.get("/customers/suggest/?q=")).strip() == ""


def test_before_anything_is_typed_the_customers_looked_at_last_are_offered(bank: LittleBank, client: Client) -> None:
    client.force_login(bank.chen)
    for key in ("C01", "C02", "C01"):
        client.get(f"/customers/{key}/")
    page = text(client.get("/customers/suggest/?q=", headers={"HX-Request": "true"}))
    assert "最近查看" in page
    assert re.findall(r"/customers/(C\d+)/", page) == ["C01", "C02"]
    client.force_login(bank.wang)
    assert text(client.get("/customers/suggest/?q=", headers={"HX-Request": "true"})).strip() == ""


def test_a_view_is_saved_offered_and_deleted(bank: LittleBank, client: Client) -> None:
    client.force_login(bank.li)
    answer = client.post("/customers/views/", {"name": " 亏损 客户 ", "query": "sign=loss&evil=1", "shared": "on"})
    assert answer["Location"] == "/customers/?sign=loss"
    with reach.acting(bank.li):
        view = SavedView.objects.get()
    assert (view.name, view.query, view.is_shared) == ("亏损 客户", "sign=loss", True)
    client.force_login(bank.chen)
    page = text(client.get("/customers/"))
    assert "亏损 客户" in page and "李红" in page
    assert client.post(f"/customers/views/{view.pk}/delete/").status_code == 404
    client.force_login(bank.wang)
    assert "亏损 客户" not in text(client.get("/customers/"))
    client.force_login(bank.li)
    assert client.post(f"/customers/views/{view.pk}/delete/", {"query": ""}).status_code == 302
    with reach.system():
        assert list(SavedView.objects.all()) == []
        assert set(Entry.objects.values_list("verb", flat=True)) >= {"view.saved", "view.deleted"}


@pytest.mark.parametrize("name", ["", "  ", "x" * 81])
def test_a_view_needs_a_name(bank: LittleBank, client: Client, name: str) -> None:
    client.force_login(bank.chen)
    assert client.post("/customers/views/", {"name": name, "query": ""}).status_code == 422


def _speak(person: Person, language: str) -> None:
    person.language = language
    person.save(update_fields=["language"])
