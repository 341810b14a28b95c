"""The page of the profit bridge: it adds up, in both languages, within the reach."""

import json
import re
from decimal import Decimal
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from guanxi.book import bridge, scopes
from guanxi.book.figures import Insight
from guanxi.contracts.figures.bridge import CAUSES
from guanxi.guard import reach
from tests import cast
from tests.cast import LittleBank

ALLOWED = ("chen", "zhou", "wang", "li", "zhao", "sun", "analyst", "auditor")
STEPS = [[100 * (step % 5) - 90, 0, 10 * step, *([1] * (len(CAUSES) - 3))] for step in range(1, 24)]
PROFITS = [50_000]
for moves in STEPS:
    PROFITS.append(PROFITS[-1] + sum(moves))


def text(response: HttpResponse) -> str:
    return response.content.decode()


def drawn(page: str) -> dict[str, Any]:
    found = re.search(r'<script id="bridge" type="application/json">(.*?)</script>', page)
    assert found
    told: dict[str, Any] = json.loads(found[1])
    return told


@pytest.fixture
def bridged(bank: LittleBank) -> LittleBank:
    figures = {"profits": json.dumps(PROFITS), "steps": json.dumps(STEPS)}
    places = [("bank", ""), *(("unit", u) for u in ("HQ", "B1", "B2")), *(("staff", f"S0{n}") for n in (1, 2, 3))]
    with reach.system():
        Insight.objects.bulk_create(
            Insight(run=bank.run, topic="profit_bridge", scope=scope, scope_id=key, place=0, figures=figures)
            for scope, key in places
        )
    return bank


@pytest.mark.parametrize("login", [login for login, *_ in cast.PEOPLE])
def test_each_role_is_let_in_or_refused(bridged: LittleBank, client: Client, login: str) -> None:
    client.force_login(getattr(bridged, login))
    assert client.get("/value/bridge/").status_code == (200 if login in ALLOWED else 403)


@pytest.mark.parametrize(("login", "scope"), [("li", "scope=unit&id=B2"), ("chen", "scope=staff&id=S02")])
def test_a_scope_outside_the_reach_does_not_exist(bridged: LittleBank, client: Client, login: str, scope: str) -> None:
    client.force_login(getattr(bridged, login))
    assert client.get(f"/value/bridge/?{scope}").status_code == 404


@pytest.mark.parametrize(("first", "last"), [(0, 23), (11, 12), (3, 20)])
def test_any_two_months_are_bridged_to_the_cent(bridged: LittleBank, first: int, last: int) -> None:
    with reach.acting(bridged.analyst):
        months = bridge.months(bridged.run)
        found = bridge.between(bridged.run, scopes.start(bridged.analyst), months[first], months[last])
    assert found is not None
    assert found.before + sum(found.causes.values(), Decimal(0)) == found.after
    assert found.after == Decimal(PROFITS[last]) / 100


def test_two_years_are_bridged_to_the_cent(bridged: LittleBank) -> None:
    with reach.acting(bridged.analyst):
        found = bridge.between(bridged.run, scopes.start(bridged.analyst), "", "")
    assert found is not None and found.is_year
    assert found.before + sum(found.causes.values(), Decimal(0)) == found.after
    assert (found.before, found.after) == (Decimal(sum(PROFITS[:12])) / 100, Decimal(sum(PROFITS[12:])) / 100)


def test_the_waterfall_leads_from_one_profit_to_the_other(bridged: LittleBank, client: Client) -> None:
    client.force_login(bridged.analyst)
    page = text(client.get("/value/bridge/"))
    items = drawn(page)["items"]
    assert items[0]["value"] + sum(item["value"] for item in items[1:-1]) == pytest.approx(items[-1]["value"])
    assert "利润" in drawn(page)["summary"]
    bridged.analyst.language = "en"
    bridged.analyst.save()
    assert "What moved our profit?" in text(client.get("/value/bridge/"))


def test_the_customers_with_the_largest_effects_are_those_of_the_reach(bridged: LittleBank, client: Client) -> None:
    client.force_login(bridged.chen)
    page = text(client.get("/value/bridge/"))
    shown = set(re.findall(r"/customers/(C\d+)/", page))
    assert shown and shown <= {"C01", "C02", "C03", "C04"}


@pytest.mark.parametrize("query", ["from=x&to=y", "from=2026-06&to=2026-06", "from=1999-01&to=2026-06"])
def test_nonsense_months_fall_back_to_the_years(bridged: LittleBank, client: Client, query: str) -> None:
    client.force_login(bridged.analyst)
    assert drawn(text(client.get(f"/value/bridge/?{query}")))["items"][0]["label"] == "2025年6月"


def test_a_run_without_bridge_is_told_in_words(bank: LittleBank, client: Client) -> None:
    client.force_login(bank.analyst)
    assert "暂无利润桥" in text(client.get("/value/bridge/"))
