"""Template tags: figures as a page writes them, in the page's language."""

from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import translation


def written(source: str, language: str = "zh-hans", **facts: object) -> str:
    with translation.override(language):
        return Template("{% load figures %}" + source).render(Context(facts))


def test_money_is_short_with_the_full_figure_as_title() -> None:
    assert written("{{ x|money }}", x=Decimal("1284000.50")) == '<span class="num" title="¥1,284,000.50">128.4万</span>'
    assert "¥1.28 m" in written("{{ x|priced }}", "en", x=Decimal("1284000.50"))


def test_nothing_is_a_dash_and_zero_is_zero() -> None:
    assert ">–<" in written("{{ x|money }}", x=None)
    assert ">0<" in written("{{ x|money }}", x=0)


def test_a_gain_and_a_loss_carry_sign_and_class() -> None:
    assert 'class="num up"' in written("{{ x|signed }}", x=42_000) and "+4.2万" in written("{{ x|signed }}", x=42_000)
    assert 'class="num down"' in written("{{ x|signed }}", x=-42_000)


@pytest.mark.parametrize(
    ("now", "before", "word", "sign"),
    [(103, 100, "上升", "+3.0%"), (97, 100, "下降", "−3.0%"), (-50, -100, "上升", "+50.0%")],
)
def test_a_change_says_it_in_sign_and_word(now: int, before: int, word: str, sign: str) -> None:
    page = written("{% change now before %}", now=now, before=before)
    assert word in page and sign in page


def test_no_change_and_no_comparison_are_words() -> None:
    assert "持平" in written("{% change 100 100 %}")
    assert "无可比数据" in written("{% change 100 None %}")


def test_a_code_is_written_in_words_and_an_unknown_one_as_it_is() -> None:
    assert written('{{ "priority"|coded:"customer_figures.grade" }}') == "优先产品服务"
    assert written('{{ "priority"|coded:"customer_figures.grade" }}', "en") == "priority products"
    assert written('{{ "new"|coded:"customer_figures.grade" }}') == "new"


def test_minor_units_become_money() -> None:
    assert "1.0万" in written("{{ x|minor|money }}", x=1_000_000)


def test_why_links_open_beside_the_page() -> None:
    page = written("{% why 'desk:why' 7 %}")
    assert 'href="/work/7/why/"' in page and "data-panel" in page and "为什么？" in page


def test_an_icon_without_label_is_hidden_from_screen_readers() -> None:
    assert 'aria-hidden="true"' in written('{% icon "check" %}')
    assert 'aria-label="完成"' in written('{% icon "check" "完成" %}')


def test_a_gain_turned_into_a_loss_is_told_as_an_amount_not_as_percent() -> None:
    told = written("{% change now before %}", now=Decimal("-553000"), before=Decimal("6940"))
    assert "%" not in told and "56.0万" in told
    assert "%" in written("{% change 110 100 %}")


@pytest.mark.parametrize(
    ("language", "kind", "words"),
    [
        ("zh-hans", "company", "小型企业"),
        ("zh-hans", "person", "大众客户"),
        ("en", "company", "small"),
        ("en", "person", "mass market"),
    ],
)
def test_a_person_is_no_small_company(language: str, kind: str, words: str) -> None:
    assert written("{{ 'small'|tier:kind }}", language, kind=kind) == words


@pytest.mark.parametrize(
    ("took", "zh", "en"), [(30.66, "30.7秒", "30.7 s"), (248.2, "4分08秒", "4 min 08 s"), (None, "–", "–")]
)
def test_what_took_long_is_told_in_the_words_of_the_language(took: float | None, zh: str, en: str) -> None:
    assert written("{{ took|seconds }}", took=took) == zh
    assert written("{{ took|seconds }}", language="en", took=took) == en


@pytest.mark.parametrize(
    ("kept", "zh", "en"),
    [
        ("2025-04-30", "2025年4月30日", "30 Apr 2025"),
        ("2025-04", "2025年4月", "Apr 2025"),
        ("A01", "A01", "A01"),
        ("", "–", "–"),
    ],
)
def test_a_day_kept_as_text_is_written_as_a_day(kept: str, zh: str, en: str) -> None:
    assert written("{{ kept|dated }}", kept=kept) == zh
    assert written("{{ kept|dated }}", language="en", kept=kept) == en


def test_a_share_too_small_for_its_decimals_is_not_nought() -> None:
    assert written("{{ share|percent:2 }}", share=0.00002) == "&lt;0.01%"
    assert written("{{ share|percent:2 }}", share=0.0) == written("{{ share|percent:2 }}", share=1e-17) == "0.00%"
