"""The model cards of products used: who may look, both languages, judged and not judged."""

import json

import pytest
from django.test import Client

from guanxi.book.figures import Insight
from guanxi.guard import reach, rules
from guanxi.guard.rules import Action
from tests.cast import PEOPLE, LittleBank

PATH = "/data/models/"


def _card(bank: LittleBank, **told: object) -> None:
    measures = {"n": 3_703, "gone": 213, "bias": -0.121, "naive_bias": -0.031, "auc": 0.979, "naive_auc": 0.961}
    measures |= {"gone_foretold": 138.3, "is_judged": True}
    figures = {
        "use": "card", "window_from": "2024-07-01", "window_to": "2026-06-30", "tested_from": "2025-07-01",
        "customers": 5_540, "again": 5_454, "uses": 321_307, "histories": 2_117, "verdict": "converged",
        "amount_verdict": "at_bound", "parameters": json.dumps({"r": 2.3157, "p": 14.1267}), "checksum": "32fb71",
        "measures": json.dumps(measures), "tracking": json.dumps([[1.0, 3108.9, 3104.0, 3237.2]] * 12),
    }  # fmt: skip
    with reach.system():
        Insight.objects.create(run=bank.run, topic="usage_models", scope="bank", place=0, figures=figures | told)


@pytest.mark.parametrize("login", [login for login, *_ in PEOPLE])
def test_the_card_is_for_those_who_reach_the_bank(bank: LittleBank, client: Client, login: str) -> None:
    _card(bank)
    person = getattr(bank, login)
    client.force_login(person)
    page = client.get(PATH)
    assert page.status_code == (200 if rules.is_allowed(person.role, Action.VIEW_DATA) else 403)
    assert ("32fb71" in page.content.decode()) == (person.role in ("analyst", "auditor"))


@pytest.mark.parametrize(
    ("language", "title", "verdict", "cannot"),
    [("zh-hans", "银行卡的使用", "参数停在边界", "无法评价预测效果"),
     ("en", "Use of cards", "a parameter stands", "Cannot say how")],
)  # fmt: skip
def test_the_card_tells_window_verdicts_and_both_rules_or_that_it_cannot_say(
    bank: LittleBank, client: Client, language: str, title: str, verdict: str, cannot: str
) -> None:
    bank.analyst.language = language
    bank.analyst.save()
    client.force_login(bank.analyst)
    _card(bank)
    page = client.get(PATH).content.decode()
    told = (title, verdict, "5,540 / 5,454", "12.1", "0.979", "0.961", "138 / 213", "2.316", "track-card")
    assert [word for word in told if word not in page] == [] and cannot not in page
    with reach.system():
        Insight.objects.all().delete()
    _card(bank, measures=json.dumps({"is_judged": False}), tracking="[]", parameters="{}", verdict="months_missing")
    page = client.get(PATH).content.decode()
    assert cannot in page and 'id="track-card"' not in page
