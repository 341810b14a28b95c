"""The customer page: reach of every role, what each tab says, figures that explain themselves, the log of looks."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils.html import escape
from pytest_django.fixtures import Settings

from guanxi.book.customers import Customer
from guanxi.contracts.figures import CUSTOMER_FIGURES
from guanxi.doors.web.customers.worth import Line
from guanxi.guard import reach
from guanxi.guard.trail import View
from tests.cast import PEOPLE, LittleBank, reached
from tests.cast_customers import CUSTOMERS

NUMBERS = [c.number for c in CUSTOMERS]
NAMES = {c.number: c.name for c in CUSTOMERS}
PARTS = ("", "value/", "wallet/", "activity/", "history/", "contact/", "why/profit_12m/")


def text(response: HttpResponse) -> str:
    return response.content.decode()


@pytest.mark.parametrize("login", [login for login, *_ in PEOPLE])
def test_what_lies_outside_the_reach_is_not_there(bank: LittleBank, client: Client, login: str) -> None:
    person = getattr(bank, login)
    client.force_login(person)
    for number in [*NUMBERS, "C99"]:
        for part in PARTS:
            status = client.get(f"/customers/{number}/{part}").status_code
            if number in reached(person):
                assert status in (200, 403), (number, part)
            else:
                assert status == 404 or (person.role == "administrator" and status == 403), (number, part)
            if not part:
                assert (status == 200) == (number in reached(person))


@pytest.mark.parametrize("login", ["chen", "li", "analyst", "service"])
def test_pages_of_a_customer_name_nobody_outside(bank: LittleBank, client: Client, login: str) -> None:
    person = getattr(bank, login)
    client.force_login(person)
    for number in reached(person):
        page = "".join(text(client.get(f"/customers/{number}/{part}")) for part in PARTS)
        assert [n for key, n in NAMES.items() if key not in reached(person) and f">{n}<" in page] == []


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh-hans", ("概览", "本地蓝筹级", "主办 陈立", "持有产品", "升级")),
        ("en", ("Summary", "local blue chip", "A manager 陈立")),
    ],
)
@pytest.mark.parametrize("part", PARTS)
def test_every_part_speaks_both_languages(
    bank: LittleBank, client: Client, language: str, words: tuple[str, ...], part: str
) -> None:
    bank.chen.language = language
    bank.chen.save(update_fields=["language"])
    client.force_login(bank.chen)
    page = text(client.get(f"/customers/C01/{part}"))
    assert f'lang="{language}"' in page
    if not part:
        assert [word for word in words if word.replace("升级", "已是最高等级") not in page] == []


def test_the_summary_shows_money_holdings_and_acts(bank: LittleBank, client: Client) -> None:
    client.force_login(bank.chen)
    page = text(client.get("/customers/C01/"))
    assert "223.3万" in page and "单位活期存款" in page and "A0102" in page
    assert page.count('class="kind kind-') == 2
    assert "第 2 / 13" in page


def test_a_person_and_a_company_show_different_things(bank: LittleBank, client: Client) -> None:
    client.force_login(bank.chen)
    company, person = text(client.get("/customers/C01/")), text(client.get("/customers/C04/"))
    assert "企业信息" in company and "出生日期" not in company
    assert "个人信息" in person and "出生日期" in person


def test_the_value_tab_adds_up_to_the_profit(bank: LittleBank, client: Client) -> None:
    client.force_login(bank.chen)
    response = client.get("/customers/C01/value/")
    context = response.context
    assert context is not None
    *steps, total = context["waterfall"]["items"]
    assert sum(round(step["value"] * 100) for step in steps) == round(total["value"] * 100)
    assert sum(line.effect for line in context["lines"]) == _profit(context["lines"], "now") - _profit(
        context["lines"], "before"
    )
    assert "利润为什么下降" in text(response)


def test_a_manager_sees_the_own_curve_and_a_supervisor_the_units(bank: LittleBank, client: Client) -> None:
    for person, kind in ((bank.chen, "staff"), (bank.li, "unit"), (bank.analyst, "bank")):
        client.force_login(person)
        context = client.get("/customers/C01/value/").context
        assert context is not None and context["placed"].scope.kind == kind
    client.force_login(bank.zhou)
    assert "您不是主办客户经理" in text(client.get("/customers/C01/value/"))


def test_value_is_for_those_who_may_see_it(bank: LittleBank, client: Client) -> None:
    client.force_login(bank.service)
    assert client.get("/customers/C01/value/").status_code == 403
    assert "/customers/C01/value/" not in text(client.get("/customers/C01/"))


def test_raroc_is_withheld_in_words(bank: LittleBank, client: Client) -> None:
    client.force_login(bank.chen)
    assert "不予显示" in text(client.get("/customers/C04/value/"))


def test_a_departed_customer_says_so(bank: LittleBank, client: Client) -> None:
    client.force_login(bank.wang)
    page = text(client.get("/customers/C13/"))
    assert "Departed: all accounts closed" in page


def test_a_customer_without_figures_says_so_in_words(bank: LittleBank, client: Client) -> None:
    with reach.system():
        Customer.objects.create(
            customer_id="C90", kind="person", name="新来客户", unit_id="B1", owner_id="S01", opened_on=date(2026, 7, 3)
        )
    client.force_login(bank.chen)
    for part in ("", "value/", "why/profit_12m/", "activity/"):
        assert client.get(f"/customers/C90/{part}").status_code == 200
    assert "暂无指标" in text(client.get("/customers/C90/")) and "暂无指标" in text(client.get("/customers/C90/value/"))
    assert "暂无指标" in text(client.get("/customers/"))


@pytest.mark.parametrize("figure", CUSTOMER_FIGURES.names)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_figure_explains_itself(bank: LittleBank, client: Client, figure: str, language: str) -> None:
    bank.chen.language = language
    bank.chen.save(update_fields=["language"])
    client.force_login(bank.chen)
    page = text(client.get(f"/customers/C01/why/{figure}/"))
    assert escape(CUSTOMER_FIGURES.column(figure).words.in_(language)) in page
    assert 'class="formula"' in page


def test_no_figure_of_another_name_is_explained(bank: LittleBank, client: Client) -> None:
    client.force_login(bank.chen)
    for name in ("nonsense", "search_grams", "__class__", "pk"):
        assert client.get(f"/customers/C01/why/{name}/").status_code == 404


def test_every_why_on_the_pages_leads_somewhere(bank: LittleBank, client: Client) -> None:
    client.force_login(bank.chen)
    pages = text(client.get("/customers/C01/")) + text(client.get("/customers/C01/value/"))
    links = set(re.findall(r'class="why" href="([^"]+)"', pages))
    assert len(links) > 15
    assert [link for link in links if client.get(link).status_code != 200] == []


def test_every_look_is_written_down(bank: LittleBank, client: Client) -> None:
    client.force_login(bank.chen)
    for part in PARTS:
        client.get(f"/customers/C01/{part}")
    client.get("/customers/C09/")
    with reach.system():
        looks = list(View.objects.order_by("pk").values_list("customer_id", "page"))
    assert looks == [("C01", page) for page in ("summary", "value", "wallet", "activity", "history", "contact", "why")]


def test_the_history_names_who_looked_only_to_the_auditor(bank: LittleBank, client: Client) -> None:
    client.force_login(bank.li)
    client.get("/customers/C01/")
    client.force_login(bank.chen)
    assert '<th scope="row">李红</th>' not in text(client.get("/customers/C01/history/"))
    client.force_login(bank.auditor)
    assert '<th scope="row">李红</th>' in text(client.get("/customers/C01/history/"))


def test_changes_by_hand_are_shown_with_before_and_after(bank: LittleBank, client: Client) -> None:
    with reach.system():
        Customer.objects.filter(pk="C01").update(phone="01099990000")
        Customer.objects.filter(pk="C01").update(phone="01088880000")
    client.force_login(bank.auditor)
    page = text(client.get("/customers/C01/history/"))
    assert "01099990000" in page and "01088880000" in page and "电话" in page
    client.force_login(bank.chen)
    assert "01099990000" not in text(client.get("/customers/C01/history/"))


def _profit(lines: list[Line], year: str) -> Decimal:
    """Return the profit of a year from its lines, in plain words of the deck."""
    by_name = {line.name.removesuffix("_12m"): getattr(line, year) for line in lines}
    income = by_name["deposit_margin"] + by_name["loan_margin"] + by_name["fees"]
    return Decimal(income - by_name["serve_cost"] - by_name["relationship_cost"] - by_name["expected_loss"])


def test_looks_of_one_person_on_one_day_are_one_line_with_their_count(bank: LittleBank, client: Client) -> None:
    bank.chen.language = "en"
    bank.chen.save(update_fields=["language"])
    client.force_login(bank.chen)
    for part in ("", "value/", "value/", ""):
        client.get(f"/customers/C01/{part}")
    page = text(client.get("/customers/C01/history/"))
    looks = page.split('id="looks-title"')[1]
    assert looks.count("<tr>") == 2, "the head and one line"
    assert "5 looks from" in looks and "Summary · Value · History" in looks


@pytest.mark.parametrize(("classification", "is_named"), [("gbt4754", True), ("nace", False), ("own", False)])
def test_codes_of_another_classification_get_no_name_of_ours(
    bank: LittleBank, client: Client, settings: Settings, classification: str, is_named: bool
) -> None:
    settings.GUANXI_INDUSTRIES = classification
    with reach.system():
        Customer.objects.filter(pk="C01").update(industry="K64.19")
    client.force_login(bank.chen)
    page = text(client.get("/customers/C01/"))
    assert "K64.19" in page and ("房地产业" in page) == is_named
    choices = text(client.get("/customers/"))
    assert ("房地产业" in choices) == is_named
