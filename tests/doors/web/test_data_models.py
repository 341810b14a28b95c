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
