"""The manual on the pages: everybody may read it, every page is there in both languages, and every why leads to it."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils.html import escape

from guanxi.desk.worklist import WorkItem
from guanxi.guard import reach
from guanxi.value import manual, specs
from tests.cast import PEOPLE, LittleBank


def text(response: HttpResponse) -> str:
    return response.content.decode()


def links(page: str) -> set[str]:
    return set(re.findall(r'href="(/data/manual/[\w-]+/)"', page))


@pytest.mark.parametrize("login", [login for login, *_ in PEOPLE])
def test_whoever_is_signed_in_reads_the_manual_and_sees_only_doors_that_open(
    bank: LittleBank, client: Client, login: str
) -> None:
    client.force_login(getattr(bank, login))
    page = text(client.get("/data/manual/"))
    assert links(page) == {f"/data/manual/{spec.name}/" for spec in specs.ALL}
    tabs = re.search(r'<nav class="tabs".*?</nav>', page, re.S)
    assert (tabs is not None) == (login in ("analyst", "auditor", "administrator"))
    assert all(client.get(path).status_code == 200 for path in re.findall(r'href="([^"]+)"', tabs[0] if tabs else ""))
    assert client.get("/data/manual/lifetime/").status_code == 200


def test_a_stranger_is_sent_to_the_log_in_and_an_unknown_page_does_not_exist(bank: LittleBank, client: Client) -> None:
    assert client.get("/data/manual/lifetime/").status_code == 302
    client.force_login(bank.chen)
    assert client.get("/data/manual/nothing/").status_code == 404


@pytest.mark.parametrize("spec", specs.ALL, ids=lambda spec: spec.name)
@pytest.mark.parametrize("login", ["chen", "wang"])
def test_every_measure_has_its_page_with_every_cell(
    bank: LittleBank, client: Client, login: str, spec: specs.Spec
) -> None:
    client.force_login(getattr(bank, login))
    page = text(client.get(f"/data/manual/{spec.name}/"))
    language = "en" if login == "wang" else "zh"
    assert escape(spec.title.in_(language)) in page and ("Gives" if language == "en" else "输出") in page
    for small in (*spec.given.values(), spec.out):
        assert all(f"<code>{name}</code>" in page for name in small.kinds)
        assert all(escape(cell) in page for row in manual.cells(small) for cell in row)


def test_it_opens_beside_the_page_it_is_asked_from(bank: LittleBank, client: Client) -> None:
    client.force_login(bank.chen)
    part = text(client.get("/data/manual/level/", headers={"HX-Request": "true"}))
    assert "<main" not in part and "产品关系等级" in part


def test_why_leads_to_the_pages_that_work_the_figure_out(bank: LittleBank, client: Client) -> None:
    client.force_login(bank.chen)
    assert links(text(client.get("/customers/C01/why/level/"))) == {"/data/manual/level/"}
    assert "/data/manual/profit/" in links(text(client.get("/customers/C01/why/profit_12m/")))
    assert links(text(client.get("/customers/C01/why/customer_id/"))) == set()
    assert links(text(client.get("/value/why/concentration.gini_rate/"))) == {"/data/manual/concentration/"}
    with reach.system():
        item = WorkItem.objects.filter(customer_id="C01", reason="profit_falling")[0]
    assert links(text(client.get(f"/work/{item.pk}/why/"))) == {"/data/manual/profit_falling/"}
