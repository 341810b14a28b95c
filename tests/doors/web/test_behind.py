"""Rows behind an entry of the reconciliation: looked up for a unit of one's own, never for another's."""

from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django.fixtures import Settings

from guanxi.guard import reach
from guanxi.intake import manifest
from guanxi.value import behind
from tests.cast import LittleBank
from tests.value.tiny_bank import TinyBank

ASKED = "/value/reconciliation/rows/?scope=unit&id=B1&month=2026-06&line=fees"


def text(response: HttpResponse) -> str:
    return response.content.decode()


@pytest.fixture
def in_store(bank: LittleBank, settings: Settings, tmp_path: Path) -> None:
    settings.GUANXI_DATA = tmp_path
    with reach.system():
        manifest.add(TinyBank(1).write(tmp_path / "store"), load=None)


@pytest.mark.parametrize(
    ("login", "status"), [("li", 200), ("sun", 200), ("analyst", 200), ("zhao", 404), ("chen", 404), ("service", 403)]
)
def test_each_role_sees_the_rows_of_its_own_units(bank: LittleBank, client: Client, login: str, status: int) -> None:
    client.force_login(getattr(bank, login))
    assert client.get(ASKED).status_code == status


@pytest.mark.parametrize(("language", "words"), [("zh-hans", "数据范围外"), ("en", "outside your reach")])
def test_customers_outside_the_reach_are_one_line_together(
    bank: LittleBank, client: Client, in_store: None, monkeypatch: pytest.MonkeyPatch, language: str, words: str
) -> None:
    plain = {"family": "current", "currency": "CNY", "average_balance": 100, "treasury": 0}
    found = [
        plain | {"account_id": f"A{n}", "customer_id": key, "amount": 1_00}
        for n, key in enumerate(("C01", "C99", "C98"))
    ]
    monkeypatch.setattr(behind, "rows", lambda *parts, **rest: behind.Behind(3, 3_00, 0, found))
    bank.li.language = language
    bank.li.save(update_fields=["language"])
    client.force_login(bank.li)
    page = text(client.get(ASKED))
    assert "A0" in page and "A1" not in page and "A2" not in page
    assert words in page


def test_an_address_that_says_nothing_is_not_found(bank: LittleBank, client: Client) -> None:
    client.force_login(bank.analyst)
    for asked in ("", "?scope=unit&id=B1&month=2026-06&line=nothing", "?month=2026-06&line=fees"):
        assert client.get(f"/value/reconciliation/rows/{asked}").status_code == 404
    assert client.get(ASKED.replace("2026-06", "1999-01")).status_code == 200
