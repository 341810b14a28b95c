"""The value pages: who may see whose curve, what the range says, and that its figures add up."""

import json
import re
from decimal import Decimal

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from guanxi.book import concentration, ranges
from guanxi.book.customer_figures import CustomerFigure
from guanxi.book.figures import Concentration, Reconciliation
from guanxi.guard import reach
from tests import cast
from tests.cast import LittleBank

PAGES = ("/value/", "/value/standing/", "/value/winning/", "/value/reconciliation/")
ALLOWED = ("chen", "zhou", "wang", "li", "zhao", "sun", "analyst", "auditor")
REFUSED = ("service", "specialist", "administrator")


def text(response: HttpResponse) -> str:
    return response.content.decode()


def listed(page: str) -> list[str]:
    return re.findall(r"/customers/(C\d+)/", page)


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("login", [login for login, *_ in cast.PEOPLE])
def test_each_role_is_let_in_or_refused(bank: LittleBank, client: Client, login: str, path: str) -> None:
    client.force_login(getattr(bank, login))
    assert client.get(path).status_code == (200 if login in ALLOWED else 403)
    assert {*ALLOWED, *REFUSED} == {login for login, *_ in cast.PEOPLE}


@pytest.mark.parametrize("path", [*PAGES, "/value/range/"])
@pytest.mark.parametrize(
    ("login", "scope"),
    [
        ("li", "scope=unit&id=B2"),
        ("li", "scope=unit&id=HQ"),
        ("li", "scope=staff&id=S03"),
        ("li", "scope=bank"),
        ("chen", "scope=staff&id=S02"),
        ("chen", "scope=unit&id=B1"),
        ("analyst", "scope=unit&id=NOWHERE"),
    ],
)
def test_a_scope_outside_the_reach_does_not_exist(
    bank: LittleBank, client: Client, login: str, scope: str, path: str
) -> None:
    client.force_login(getattr(bank, login))
    assert client.get(f"{path}?{scope}").status_code == 404


@pytest.mark.parametrize(
    ("login", "scope", "seen"),
    [
        ("chen", "", {"C01", "C02", "C03", "C04"}),
        ("li", "", {f"C0{n}" for n in range(1, 9)}),
        ("li", "scope=staff&id=S02", {"C05", "C06", "C07"}),
        ("analyst", "scope=unit&id=B2", {"C09", "C10", "C11", "C12", "C13"}),
    ],
)
def test_the_whole_range_lists_exactly_the_customers_of_the_scope(
    bank: LittleBank, client: Client, login: str, scope: str, seen: set[str]
) -> None:
    client.force_login(getattr(bank, login))
    page = text(client.get(f"/value/range/?{scope}&from=0&to=1", headers={"HX-Request": "true"}))
    assert set(listed(page)) == seen


@pytest.mark.parametrize(("first", "last"), [(0, 20), (20, 70), (70, 100), (90, 100), (0, 100), (37, 38)])
def test_a_range_adds_up_to_the_figures_of_its_customers(bank: LittleBank, first: int, last: int) -> None:
    with reach.acting(bank.analyst):
        found = Concentration.objects.get(run=bank.run, scope="bank")
        chosen = ranges.of(found.bands, first, last)
        inside = list(CustomerFigure.objects.filter(rank_number__gt=chosen.after_rank, rank_number__lte=chosen.to_rank))
    assert chosen.customers == len(inside)
    assert chosen.profit == sum((c.profit_12m for c in inside), Decimal(0))
    assert chosen.lines["serve_cost"] == sum((c.serve_cost_12m for c in inside), Decimal(0))
    assert chosen.income - chosen.charges == chosen.profit


def test_neighbouring_ranges_share_no_customer_and_leave_none_out(bank: LittleBank) -> None:
    with reach.acting(bank.analyst):
        bands = Concentration.objects.get(run=bank.run, scope="unit", scope_id="B1").bands
    parts = [ranges.of(bands, first, first + 10) for first in range(0, 100, 10)]
    assert sum(part.customers for part in parts) == 8
    assert [part.after_rank for part in parts[1:]] == [part.to_rank for part in parts[:-1]]


def test_the_title_answers_in_words_with_figures_and_names_the_denominator(bank: LittleBank, client: Client) -> None:
    client.force_login(bank.wang)
    page = text(client.get("/value/"))
    assert "The best 20 % of customers make" in page
    assert "Gross profit (the denominator)" in page
    bank.analyst.language = "zh-hans"
    client.force_login(bank.analyst)
    page = text(client.get("/value/"))
    assert "前20%的客户创造了" in page
    assert "正利润合计(分母)" in page


def test_losers_come_worst_first_and_the_cause_is_told(bank: LittleBank, client: Client) -> None:
    client.force_login(bank.analyst)
    page = text(client.get("/value/range/?from=0.85&to=1", headers={"HX-Request": "true"}))
    assert listed(page)[:2] == ["C11", "C05"]
    assert "预期损失占其成本的" in page


def test_the_list_goes_on_where_the_page_ends(
    bank: LittleBank, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ranges, "PAGE", 5)
    client.force_login(bank.analyst)
    seen: list[str] = []
    address: str | None = "/value/range/?from=0&to=1"
    while address:
        page = text(client.get(address, headers={"HX-Request": "true"}))
        seen += listed(page)
        more = re.search(r'hx-get="([^"]+after=[^"]+)"', page)
        address = more[1].replace("&amp;", "&") if more else None
    assert len(seen) == len(set(seen)) == 13


@pytest.mark.parametrize(("first", "last"), [("x", "1"), ("0.5", "0.5"), ("nan", "1"), ("inf", "1"), ("", "")])
def test_nonsense_bounds_fall_back_to_the_last_tenth(first: str, last: str) -> None:
    assert ranges.between(first, last) == ranges.LAST_TENTH


def test_bounds_outside_are_cut_and_turned_round() -> None:
    assert ranges.between("1.7", "-0.2") == (0, 100)
    assert ranges.between("0.904", "0.2") == (20, 90)


def test_the_fragment_keeps_the_address_of_the_page(bank: LittleBank, client: Client) -> None:
    client.force_login(bank.analyst)
    response = client.get("/value/range/?scope=unit&id=B1&from=0.1&to=0.3", headers={"HX-Request": "true"})
    assert response["HX-Replace-Url"] == "/value/?scope=unit&id=B1&from=0.1&to=0.3"


@pytest.mark.parametrize("sort", ["gini_rate", "-customers", "bottom30_loss_rate", "-nonsense"])
def test_the_table_is_sorted_and_leads_down(bank: LittleBank, client: Client, sort: str) -> None:
    client.force_login(bank.analyst)
    page = text(client.get(f"/value/?sort={sort}", headers={"HX-Request": "true", "HX-Target": "concentration"}))
    assert "<main" not in page
    order = re.findall(r"scope=unit&amp;id=(B\d)\"", page)
    key = sort.removeprefix("-")
    with reach.acting(bank.analyst):
        figures = dict(Concentration.objects.filter(scope="unit").values_list("scope_id", "figures"))
    key = key if key in concentration.SORTS else "net_profit"
    expected = sorted(("B1", "B2"), key=lambda unit: figures[unit][key], reverse=sort.startswith("-"))
    assert order == expected


def test_managers_of_a_unit_are_those_below_it(bank: LittleBank, client: Client) -> None:
    client.force_login(bank.sun)
    page = text(client.get("/value/?scope=unit&id=B1&by=manager"))
    assert set(re.findall(r"scope=staff&amp;id=(S\d+)", page)) == {"S01", "S02"}


def test_the_chart_holds_both_years_and_the_three_points(bank: LittleBank, client: Client) -> None:
    client.force_login(bank.analyst)
    found = re.search(r'<script id="whale" type="application/json">(.*?)</script>', text(client.get("/value/")))
    assert found
    chart = json.loads(found[1])
    assert chart["points"][0] == [0, 0] and chart["points"][-1][0] == 1
    assert len(chart["prior"]) > 2
    assert chart["marks"][0]["x"] == 0.2 and len(chart["marks"]) == 3
    assert chart["range"] == [0.9, 1.0]


def test_worth_of_exactly_one_is_called_break_even(bank: LittleBank, client: Client) -> None:
    client.force_login(bank.sun)
    page = text(client.get("/value/winning/"))
    assert "恰好持平" in page
    assert "1.00" in page


def test_a_difference_of_a_cent_is_flagged_with_words(bank: LittleBank, client: Client) -> None:
    client.force_login(bank.analyst)
    page = text(client.get("/value/reconciliation/"))
    assert "1 项与总账不符" in page
    assert "−¥0.01" in page
    client.force_login(bank.li)
    assert "与总账完全一致" in text(client.get("/value/reconciliation/"))


def test_a_month_without_ledger_is_told_in_words(bank: LittleBank, client: Client) -> None:
    with reach.system():
        Reconciliation.objects.update(ledger=None, difference=None)
    client.force_login(bank.analyst)
    page = text(client.get("/value/reconciliation/"))
    assert "未提供总账" in page
    assert "无法判断" in page


def test_one_line_is_followed_through_units_and_months(bank: LittleBank, client: Client) -> None:
    client.force_login(bank.analyst)
    page = text(client.get("/value/reconciliation/?line=operating_cost"))
    assert "以下仅显示科目" in page
    assert "闲置产能" in page


def test_before_the_first_run_the_pages_say_so(bank: LittleBank, client: Client) -> None:
    with reach.system():
        type(bank.run).objects.update(is_current=False)
    client.force_login(bank.analyst)
    for path in PAGES:
        assert "尚未发布任何指标" in text(client.get(path))


@pytest.mark.parametrize("path", [*PAGES, "/value/range/?from=0.9&to=1"])
def test_a_page_asks_the_database_little(bank: LittleBank, client: Client, path: str) -> None:
    client.force_login(bank.sun)
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        client.get(path)
    own = [q["sql"] for q in asked if re.search(r'"book_', q["sql"])]
    assert len(own) <= 10, "\n".join(own)
