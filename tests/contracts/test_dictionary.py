"""The printed data dictionary is the one the contracts say."""

from pathlib import Path

import pytest

from guanxi.contracts import ALL, dictionary

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("language", dictionary.FILES)
def test_the_printed_dictionary_is_current(language: str) -> None:
    printed = (DOCS / dictionary.FILES[language]).read_text(encoding="utf-8")
    again = "run `python -m guanxi.contracts.dictionary docs` again"
    assert printed == dictionary.printed(language), again


@pytest.mark.parametrize("language", dictionary.FILES)
def test_every_column_of_every_contract_is_told(language: str) -> None:
    printed = dictionary.printed(language)
    for contract in ALL:
        assert f"### `{contract.name}` {contract.words.in_(language)}" in printed
        assert all(f"| `{column.name}` | {column.words.in_(language)} |" in printed for column in contract.columns)
