"""The guard's pages: the trail, who viewed whom, people and rules, each for those who may."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from guanxi.doors.web.guard import trail as pages
from guanxi.guard import reach, rules, trail
from guanxi.guard.people import Person
from guanxi.guard.roles import Reach, Role
from guanxi.guard.rules import Action
from guanxi.guard.trail import Entry
from tests.cast import PEOPLE, LittleBank

TRAIL = ("/guard/", "/guard/trail/", "/guard/views/", "/guard/rules/")
MANAGED = ("/guard/people/", "/guard/people/new/")


def text(response: HttpResponse) -> str:
    return response.content.decode()


@pytest.mark.parametrize("path", TRAIL + MANAGED)
@pytest.mark.parametrize("login", [login for login, *_ in PEOPLE])
def test_each_role_is_let_in_or_refused(bank: LittleBank, client: Client, login: str, path: str) -> None:
    person = getattr(bank, login)
    client.force_login(person)
    action = Action.MANAGE_PEOPLE if path in MANAGED else Action.VIEW_TRAIL
    assert client.get(path).status_code == (200 if rules.is_allowed(person.role, action) else 403)


@pytest.mark.parametrize(("language", "words"), [("zh-hans", "谁做了什么"), ("en", "What was done, by whom")])
def test_the_trail_speaks_the_persons_language(bank: LittleBank, client: Client, language: str, words: str) -> None:
    bank.auditor.language = language
    bank.auditor.save(update_fields=["language"])
    client.force_login(bank.auditor)
    assert words in text(client.get("/guard/trail/"))


def test_the_trail_is_filtered_by_person_verb_customer_and_day(bank: LittleBank, client: Client) -> None:
    with reach.system():
        for person, verb in ((bank.chen, "contact.logged"), (bank.li, "work.accepted")):
            Entry.objects.create(
                person_id=person.pk, person_name=person.username, verb=verb, subject_kind="desk.contact",
                subject_id=f"S-{person.username}", customer_id="C01" if person == bank.chen else "C02",
            )  # fmt: skip
    client.force_login(bank.auditor)
    day = timezone.localdate().isoformat()
    for query in ("person=chen", "verb=contact.logged", "customer=C01", f"person=chen&on={day}"):
        page = text(client.get(f"/guard/trail/?{query}"))
        assert "S-chen" in page and "S-li" not in page
    assert "S-chen" not in text(client.get("/guard/trail/?on=2020-01-01"))
    assert "S-chen" in text(client.get("/guard/trail/?on=no-such-day"))


def test_the_trail_names_people_and_tells_facts_in_words(bank: LittleBank, client: Client) -> None:
    with reach.system():
        trail.record(bank.administrator, "person.role_set", bank.chen, role="analyst", unit_id="B1")
        trail.record(bank.chen, "contact.logged", bank.run, channel="video", on="2025-04-30")
        trail.record(None, "run.published", bank.run, as_of="2025-04-30")
    client.force_login(bank.auditor)
    page = re.sub(r"<[^>]+>|\s+", " ", text(client.get("/guard/trail/")))
    page = re.sub(r"\s+", " ", page)
    assert "高峰 administrator" in page and "用户 陈立" in page, "log-ins stand under the names"
    assert "分析师" in page and "东城支行" in page and "视频" in page
    assert "2025年4月30日" in page and "2025-04-30" not in page and "系统" in page


def test_earlier_entries_follow_page_by_page(bank: LittleBank, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "PAGE", 2)
    with reach.system():
        for n in range(5):
            trail.record(bank.chen, "contact.logged", bank.chen, n=n)
    client.force_login(bank.auditor)
    seen: list[str] = []
    address: str | None = "/guard/trail/?person=chen&verb=contact.logged"
    while address:
        page = text(client.get(address, headers={"HX-Request": "true"}))
        seen += re.findall(r'<span class="muted">n</span> (\d)', page)
        more = re.search(r'hx-get="([^"]+)"', page.split('class="more"')[-1]) if 'class="more"' in page else None
        address = f"/guard/trail/{more[1].replace('&amp;', '&')}" if more else None
    assert seen == ["4", "3", "2", "1", "0"]


def test_who_viewed_a_customer_is_listed(bank: LittleBank, client: Client) -> None:
    with reach.acting(bank.chen):
        trail.viewed(bank.chen, "C01", "summary")
    client.force_login(bank.auditor)
    page = text(client.get("/guard/views/?customer=C01"))
    assert "chen" in page and "C01" in page
    assert "没有符合条件的查看记录" in text(client.get("/guard/views/?customer=C02"))


def test_the_rules_are_printed_from_the_table_that_decides(bank: LittleBank, client: Client) -> None:
    client.force_login(bank.auditor)
    page = text(client.get("/guard/rules/"))
    for action in Action:
        assert str(action.label) in page
    cells = re.findall(r'class="reach-(\w+)"', page)
    assert cells == [str(rules.reach_of(role, action).value) for action in Action for role in Role]
    assert Reach.OWN.value in cells


def test_an_access_is_opened_from_staff_and_may_not_be_opened_twice(bank: LittleBank, client: Client) -> None:
    client.force_login(bank.administrator)
    with reach.system():
        Person.objects.filter(pk=bank.zhou.pk).update(staff_id="")
    assert 'value="周敏"' in text(client.get("/guard/people/new/?staff=S02"))
    sent = {"login": "zhou2", "full_name": "周敏", "staff_id": "S02", "role": "relationship_manager", "unit_id": "B1"}
    assert client.post("/guard/people/new/", sent).status_code == 302
    assert Person.objects.get(username="zhou2").unit_id == "B1"
    again = client.post("/guard/people/new/", sent)
    assert again.status_code == 422 and "已被占用" in text(again)


def test_a_unit_that_does_not_exist_is_refused(bank: LittleBank, client: Client) -> None:
    client.force_login(bank.administrator)
    answer = client.post(f"/guard/people/{bank.chen.pk}/role/", {"role": "supervisor", "unit_id": "B9"})
    assert answer.status_code == 422 and "没有该机构号的机构" in text(answer)
    assert Person.objects.get(pk=bank.chen.pk).role == "relationship_manager"


def test_a_role_is_set_and_an_access_closed_with_a_trail(bank: LittleBank, client: Client) -> None:
    client.force_login(bank.administrator)
    client.post(f"/guard/people/{bank.chen.pk}/role/", {"role": "supervisor", "unit_id": "B2"})
    client.post(f"/guard/people/{bank.chen.pk}/deactivate/")
    person = Person.objects.get(pk=bank.chen.pk)
    assert (person.role, person.unit_id, person.is_active) == ("supervisor", "B2", False)
    page = text(client.get("/guard/trail/?person=administrator"))
    assert "设置角色" in page and "已停用" in page
    assert "supervisor</span>" not in page and "主管" in page


def test_nobody_closes_the_own_access(bank: LittleBank, client: Client) -> None:
    client.force_login(bank.administrator)
    assert client.post(f"/guard/people/{bank.administrator.pk}/deactivate/").status_code == 409
    assert Person.objects.get(pk=bank.administrator.pk).is_active
    assert "您本人的账号" in text(client.get(f"/guard/people/{bank.administrator.pk}/"))


def test_only_an_administrator_changes_people(bank: LittleBank, client: Client) -> None:
    client.force_login(bank.auditor)
    assert client.post(f"/guard/people/{bank.chen.pk}/deactivate/").status_code == 403
    assert client.post(f"/guard/people/{bank.chen.pk}/role/", {"role": "auditor"}).status_code == 403
    assert Person.objects.get(pk=bank.chen.pk).is_active


def test_people_are_found_by_name_role_and_state(bank: LittleBank, client: Client) -> None:
    client.force_login(bank.administrator)
    found = text(client.get("/guard/people/?q=陈"))
    assert "chen" in found and ">li<" not in found
    assert ">li<" in text(client.get("/guard/people/?role=supervisor"))
    assert "没有符合条件的用户" in text(client.get("/guard/people/?state=closed"))
