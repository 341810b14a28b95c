"""The page of what acting changed: for those who lead, in plain words when numbers are few."""

import pytest
from django.http import HttpResponse
from django.test import Client

from tests import cast
from tests.cast import LittleBank
from tests.desk.test_trials import followed

ALLOWED = ("li", "zhao", "sun", "analyst", "auditor")


def text(response: HttpResponse) -> str:
    return response.content.decode()


@pytest.mark.parametrize("login", [login for login, *_ in cast.PEOPLE])
def test_only_those_who_lead_see_it(bank: LittleBank, client: Client, login: str) -> None:
    client.force_login(getattr(bank, login))
    assert client.get("/value/acting/").status_code == (200 if login in ALLOWED else 403)


def test_a_scope_outside_the_reach_does_not_exist(bank: LittleBank, client: Client) -> None:
    client.force_login(bank.li)
    assert client.get("/value/acting/?scope=unit&id=B2").status_code == 404


def test_before_anything_is_measured_it_says_what_is_missing(bank: LittleBank, client: Client) -> None:
    client.force_login(bank.analyst)
    assert "目前尚无法判断" in text(client.get("/value/acting/"))


def test_a_clear_difference_and_too_few_lines_are_told_in_words(bank: LittleBank, client: Client) -> None:
    followed([100, 120] * 20, [40, 60] * 20)
    client.force_login(bank.analyst)
    page = text(client.get("/value/acting/"))
    assert "行动有效" in page and "3 个月后" in page
    bank.analyst.language = "en"
    bank.analyst.save()
    page = text(client.get("/value/acting/"))
    assert "acting helped" in page and "no difference can be told apart from chance" in page
    assert "Too few" not in page


def test_few_lines_are_told_as_few(bank: LittleBank, client: Client) -> None:
    followed([100] * 3, [1] * 2)
    client.force_login(bank.analyst)
    assert "样本过少：显示 3 项、对照 2 项" in text(client.get("/value/acting/"))
