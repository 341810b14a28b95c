"""The assumptions pages: read by those who may, changed in words, decided by another, in both languages."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django.models import ProcrastinateJob

from guanxi.book.assumptions import AssumptionEffect, AssumptionVersion
from guanxi.dayend import assumptions
from guanxi.guard import reach, rules
from guanxi.guard.rules import Action
from guanxi.value import assumptions as assumed
from tests.cast import PEOPLE, LittleBank

NOW = datetime(2026, 7, 2, 9, tzinfo=UTC)
LOGINS = [login for login, *_ in PEOPLE]


def text(response: HttpResponse) -> str:
    return response.content.decode()


def drafted(bank: LittleBank) -> AssumptionVersion:
    values = {"risk.hurdle": 0.13, "risk.pd": {"1": 0.01, "2": 0.08, "3": 1.0}}
    return assumptions.draft("risk", values, starts_on=date(2030, 1, 1), reason="由董事会确定", by=bank.analyst, on=NOW)


def done(version: AssumptionVersion) -> None:
    sums = dict.fromkeys(("profit_12m", "economic_profit_12m", "capital_average"), 100_00)
    later = {f"{name}_after": 90_00 for name in sums}
    row = {"customers": 12, "gaining": 1, "losing": 2, **sums, **later}
    listed = {"customer_id": "C001", "tier": "small", "profit_12m": 5_00, "profit_12m_after": 4_00, "change": -1_00}
    effect = {
        "total": row,
        "units": [row | {"unit_id": "B1"}],
        "tiers": [row | {"tier": "small"}],
        "gaining": [],
        "losing": [listed, listed | {"customer_id": "gone"}],
        "moved": {"level": 0, "tier": 1, "grade": 2},
    }
    with reach.system():
        AssumptionEffect.objects.create(
            version=version, state="done", as_of=date(2026, 6, 30), started_at=NOW, effect=effect
        )


@pytest.mark.parametrize("path", ["/data/assumptions/", "/data/assumptions/risk/", "/data/assumptions/versions/1/"])
@pytest.mark.parametrize("login", LOGINS)
def test_each_role_is_let_in_or_refused(bank: LittleBank, client: Client, login: str, path: str) -> None:
    person = getattr(bank, login)
    client.force_login(person)
    path = path.replace("/1/", f"/{drafted(bank).pk}/")
    assert client.get(path).status_code == (200 if rules.is_allowed(person.role, Action.VIEW_ASSUMPTIONS) else 403)


@pytest.mark.parametrize("name", assumed.topics())
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_topic_is_shown_in_both_languages(bank: LittleBank, client: Client, language: str, name: str) -> None:
    bank.analyst.language = language
    bank.analyst.save(update_fields=["language"])
    client.force_login(bank.analyst)
    page = text(client.get(f"/data/assumptions/{name}/"))
    told = assumed.topics()[name]["words"]
    for key, words in told.items():
        if "zh" in words and key != "topic":
            assert words["zh" if language == "zh-hans" else "en"].split("'")[0] in page
    assert client.get("/data/assumptions/nothing/").status_code == 404


def test_the_list_reads_its_numbers_in_words_and_asks_the_database_little(bank: LittleBank, client: Client) -> None:
    client.force_login(bank.analyst)
    client.get("/data/assumptions/")
    with CaptureQueriesContext(connection) as asked:
        page = text(client.get("/data/assumptions/"))
    assert len(asked) <= 12
    assert "上门拜访、网点面谈、视频" in page and "1、3、7" in page, "lists stand as they are, codes in words"
    assert "20,000,000 (¥20.0万)" in page, "minor units are told as money"
    assert "标准误倍数(99%，因比较组多)" in page and "1 项数值" not in page
    assert "AAA、AA、A、BBB、pass、low、medium" in page, "the bank's own codes stay as they are"


def test_a_version_goes_from_draft_by_another_persons_approval_into_force(bank: LittleBank, client: Client) -> None:
    client.force_login(bank.analyst)
    entries = assumptions.in_force(date(2030, 1, 1)).entries
    sent = {"risk.hurdle": "0.13", "risk.pd/1": "0.01", "starts_on": "2030-01-01", "reason": "the board"}
    answer = client.post("/data/assumptions/risk/", sent)
    assert answer.status_code == 302
    version = AssumptionVersion.objects.get()
    assert version.values == {"risk.hurdle": 0.13, "risk.pd": {"1": 0.01, "2": 0.08, "3": 1.0}}
    assert version.before["risk.hurdle"] == entries["risk.hurdle"].value
    place = f"/data/assumptions/versions/{version.pk}/"
    page = text(client.get(place))
    assert "资本回报门槛" in page and "提交审批" in page and "第一阶段" in page
    assert client.post(place + "submit/").status_code == 302
    assert "批准</button>" not in text(client.get(place))
    assert client.post(place + "decide/", {"act": "approve"}).status_code == 403
    client.force_login(bank.sun)
    assert "批准</button>" in text(client.get(place))
    assert client.post(place + "decide/", {"act": "reject", "decision": " "}).status_code == 422
    assert client.post(place + "decide/", {"act": "approve"}).status_code == 302
    assert assumptions.in_force(date(2030, 1, 1))["risk.pd"][1] == 0.01
    assert client.post(place + "decide/", {"act": "approve"}).status_code == 409
    page = text(client.get("/data/assumptions/risk/"))
    assert "已批准" in page and version.label in page


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"risk.tax": "1.5"}, "不能大于 0.9"),
        ({"risk.tax": "many"}, "“many”不是数字"),
        ({"risk.tax": "0.2", "starts_on": "2026-06-30"}, "已结月份不会变动"),
        ({"risk.tax": "0.2", "reason": ""}, "请填写理由"),
        ({}, "没有任何数值"),
    ],
)
def test_what_makes_no_sense_is_said_in_words_and_what_was_typed_stays(
    bank: LittleBank, client: Client, sent: dict[str, str], words: str
) -> None:
    client.force_login(bank.analyst)
    answer = client.post("/data/assumptions/risk/", {"starts_on": "2030-01-01", "reason": "x"} | sent)
    assert answer.status_code == 422 and words in text(answer)
    for name, value in sent.items():
        if name == "risk.tax":
            assert f'value="{value}"' in text(answer)
    assert not AssumptionVersion.objects.exists()


def test_the_effect_is_asked_for_followed_and_stopped(bank: LittleBank, client: Client) -> None:
    version = drafted(bank)
    place = f"/data/assumptions/versions/{version.pk}/"
    client.force_login(bank.sun)
    assert client.post(place + "preview/").status_code == 403
    client.force_login(bank.analyst)
    assert client.post(place + "preview/").status_code == 302
    assert "等待后台处理" in text(client.get(place + "effect/"))
    assert client.post(place + "preview/").status_code == 409
    assert client.post(place + "stop/").status_code == 302
    assert ProcrastinateJob.objects.get(task_name="dayend.preview").status == "cancelled"
    assert client.get(place + "effect/")["HX-Refresh"] == "true"


@pytest.mark.parametrize("login", ["analyst", "auditor", "sun", "li", "administrator"])
def test_the_effect_names_customers_to_those_who_see_the_whole_bank_alone(
    bank: LittleBank, client: Client, login: str
) -> None:
    version = drafted(bank)
    done(version)
    client.force_login(getattr(bank, login))
    page = text(client.get(f"/data/assumptions/versions/{version.pk}/"))
    assert ("减少最多的客户" in page) == (login in {"analyst", "auditor", "sun"})
    assert ("按机构的影响" in page) == (login in {"analyst", "auditor", "sun"})


def test_an_own_version_is_withdrawn_and_nobody_elses(bank: LittleBank, client: Client) -> None:
    place = f"/data/assumptions/versions/{drafted(bank).pk}/"
    client.force_login(bank.sun)
    assert client.post(place + "withdraw/").status_code == 403
    client.force_login(bank.analyst)
    assert client.post(place + "withdraw/").status_code == 302
    assert "已撤回" in text(client.get(place))
