"""The page of the last proof: who may look, in both languages, before the first and with a result that fails."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from guanxi.guard import rules
from guanxi.guard.rules import Action
from guanxi.kit.words import Words
from guanxi.value.prove import outcome
from guanxi.value.prove.claims import Claim, Subject
from tests.cast import PEOPLE, LittleBank

PATH = "/data/proof/"


@pytest.mark.parametrize("login", [login for login, *_ in PEOPLE])
def test_who_sees_the_data_sees_the_proof(bank: LittleBank, client: Client, login: str) -> None:
    person = getattr(bank, login)
    client.force_login(person)
    expected = 200 if rules.is_allowed(person.role, Action.VIEW_DATA) else 403
    assert client.get(PATH).status_code == expected


@pytest.mark.parametrize(
    ("language", "empty", "failed", "left_out"),
    [
        ("zh-hans", "尚未做过验证", "1 项结果不成立", "已略过"),
        ("en", "Nothing has been proved", "do not hold", "left out"),
    ],
)
def test_what_was_found_is_told_by_subject(
    bank: LittleBank, client: Client, language: str, empty: str, failed: str, left_out: str
) -> None:
    bank.analyst.language = language
    bank.analyst.save()
    client.force_login(bank.analyst)
    assert empty in client.get(PATH).content.decode()
    folder = Path(settings.DATA)
    folder.mkdir(parents=True, exist_ok=True)
    one = Subject("s", Words("One law", "一条定律"), "paper", (), lambda _: ())
    two = Subject("t", Words("Two", "二"), "paper", ("file.csv",), lambda _: ())
    claims = [Claim("a.right", 1.0, 1.0, 0.0), Claim("a.wrong", 1.0, 2.0, 0.0)]
    outcome.keep(folder, [(one, claims), (two, [])], datetime(2026, 1, 2, tzinfo=UTC))
    page = client.get(PATH).content.decode()
    assert one.words.in_(language) in page and "a.wrong" in page and left_out in page
    assert failed in page or "does not hold" in page
