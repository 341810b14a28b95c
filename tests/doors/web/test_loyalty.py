"""The loyalty pages: who may see them, what the six titles answer, and the customers behind each cell."""

import re
from html import unescape
from urllib.parse import parse_qs, urlparse

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from guanxi.book import figures
from guanxi.book.customer_figures import CustomerFigure
from guanxi.book.figures import Insight
from guanxi.doors.web.loyalty import worth
from guanxi.guard import reach
from guanxi.guard.people import Person
from tests import cast, cast_loyalty
from tests.cast import LittleBank
from tests.value.loyalty.made import many

PAGES = ("/loyalty/", "/loyalty/movement/", "/loyalty/barriers/", "/loyalty/worth/")
ALLOWED = ("chen", "zhou", "wang", "li", "zhao", "sun", "analyst", "auditor")


@pytest.fixture
def lossy(bank: LittleBank) -> LittleBank:
    with reach.system():
        run = figures.current()
        assert run is not None
        cast_loyalty.fill(run)
    return bank


def text(response: HttpResponse) -> str:
    assert response.status_code == 200
    return unescape(response.content.decode())


def english(bank: LittleBank, login: str, client: Client) -> None:
    person = getattr(bank, login)
    with reach.system():
        Person.objects.filter(pk=person.pk).update(language="en")
    client.force_login(person)


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("login", [login for login, *_ in cast.PEOPLE])
def test_each_role_is_let_in_or_refused(lossy: LittleBank, client: Client, login: str, path: str) -> None:
    client.force_login(getattr(lossy, login))
    assert client.get(path).status_code == (200 if login in ALLOWED else 403)


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(
    ("login", "scope"),
    [("li", "scope=unit&id=B2"), ("li", "scope=bank"), ("chen", "scope=staff&id=S02"), ("analyst", "scope=unit&id=XX")],
)
def test_a_scope_outside_the_reach_does_not_exist(
    lossy: LittleBank, client: Client, login: str, scope: str, path: str
) -> None:
    client.force_login(getattr(lossy, login))
    assert client.get(f"{path}?{scope}").status_code == 404


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("login", ALLOWED)
def test_before_the_first_figures_of_this_kind_the_page_says_so_in_words(
    bank: LittleBank, client: Client, login: str, path: str
) -> None:
    client.force_login(getattr(bank, login))
    assert client.get(path).status_code == 200


def test_a_bank_without_a_run_says_when_figures_will_come(bank: LittleBank, client: Client) -> None:
    with reach.system():
        figures.Run.objects.update(is_current=False)
    english(bank, "analyst", client)
    for path in PAGES:
        assert "No figures have been published yet" in text(client.get(path))


def test_the_six_titles_answer_in_words_with_figures(lossy: LittleBank, client: Client) -> None:
    english(lossy, "analyst", client)
    page = text(client.get("/loyalty/"))
    assert "12.9 % of the customers of a year ago have left; closings rose from 0.0 % to 6.6 %" in page
    assert "西城支行: more losses than the rest of the bank; 东城支行: fewer losses than the rest of the bank" in page
    assert "Losses rose more among holders than among others after the move of 整存整取一年 (Dec 2025)" in page
    assert "It fits the price; it does not prove it." in page
    assert "Most of those whose way is known went to 东岳商业银行 (8); of 71 % nothing is known" in page
    assert "No norm of the trade has been entered: the bank's own figure stands alone" in page
    assert "Too few departures in each unit to rank them; a customer stays" in page


def test_the_same_titles_in_chinese(lossy: LittleBank, client: Client) -> None:
    client.force_login(lossy.analyst)
    page = text(client.get("/loyalty/"))
    for words in (
        "一年前的客户已流失12.9%；销户率由0.0%升至6.6%",
        "西城支行：流失多于全行其余客户",
        "已知去向者多数转往东岳商业银行(8户)；71%去向不明",
        "尚未录入行业标准：仅列本行数据",
        "今年客户流失率是多少，有何变动？",
    ):
        assert words in page


@pytest.mark.parametrize("by", ["unit", "manager", "kind", "source", "level", "tier", "cohort", "family", "nonsense"])
def test_the_groups_are_asked_for_alone_and_lead_to_the_lost_behind_them(
    lossy: LittleBank, client: Client, by: str
) -> None:
    english(lossy, "analyst", client)
    page = text(client.get(f"/loyalty/?by={by}", headers={"HX-Request": "true", "HX-Target": "groups"}))
    assert page.strip().startswith('<section class="card" id="groups"')
    links = re.findall(r'href="/customers/\?([^"]+)"', page)
    if by != "family":
        assert links and all("gone=closed&gone=dormant&gone=run_off" in link for link in links)


@pytest.mark.parametrize(("target", "query"), [("prices", "move=0"), ("survival", "curves=family")])
def test_other_sections_are_asked_for_alone(lossy: LittleBank, client: Client, target: str, query: str) -> None:
    client.force_login(lossy.sun)
    page = text(client.get(f"/loyalty/?{query}", headers={"HX-Request": "true", "HX-Target": target}))
    assert page.strip().startswith(f'<section class="card" id="{target}"')


def test_a_manager_sees_the_own_rate_and_is_told_what_is_too_small_to_divide(lossy: LittleBank, client: Client) -> None:
    english(lossy, "wang", client)
    page = text(client.get("/loyalty/"))
    assert "30.0 % of the customers of a year ago have left" in page
    assert "It loses more than the rest of the bank, beyond chance." in page
    assert "An individual book is too small for a curve" in page


def test_nobody_lost_is_an_answer_too(bank: LittleBank, client: Client) -> None:
    with reach.system():
        run = figures.current()
        assert run is not None
        cast_loyalty.fill(
            run, [*many(1, left=3, unit_id="B1", owner_id="S01"), *many(99, unit_id="B1", owner_id="S01")]
        )
    english(bank, "analyst", client)
    page = text(client.get("/loyalty/"))
    assert "None of the 99 customers of a year ago has left" in page
    assert "Nobody was lost this year" in page
    assert "Nobody left, so it cannot be said what keeping more would bring" in text(client.get("/loyalty/worth/"))


def test_the_movement_adds_up_and_its_cells_lead_to_their_customers(lossy: LittleBank, client: Client) -> None:
    english(lossy, "analyst", client)
    page = text(client.get("/loyalty/movement/"))
    assert "33.2 % climbed, 29.0 % fell, 12.9 % left" in page
    links = [parse_qs(query) for query in re.findall(r'href="/customers/\?([^"]+)"', page)]
    assert {"was": ["3"], "level": ["2"], "state": ["here"]} in links
    assert {"was": ["3"], "gone": ["closed", "dormant", "run_off"]} in links
    assert "Tiers rest on peers of the day" in page


def test_barriers_and_mood_tell_a_move_for_every_cell(lossy: LittleBank, client: Client) -> None:
    english(lossy, "analyst", client)
    page = text(client.get("/loyalty/barriers/"))
    assert "70 customers show dissatisfaction, nothing holds 70 of them; of 67 % nothing is known" in page
    assert page.count('<span class="move">') == 8
    assert "barriers=3&barriers=4&barriers=5&barriers=6" in page
    assert "those who had it lose fewer" in page


def test_a_point_of_retention_is_linear_and_ends_where_all_are_kept(lossy: LittleBank, client: Client) -> None:
    english(lossy, "analyst", client)
    with reach.acting(lossy.analyst):
        run = figures.current()
        [one] = Insight.objects.filter(run=run, topic="retention_worth", scope="bank").values_list("figures", flat=True)
    assert worth.at(one, 2)["profit_year"] == 2 * worth.at(one, 1)["profit_year"]
    assert worth.at(one, 20)["profit_year"] == pytest.approx(one["margin"] * one["departed"], abs=100)
    assert "2 points of retention are worth" in text(client.get("/loyalty/worth/?points=2"))
    assert "are lost in a year: no more than that can be kept" in text(client.get("/loyalty/worth/?points=20"))


@pytest.mark.parametrize("points", ["", "x", "nan", "inf", "-1", "0", "1e9"])
def test_nonsense_points_are_read_as_one(points: str) -> None:
    assert worth.read(points) == 1.0


def test_the_lists_behind_the_cells_hold_exactly_their_customers(lossy: LittleBank, client: Client) -> None:
    with reach.system():
        CustomerFigure.objects.filter(customer_id__in=["C01", "C02"]).update(
            level_before=3, mood="below", barrier_count=4
        )
        CustomerFigure.objects.filter(customer_id="C02").update(departure="closed", departed_on="2026-02-01")
        CustomerFigure.objects.filter(customer_id="C03").update(departure="dormant", departed_on="2025-06-30")
    client.force_login(lossy.analyst)

    def listed(query: str) -> set[str]:
        return set(re.findall(r"/customers/(C\d+)/", text(client.get(f"/customers/?{query}"))))

    assert listed("was=3") == {"C01", "C02"}
    assert listed("was=3&state=here") == {"C01"}
    assert listed("gone=closed&gone=dormant&gone=run_off") == {"C02", "C13"}
    assert listed("mood=below&barriers=3&barriers=4") == {"C01", "C02"}
    assert listed("source=referral&opened=2020") == {"C03", "C10"}
    client.force_login(lossy.wang)
    assert listed("was=3") == set()


@pytest.mark.parametrize("query", ["gone=x", "was=9", "barriers=99", "opened=20", "mood=", "source=nobody"])
def test_nonsense_filters_are_left_out(bank: LittleBank, client: Client, query: str) -> None:
    client.force_login(bank.analyst)
    assert client.get(f"/customers/?{query}").status_code == 200


def test_a_filter_that_only_these_pages_ask_for_shows_once_it_is_in_force(bank: LittleBank, client: Client) -> None:
    english(bank, "analyst", client)
    assert "Level a year ago" not in text(client.get("/customers/"))
    assert "Level a year ago" in text(client.get("/customers/?was=3"))


def test_every_why_of_the_pages_opens(lossy: LittleBank, client: Client) -> None:
    client.force_login(lossy.analyst)
    links = {link for path in PAGES for link in re.findall(r'class="why" href="([^"]+)"', text(client.get(path)))}
    assert len(links) >= 9
    for link in links:
        assert client.get(urlparse(link).path).status_code == 200


def test_the_page_asks_the_database_a_bounded_number_of_times(lossy: LittleBank, client: Client) -> None:
    client.force_login(lossy.analyst)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get("/loyalty/")
    assert len(asked) <= 30


@pytest.mark.parametrize(("login", "leads"), [("analyst", True), ("sun", False)])
def test_a_norm_that_is_missing_says_what_to_enter_and_where(
    lossy: LittleBank, client: Client, login: str, leads: bool
) -> None:
    client.force_login(getattr(lossy, login))
    page = text(client.get("/loyalty/"))
    assert "“企业客户行业流失率”与“个人客户行业流失率”" in page and "数据 › 假设参数 › 客户保持与流失" in page
    assert ('href="/data/assumptions/loyalty/"' in page) is leads
