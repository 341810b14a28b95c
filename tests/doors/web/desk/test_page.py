"""The desk page: what each role sees, filters as addresses, acts that let the row leave."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from guanxi.desk.worklist import State, WorkItem
from guanxi.guard import reach
from tests.cast import PEOPLE, LittleBank, reached
from tests.cast_customers import CUSTOMERS

NAMES = {c.number: c.name for c in CUSTOMERS}
FRAGMENT = {"HX-Request": "true", "HX-Target": "work"}


def text(response: Any) -> str:
    return str(response.content.decode())


def item(customer: str, reason: str) -> WorkItem:
    with reach.system():
        return WorkItem.objects.get(customer_id=customer, reason=reason)


@pytest.mark.parametrize("login", [login for login, *_ in PEOPLE])
def test_a_desk_names_only_customers_within_reach(bank: LittleBank, client: Client, login: str) -> None:
    person = getattr(bank, login)
    client.force_login(person)
    page = text(client.get("/"))
    outside = [name for number, name in NAMES.items() if number not in reached(person) and name in page]
    assert outside == []


@pytest.mark.parametrize(("language", "words"), [("zh-hans", "工作清单"), ("en", "Work list")])
def test_the_desk_speaks_the_persons_language(bank: LittleBank, client: Client, language: str, words: str) -> None:
    bank.chen.language = language
    bank.chen.save(update_fields=["language"])
    client.force_login(bank.chen)
    page = text(client.get("/"))
    assert words in page and NAMES["C01"] in page


def test_rows_come_best_first_with_reason_and_stake(bank: LittleBank, client: Client) -> None:
    client.force_login(bank.chen)
    rows = re.findall(r"<tr data-row.*?</tr>", text(client.get("/")), re.S)
    assert len(rows) == 5
    assert NAMES["C01"] in rows[0] and "¥60.0万" in rows[0]
    assert "下降 <b>22%</b>" in rows[1]


@pytest.mark.parametrize(("query", "count"), [("kind=mature", 2), ("kind=keep", 1), ("due=overdue", 5), ("kind=x", 5)])
def test_filters_are_addresses(bank: LittleBank, client: Client, query: str, count: int) -> None:
    client.force_login(bank.chen)
    assert (
        text(client.get(f"/?{query}")).count("data-row>") + text(client.get(f"/?{query}")).count('class="overdue"')
        >= count
    )
    assert len(re.findall(r"<tr data-row", text(client.get(f"/?{query}")))) == count


def test_the_next_page_begins_after_the_last_row(bank: LittleBank, client: Client) -> None:
    client.force_login(bank.chen)
    second = item("C01", "profit_falling")
    rows = re.findall(r"<tr data-row.*?</tr>", text(client.get(f"/?after={second.score!r},{second.pk}")), re.S)
    assert len(rows) == 3


def test_accepting_opens_the_contact_form(bank: LittleBank, client: Client) -> None:
    client.force_login(bank.chen)
    row = item("C01", "profit_falling")
    answer = client.post(f"/work/{row.pk}/accept/", headers=FRAGMENT)
    assert answer.headers["HX-Redirect"].startswith("/customers/C01/")
    assert f"item={row.pk}" in answer.headers["HX-Redirect"]
    assert item("C01", "profit_falling").state == State.ACCEPTED
    assert "正在处理" in text(client.get("/"))


def test_putting_off_lets_the_row_leave_and_offers_undo(bank: LittleBank, client: Client) -> None:
    client.force_login(bank.chen)
    row = item("C01", "profit_falling")
    page = text(client.post(f"/work/{row.pk}/snooze/?kind=keep", {"until": "tomorrow"}, headers=FRAGMENT))
    assert "data-row" not in page[: page.index('id="headline"')]
    assert f"/work/{row.pk}/reopen/" in page and "已延后" in page
    client.post(f"/work/{row.pk}/reopen/", headers=FRAGMENT)
    assert item("C01", "profit_falling").state == State.OPEN


def test_an_unreadable_day_is_refused_in_words(bank: LittleBank, client: Client) -> None:
    client.force_login(bank.chen)
    row = item("C01", "profit_falling")
    answer = client.post(f"/work/{row.pk}/snooze/", {"until": "day", "day": "2026-02-31"}, headers=FRAGMENT)
    assert answer.status_code == 422 and "稍后处理的日期须晚于今天" in text(answer)


def test_putting_away_works_without_a_script(bank: LittleBank, client: Client) -> None:
    client.force_login(bank.chen)
    row = item("C04", "maturing")
    answer = client.post(f"/work/{row.pk}/dismiss/?kind=mature", {"reason": "not_true"}, follow=True)
    assert "已放弃" in text(answer) and answer.redirect_chain[-1][0] == "/?kind=mature"


def test_acting_on_a_row_settled_elsewhere_is_refused_once(bank: LittleBank, client: Client) -> None:
    client.force_login(bank.chen)
    row = item("C04", "maturing")
    client.post(f"/work/{row.pk}/dismiss/", {"reason": "not_true"}, headers=FRAGMENT)
    answer = client.post(f"/work/{row.pk}/accept/", headers=FRAGMENT)
    assert answer.status_code == 409 and "已放弃" in text(answer)


@pytest.mark.parametrize("act", ["accept", "snooze", "dismiss", "reopen", "why"])
@pytest.mark.parametrize("login", ["wang", "zhao", "administrator"])
def test_a_row_outside_the_reach_does_not_exist(bank: LittleBank, client: Client, login: str, act: str) -> None:
    client.force_login(getattr(bank, login))
    address = f"/work/{item('C01', 'profit_falling').pk}/{act}/"
    answer = client.get(address) if act == "why" else client.post(address, {"until": "tomorrow", "reason": "not_true"})
    assert answer.status_code == 404


@pytest.mark.parametrize("login", ["analyst", "auditor", "specialist"])
def test_who_may_not_settle_sees_the_list_without_acts(bank: LittleBank, client: Client, login: str) -> None:
    client.force_login(getattr(bank, login))
    page = text(client.get("/"))
    assert "<tr data-row" in page and "/accept/" not in page
    assert client.post(f"/work/{item('C01', 'profit_falling').pk}/accept/").status_code == 403


def test_a_supervisor_sees_managers_and_filters_by_one(bank: LittleBank, client: Client) -> None:
    client.force_login(bank.sun)
    assert 'hx-get="/managers/' in text(client.get("/"))
    page = text(client.get("/managers/?manager=S03"))
    assert "按客户经理" in page and "manager=S03" in page and 'aria-current="true"' in page
    assert "<main" not in text(client.get("/managers/", headers={"HX-Request": "true"}))
    rows = re.findall(r"<tr data-row.*?</tr>", text(client.get("/?manager=S03")), re.S)
    assert rows and not any(NAMES["C01"] in row for row in rows)


def test_managers_are_for_those_who_reach_beyond_their_own(bank: LittleBank, client: Client) -> None:
    for person, answer in ((bank.chen, 404), (bank.sun, 200), (bank.analyst, 200), (bank.administrator, 403)):
        client.force_login(person)
        assert client.get("/managers/").status_code == answer
        if answer != 403:
            assert ("/managers/" in text(client.get("/"))) == (answer == 200)


def test_the_explanation_shows_how_a_row_was_ranked(bank: LittleBank, client: Client) -> None:
    client.force_login(bank.chen)
    page = text(client.get(f"/work/{item('C01', 'profit_falling').pk}/why/"))
    assert "= 排序分" in page and "上年同期利润" in page and "<main" in page
    part = text(client.get(f"/work/{item('C01', 'profit_falling').pk}/why/", headers={"HX-Request": "true"}))
    assert "<main" not in part and "= 排序分" in part


def test_before_the_first_run_the_desk_says_what_is_missing(bank: LittleBank, client: Client) -> None:
    with reach.system():
        WorkItem.objects.all().delete()
        bank.run.delete()
    client.force_login(bank.chen)
    assert "首次日终后才会生成工作清单" in text(client.get("/"))


def test_an_administrator_sees_the_state_of_loads_and_runs(bank: LittleBank, client: Client) -> None:
    client.force_login(bank.administrator)
    page = text(client.get("/"))
    assert "deliveries/2026-06" in page and "已拒收" in page


def test_the_number_of_queries_does_not_grow_with_the_list(bank: LittleBank, client: Client) -> None:
    client.force_login(bank.sun)
    client.get("/")
    with CaptureQueriesContext(connection) as few:
        client.get("/?kind=review")
    with CaptureQueriesContext(connection) as many:
        client.get("/")
    assert len(many) == len(few) <= 26


def test_the_desk_tells_what_the_last_day_end_changed(bank: LittleBank, client: Client) -> None:
    with reach.system():
        WorkItem.objects.filter(customer_id="C04").update(state=State.LAPSED, settled_at=bank.run.started_at)
    client.force_login(bank.chen)
    side = text(client.get("/"))
    side = side[side.index("上次日终") :]
    assert re.search(r'清单新增</span><a class="num" href="\?new=1">4<', side)
    assert re.search(r'不再建议</span><span class="num muted">1<', side)


def test_under_all_the_contacts_a_grade_asks_for_are_one_line_that_leads_to_each(
    bank: LittleBank, client: Client
) -> None:
    client.force_login(bank.chen)
    whole, one_by_one = text(client.get("/?all=1")), text(client.get("/?kind=review"))
    assert "1 户超出服务等级要求的联系周期" in whole and 'href="/?kind=review"' in whole
    rows = re.findall(r"<tr data-row.*?</tr>", whole, re.S)
    assert [row for row in rows if "kind-review" in row] == [] and len(rows) == 4
    assert "超出服务等级要求" not in one_by_one and "kind-review" in one_by_one.split("<tbody", 1)[1]
