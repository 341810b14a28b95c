"""Codes of places and industries are told in the words of GB/T 2260 and GB/T 4754."""

import re

import pytest

from guanxi.contracts import industries, regions
from guanxi.contracts.cities import CITIES
from guanxi.contracts.divisions import DIVISIONS


@pytest.mark.parametrize(
    ("code", "zh", "en"),
    [
        ("330000", "浙江", "Zhejiang"),
        ("330100", "浙江杭州", "Hangzhou, Zhejiang"),
        ("330106", "浙江杭州 330106", "Hangzhou, Zhejiang 330106"),
        ("110101", "北京 110101", "Beijing 110101"),
    ],
)
def test_a_region_is_told_by_city_and_a_district_keeps_its_code(code: str, zh: str, en: str) -> None:
    found = regions.named(code)
    assert found is not None and (found.zh, found.en) == (zh, en)


def test_other_codes_of_regions_stand_for_themselves() -> None:
    assert [regions.named(code) for code in ("", "CZ010", "990000", "3301")] == [None] * 4


@pytest.mark.parametrize(
    ("code", "zh", "en"),
    [
        ("C38", "电气机械和器材制造业", "Electrical machinery"),
        ("C", "制造业", "Manufacturing"),
        ("C99", "制造业 C99", "Manufacturing C99"),
    ],
)
def test_an_industry_is_told_by_its_division(code: str, zh: str, en: str) -> None:
    found = industries.named(code)
    assert found is not None and (found.zh, found.en) == (zh, en)


def test_names_are_in_their_languages_and_every_province_and_section_is_known() -> None:
    words = [*CITIES.items(), *DIVISIONS.items()]
    assert [code for code, told in words if not re.fullmatch("[一-鿿、]+", told.zh) or not told.en.isascii()] == []
    assert {code[:2] for code in CITIES} < set(regions.PROVINCES) and len(CITIES) == 333
    assert {code[0] for code in DIVISIONS} == set(industries.SECTIONS) and len(DIVISIONS) == 97
