"""What a search may find: pairs, initials, numbers and tails, and the exact look that sorts out chance hits."""

import pytest

from guanxi.book import search


def test_initials_are_pinyin_for_chinese_and_letters_for_the_rest() -> None:
    assert search.initials("华川精密 Ltd") == "hcjmltd"


def test_the_first_entry_holds_initials_and_name_whole() -> None:
    assert search.grams("华川 Metal", "C01", "")[0] == "=hcmetal 华川metal"


def test_entries_hold_pairs_initials_and_tails() -> None:
    entries = set(search.grams("林雪", "C0004", "138-0001-0004"))
    assert entries == {"=lx 林雪", "林雪", "林", "^lx", "~0004"}


def test_a_number_is_looked_for_by_its_last_four_and_compared_whole() -> None:
    assert search.Look(("~0004",), tail="c0004") in search.looks("C0004")
    assert search.Look(("~0004",)) in search.looks("0004")
    assert search.Look(("~c4",)) in search.looks("C4")
    assert "~c4" in search.grams("林雪", "C4", "")


def test_a_short_telephone_has_no_tail() -> None:
    assert [e for e in search.grams("林雪", "1", "12") if e.startswith("~")] == ["~1"]


@pytest.mark.parametrize("query", ["", "  ", "\n"])
def test_nothing_is_looked_for_in_an_empty_query(query: str) -> None:
    assert list(search.looks(query)) == []


def test_longer_queries_ask_for_an_exact_second_look() -> None:
    assert all(look.within == "hcj" for look in search.looks("hcj") if len(look.entries) > 1)


@pytest.mark.parametrize(("query", "close"), [("林雪", 0), ("c04", 0), ("林", 1), ("C0", 1), ("lx", 2), ("雪", 3)])
def test_closeness_puts_the_very_one_first(query: str, close: int) -> None:
    assert search.closeness(query, "林雪", "C04") == close
