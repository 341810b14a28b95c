"""How money is written: short by language, the real minus, zero as zero."""

from decimal import Decimal

import pytest

from guanxi.kit import amounts


@pytest.mark.parametrize(
    ("amount", "zh", "en"),
    [
        (0, "0", "0"),
        (Decimal("0.30"), "0", "0"),
        (Decimal("-0.30"), "0", "0"),
        (9_999, "9,999", "9,999"),
        (Decimal("9999.50"), "1.0万", "10.0 k"),
        (31_000, "3.1万", "31.0 k"),
        (1_284_000, "128.4万", "1.28 m"),
        (21_400_000, "2,140万", "21.40 m"),
        (486_000_000, "4.86亿", "486.0 m"),
        (12_000_000_000, "120.0亿", "12.00 bn"),
        (-1_284_000, "−128.4万", "−1.28 m"),
        (None, "–", "–"),
    ],
)
def test_short_forms(amount: Decimal | int | None, zh: str, en: str) -> None:
    assert amounts.short(amount, "zh-hans") == zh
    assert amounts.short(amount, "en") == en


def test_the_sign_of_the_currency_follows_the_minus() -> None:
    assert amounts.short(-31_000, "en", currency="CNY") == "−¥31.0 k"
    assert amounts.short(31_000, "zh-hans", currency="CZK") == "CZK 3.1万"


def test_a_gain_carries_its_sign_and_nothing_gained_none() -> None:
    assert amounts.short(42_000, "zh-hans", plus=True) == "+4.2万"
    assert amounts.short(0, "zh-hans", plus=True) == "0"


def test_the_full_form_keeps_the_cents() -> None:
    assert amounts.full(Decimal("-1234567.5"), currency="CNY") == "−¥1,234,567.50"


def test_percent_follows_the_language() -> None:
    assert amounts.percent(0.382, "zh-hans") == "38.2%"
    assert amounts.percent(-0.127, "en", plus=True) == "−12.7 %"
    assert amounts.percent(None, "en") == "–"
