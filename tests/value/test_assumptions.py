"""Assumptions: every key has words in both languages, own versions are in force from their day on."""

import re
from datetime import date

import pytest

from guanxi.value import assumptions
from guanxi.value.assumptions import Overlay, wording
from tests.value import spec

ENTRIES = assumptions.load(spec.AS_OF).entries
JULY = date(2026, 7, 1)


@pytest.mark.parametrize("key", ENTRIES)
def test_every_assumption_has_its_words_unit_and_source_in_both_languages(key: str) -> None:
    told = wording.of(key)
    unit, source = wording.unit(ENTRIES[key]), wording.source(ENTRIES[key])
    assert told.name.en != told.name.zh and re.search("[一-鿿]", told.name.zh), key
    assert unit is not None and re.search("[一-鿿]", unit.zh), key
    assert re.search("[一-鿿]|IFRS|ISO", source.zh) and not re.search("[一-鿿]", source.en), key


@pytest.mark.parametrize("topic", assumptions.topics())
def test_words_are_kept_for_no_key_that_is_gone(topic: str) -> None:
    content = assumptions.topics()[topic]
    assert set(content["words"]) - {"topic"} <= {name for v in content["versions"] for name in v["values"]}
    assert re.search("[一-鿿]", wording.topic(topic).zh)


@pytest.mark.parametrize("topic", assumptions.topics())
def test_no_chinese_text_is_cut_off_at_a_comma_and_all_carry_chinese_marks(topic: str) -> None:
    known = {"en", "zh", "unit", "source", "low", "high", "choices"}
    for name, told in assumptions.topics()[topic]["words"].items():
        assert set(told) <= known, (name, "a half-width comma ended the text")
        texts = [told[part] for part in ("zh", "unit", "source") if part in told]
        assert [text for text in texts if re.search("[一-鿿][,;:?!]|[,;:?!][一-鿿]", text)] == [], name


def test_an_own_version_is_in_force_from_its_day_on_and_not_the_day_before() -> None:
    overlay = Overlay(JULY, "risk-1", "the board", {"risk.hurdle": 0.13})
    before, after = (assumptions.load(day, [overlay]) for day in (date(2026, 6, 30), JULY))
    assert before["risk.hurdle"] == 0.11 and before.versions()["risk"] == "1"
    assert after["risk.hurdle"] == 0.13 and after.versions()["risk"] == "1 + risk-1"
    assert after.entries["risk.hurdle"].source == "the board"
    assert after.on(date(2026, 6, 30))["risk.hurdle"] == 0.11
    assert before.on(JULY)["risk.hurdle"] == 0.13


def test_the_newest_own_version_wins_and_tables_keep_the_kind_of_their_keys() -> None:
    first = Overlay(JULY, "risk-1", "a", {"risk.pd": {"1": 0.01, "2": 0.1, "3": 1.0}})
    second = Overlay(date(2026, 8, 1), "risk-2", "b", {"risk.pd": {"1": 0.02, "2": 0.1, "3": 1.0}})
    found = assumptions.load(date(2026, 8, 31), [second, first])
    assert found["risk.pd"] == {1: 0.02, 2: 0.1, 3: 1.0}
    assert assumptions.load(date(2026, 7, 31), [second, first])["risk.pd"][1] == 0.01


def test_an_own_version_of_a_key_no_file_knows_changes_nothing() -> None:
    plain = assumptions.load(JULY)
    assert assumptions.load(JULY, [Overlay(JULY, "x", "y", {"risk.gone": 1})]).checksum() == plain.checksum()
