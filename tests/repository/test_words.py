"""One term, one meaning: the glossary's words are used as it says, and personal data are declared as such."""

import re

import pytest

from guanxi import contracts
from guanxi.contracts import Column, Privacy
from guanxi.contracts.figures import PUBLISHED
from tests.repository import tree

GLOSSARY = (tree.ROOT / "GLOSSARY.md").read_text(encoding="utf-8")
PERSONAL = re.compile(r"(^|_)(id_number|phone|email|address|born_on|passport|birth)|^name$")
#: Words that may only stand for what the glossary says: word → what follows or goes before is allowed.
MISUSED = {
    r"\b(service|product|relation(ship)?)_tier\b": "tier is potential only",
    r"\b(potential|product|relation(ship)?)_grade\b": "grade is service only",
    r"\b(service|potential|customer)_level\b": "level is product relation only",
    r"\buser_account\b|\blogin_account\b|\baccount_plan\b": "account is 账户 only",
    r"\bchurn": "the event is a departure, its probability a departure risk",
}
EVERY = [(contract, column) for contract in (*contracts.ALL, *PUBLISHED) for column in contract.columns]


@pytest.mark.parametrize(("contract", "column"), EVERY, ids=lambda one: one.name)
def test_a_column_about_a_person_says_so(contract: contracts.Contract, column: Column) -> None:
    about_people = contract.name in {"customers", "staff"} and PERSONAL.search(column.name)
    if about_people:
        assert column.privacy == Privacy.PERSONAL


@pytest.mark.parametrize("pattern", MISUSED)
def test_the_words_of_the_glossary_are_not_misused(pattern: str) -> None:
    wrong = re.compile(pattern)
    sources = [*tree.python("src"), *(path for path in tree.tracked() if path.suffix == ".html")]
    assert [tree.relative(p) for p in sources if wrong.search(p.read_text(encoding="utf-8"))] == [], MISUSED[pattern]


def test_the_glossary_is_sorted_and_has_both_languages() -> None:
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in GLOSSARY.splitlines() if line.startswith("| ")
    ]
    terms = [row for row in rows if row[0] != "English"]
    assert [row[0].lower() for row in terms] == sorted(row[0].lower() for row in terms)
    assert [row[0] for row in terms if not re.search(r"[一-鿿A-Z]", row[1]) or not row[2]] == []


@pytest.mark.parametrize(
    "part", ["kit", "contracts", "guard", "book", "intake", "value", "desk", "dayend", "demo", "doors"]
)
def test_every_part_says_in_one_file_what_it_is(part: str) -> None:
    assert (tree.PACKAGE / part / "__init__.py").read_text(encoding="utf-8").startswith('"""')
