"""The page of the model cards: who may look, both languages, none yet, judged and not judged."""

import json

import pytest
from django.test import Client

from guanxi.book.figures import Insight
from guanxi.guard import reach, rules
from guanxi.guard.rules import Action
from tests.cast import PEOPLE, LittleBank

PATH = "/data/models/"


def _card(bank: LittleBank, **measures: object) -> None:
    told = {"n": 4_000, "left": 40, "is_judged": True, "auc": 0.812, "lift": 4.5, "slope": 1.04, "bias": 0.02}
    told |= {"naive_auc": 0.701, "naive_lift": 3.1, "drift": 0.01} | measures
    figures = {
        "model": "departure_3m", "window_from": "2025-09-30", "window_to": "2026-06-30", "rows": 12_000, "events": 120,
        "verdict": "converged", "parameters": json.dumps({"intercept": -4.0, "trend=2": 2.1}), "checksum": "abc123",
        "measures": json.dumps(told), "tenths": json.dumps([[0.001, 0.002, 400.0], [0.05, 0.04, 400.0]]),
    }  # fmt: skip
    with reach.system():
        Insight.objects.create(run=bank.run, topic="model_cards", scope="bank", place=0, figures=figures)


@pytest.mark.parametrize("login", [login for login, *_ in PEOPLE])
def test_who_sees_the_data_sees_the_page_and_who_reaches_the_bank_its_cards(
    bank: LittleBank, client: Client, login: str
) -> None:
    _card(bank)
    person = getattr(bank, login)
    client.force_login(person)
    page = client.get(PATH)
    assert page.status_code == (200 if rules.is_allowed(person.role, Action.VIEW_DATA) else 403)
    assert ("abc123" in page.content.decode()) == (person.role in ("analyst", "auditor"))


@pytest.mark.parametrize(
    ("language", "none", "title", "sign", "unjudged"),
    [("zh-hans", "暂无模型卡", "三个月内流失", "余额下降超过三成", "不足以评判模型"),
     ("en", "No model card", "departure within three months", "balances fell by more than 30 %", "Too few left")],
)  # fmt: skip
def test_a_card_tells_its_data_its_judgement_and_its_signs(
    bank: LittleBank, client: Client, language: str, none: str, title: str, sign: str, unjudged: str
) -> None:
    bank.analyst.language = language
    bank.analyst.save()
    client.force_login(bank.analyst)
    assert none in client.get(PATH).content.decode()
    _card(bank)
    page = client.get(PATH).content.decode()
    assert title in page and sign in page and "0.812" in page and "0.701" in page and unjudged not in page
    with reach.system():
        Insight.objects.all().delete()
    _card(bank, is_judged=False, left=3, slope=None)
    assert unjudged in client.get(PATH).content.decode()


def _trial(bank: LittleBank, **told: object) -> None:
    figures = {
        "method": "counts", "hits": 507, "openings": 739, "rate": 0.686, "low": 0.652, "high": 0.718, "is_used": True,
        "verdict": "counts_stand", "gain": -0.004, "gain_low": -0.028, "gain_high": 0.02, "fitted_from": "2024-06-30",
        "fitted_to": "2025-06-30", "tried_to": "2026-06-30", "fitted_customers": 8_321, "fitted_openings": 702,
    }  # fmt: skip
    with reach.system():
        Insight.objects.create(run=bank.run, topic="next_trial", scope="bank", place=0, figures=figures | told)


@pytest.mark.parametrize("login", [login for login, *_ in PEOPLE])
def test_the_next_product_has_a_card_for_those_who_reach_the_bank(bank: LittleBank, client: Client, login: str) -> None:
    _trial(bank)
    person = getattr(bank, login)
    client.force_login(person)
    page = client.get(PATH)
    assert page.status_code == (200 if rules.is_allowed(person.role, Action.VIEW_DATA) else 403)
    assert ("8,321" in page.content.decode()) == (person.role in ("analyst", "auditor"))


@pytest.mark.parametrize(
    ("language", "title", "verdict", "cannot"),
    [("zh-hans", "一年内的下一个产品", "采用计数", "无客户新开立产品"),
     ("en", "Next product within a year", "the counts are used", "nobody opened one in the later year")],
)  # fmt: skip
def test_the_card_of_the_next_product_tells_window_verdict_and_hit_rate_with_interval(
    bank: LittleBank, client: Client, language: str, title: str, verdict: str, cannot: str
) -> None:
    bank.analyst.language = language
    bank.analyst.save()
    client.force_login(bank.analyst)
    _trial(bank)
    page = client.get(PATH).content.decode()
    days = [f"{year}年6月30日" if language == "zh-hans" else f"30 Jun {year}" for year in (2024, 2025)]
    told = (
        title,
        verdict,
        *days,
        "6月30日" if language == "zh-hans" else "30 Jun 2026",
        "68.6",
        "65.2",
        "71.8",
        "507",
        "702 / 739",
    )
    assert [word for word in told if word not in page] == []
    assert cannot not in page
    with reach.system():
        Insight.objects.all().delete()
    _trial(bank, rate=None, low=None, high=None, hits=0, openings=0, gain=None, gain_low=None, gain_high=None)
    page = client.get(PATH).content.decode()
    assert cannot in page
    assert "68.6" not in page
    with reach.system():
        Insight.objects.all().delete()
    # a run of before the windows were kept
    _trial(bank, fitted_from=None, fitted_to=None, tried_to=None, fitted_customers=None, fitted_openings=None)
    assert "68.6" in client.get(PATH).content.decode()
