"""Changing an assumption: its numbers and codes one by one, and refusals in words."""

from typing import Any

import pytest

from guanxi.value import assumptions
from guanxi.value.assumptions import editing, wording
from tests.value import spec

ENTRIES = assumptions.load(spec.AS_OF).entries


@pytest.mark.parametrize("key", ENTRIES)
def test_a_value_as_shipped_is_sensible_and_comes_back_whole_from_its_leaves(key: str) -> None:
    value = ENTRIES[key].value
    editing.check(key, value)
    texts = {way: str(leaf) for way, leaf in editing.leaves(value)}
    assert editing.changed(key, value, texts) == value


@pytest.mark.parametrize(
    ("key", "way", "text", "becomes"),
    [
        ("risk.tax", (), "0.2", 0.2),
        ("risk.pd", ("1",), "0.01", 0.01),
        ("transfer.pool", ("2", "tenor"), "60", 60),
        ("serving.minutes", ("counter", "deposit"), "3.5", 3.5),
        ("risk.capital_method", (), "basel", "basel"),
        ("risk.basel_class", ("card",), "retail", "retail"),
        ("risk.capital_floor", (), "2,000,000", 2_000_000),
    ],
)
def test_one_leaf_changes_and_all_others_stay(key: str, way: tuple[str, ...], text: str, becomes: Any) -> None:
    before = ENTRIES[key].value
    after = editing.changed(key, before, {way: text})
    changed = [
        (w, new) for (w, old), (_, new) in zip(editing.leaves(before), editing.leaves(after), strict=True) if old != new
    ]
    assert changed == [(way, becomes)]


@pytest.mark.parametrize(
    ("key", "text", "words"),
    [
        ("risk.tax", "a lot", "“a lot” is not a number"),
        ("risk.tax", "nan", "is not a number"),
        ("risk.tax", "{x}", "“{x}” is not a number"),
        ("risk.life_months", "2.5", "whole number"),
        ("risk.capital_method", "magic", "none of its choices"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(key: str, text: str, words: str) -> None:
    with pytest.raises(editing.NotSensible) as refused:
        editing.changed(key, ENTRIES[key].value, {(): text})
    assert words in refused.value.words.en and wording.of(key).name.zh in refused.value.words.zh


def test_a_share_within_a_table_of_rules_cannot_be_above_one_though_its_counts_can() -> None:
    fine = editing.changed("standing.levels", ENTRIES["standing.levels"].value, {("3", "share"): "0.6"})
    editing.check("standing.levels", fine)
    wrong = editing.changed("standing.levels", ENTRIES["standing.levels"].value, {("3", "share"): "6"})
    with pytest.raises(editing.NotSensible):
        editing.check("standing.levels", wrong)


@pytest.mark.parametrize("key", ENTRIES)
def test_every_row_and_column_of_a_table_has_words(key: str) -> None:
    for way, leaf in editing.leaves(ENTRIES[key].value):
        if editing.is_open(key, leaf):
            for name in way:
                assert name.isdigit() or wording.part(name).zh != name, name
