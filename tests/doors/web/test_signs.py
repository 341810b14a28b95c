"""The page of the five signs: what it says, what it cannot say, and whom it shows."""

import json

import pytest
from django.http import HttpResponse
from django.test import Client

from guanxi.book.figures import Insight
from guanxi.contracts.figures.signs import SIGN_LINES
from guanxi.guard import reach
from tests import cast
from tests.cast import LittleBank

ALLOWED = ("chen", "zhou", "wang", "li", "zhao", "sun", "analyst", "auditor")
NOW = {
    "walk_in_risk": 0.31,
    "sought_risk": 0.12,
    "outbound": 5.1,
    "inbound": 4.2,
    "top20": 0.83,
    "top1": 0.3,
    "top10": 0.9,
}


def text(response: HttpResponse) -> str:
    return response.content.decode()


@pytest.fixture
def signed(bank: LittleBank) -> LittleBank:
    """Return the little bank with its five signs; what a win takes cannot be known."""
    rows = []
    for scope, key in (
        ("bank", ""),
        ("unit", "B1"),
        ("unit", "B2"),
        *(("staff", f"S0{n}") for n in (1, 2, 3)),
        ("unit", "HQ"),
    ):
        for place, line in enumerate(SIGN_LINES):
            now = NOW.get(line)
            known = [now] * 21 + [None] * 3 if now is not None else [None] * 24
            figures = {
                "line": line, "values": json.dumps(known), "now": now, "before": now, "basis": 40,
                "customers": '[["C01", 9], ["C09", 7]]' if line == "outbound" else "[]",
                "direction": "steady" if now is not None else "unknown",
            }  # fmt: skip
            rows.append(
                Insight(run=bank.run, topic="five_signs", scope=scope, scope_id=key, place=place, figures=figures)
            )
    with reach.system():
        Insight.objects.bulk_create(rows)
    return bank


@pytest.mark.parametrize("path", ["/value/signs/", "/value/signs/outbound/"])
@pytest.mark.parametrize("login", [login for login, *_ in cast.PEOPLE])
def test_each_role_is_let_in_or_refused(signed: LittleBank, client: Client, login: str, path: str) -> None:
    client.force_login(getattr(signed, login))
    assert client.get(path).status_code == (200 if login in ALLOWED else 403)


@pytest.mark.parametrize("path", ["/value/signs/", "/value/signs/outbound/"])
def test_a_scope_outside_the_reach_does_not_exist(signed: LittleBank, client: Client, path: str) -> None:
    client.force_login(signed.li)
    assert client.get(f"{path}?scope=unit&id=B2").status_code == 404
    assert client.get(f"{path}?scope=bank").status_code == 404


def test_a_sign_answers_in_words_and_the_unknown_says_why(signed: LittleBank, client: Client) -> None:
    signed.analyst.language = "en"
    signed.analyst.save()
    client.force_login(signed.analyst)
    page = text(client.get("/value/signs/"))
    assert "Of those who walk in, 31.0 % are risky; of those we go after, 12.0 %" in page
    assert "No win on record says how many contacts it took." in page
    assert "the last 3 months cannot be known yet" in page
    signed.analyst.language = "zh-hans"
    signed.analyst.save()
    page = text(client.get("/value/signs/"))
    assert "每百户每月我方发起联系 5.1 次，客户发起 4.2 次" in page
    assert "获客记录均未注明联系次数" in page


def test_only_customers_within_the_reach_stand_behind_a_line(signed: LittleBank, client: Client) -> None:
    client.force_login(signed.li)
    page = text(client.get("/value/signs/outbound/"))
    assert "/customers/C01/" in page
    assert "C09" not in page
    client.force_login(signed.analyst)
    assert "/customers/C09/" in text(client.get("/value/signs/outbound/"))
    assert client.get("/value/signs/moonlight/").status_code == 404


def test_a_run_without_signs_is_told_in_words(bank: LittleBank, client: Client) -> None:
    client.force_login(bank.analyst)
    assert "暂无信号" in text(client.get("/value/signs/"))


def test_too_few_newcomers_are_said_to_be_too_few_and_no_share_is_asserted(signed: LittleBank, client: Client) -> None:
    with reach.system():
        for row in Insight.objects.filter(topic="five_signs", figures__line="walk_in_risk"):
            row.figures |= {"direction": "few"}
            row.save()
    said = {}
    for language in ("en", "zh-hans"):
        signed.analyst.language = language
        signed.analyst.save()
        client.force_login(signed.analyst)
        said[language] = text(client.get("/value/signs/"))
    assert "Too few new customers have a risk grade" in said["en"] and "Of those who walk in" not in said["en"]
    assert "有风险评级的新客户太少，无法判断哪类客户风险更高" in said["zh-hans"]
