"""What use of cards and remittances is worth, on the value tab: told with interval, or why it is not."""

import pytest
from django.test import Client

from guanxi.book.customer_figures import CustomerFigure
from guanxi.guard import reach
from tests.cast import LittleBank

PATH = "/customers/C01/value/"


def _page(bank: LittleBank, client: Client, language: str, **values: object) -> str:
    with reach.system():
        CustomerFigure.objects.filter(slot=bank.run.slot, customer_id="C01").update(**values)
    bank.chen.language = language
    bank.chen.save()
    client.force_login(bank.chen)
    return client.get(PATH).content.decode()


@pytest.mark.parametrize(
    ("language", "form", "still", "silent"),
    [("zh-hans", "使用法：银行卡", "仍在使用：", "24个月内未使用，或使用的客户过少"),
     ("en", "By use: cards", "Still in use:", "not used in 24 months, or too few use it")],
)  # fmt: skip
def test_the_tab_tells_chance_value_and_interval_of_use_or_why_not(
    bank: LittleBank, client: Client, language: str, form: str, still: str, silent: str
) -> None:
    page = _page(bank, client, language, card_active=0.973, card_value=4_706, card_low=3_607, card_high=6_041)
    assert all(word in page for word in (form, still, "97.3", "4,706", "3,607", "6,041", silent))
    assert f"{PATH.replace('value', 'why')}card_value/" in page


@pytest.mark.parametrize(
    ("values", "told"),
    [({"remittance_active": 0.5}, "使用未带来收益"),
     ({"remittance_value": 120, "remittance_low": 0, "remittance_high": 300}, "仅使用一次，无法判断")],
)  # fmt: skip
def test_what_cannot_be_said_of_a_use_is_said_in_words(
    bank: LittleBank, client: Client, values: dict[str, object], told: str
) -> None:
    assert told in _page(bank, client, "zh-hans", **values)


def test_why_works_the_value_of_use_out_and_outside_the_reach_there_is_none(bank: LittleBank, client: Client) -> None:
    client.force_login(bank.chen)
    assert "Gamma-Gamma" in client.get("/customers/C01/why/card_value/").content.decode()
    client.force_login(bank.wang)
    assert client.get("/customers/C01/why/card_value/").status_code == 404
