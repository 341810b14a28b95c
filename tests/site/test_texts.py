"""The catalogues are complete, and the check would notice if they were not."""

from pathlib import Path

import pytest

from guanxi.site import texts

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'
PAGE = (
    "{% load i18n %}\n<p>{% translate 'Good day' %}</p>\n"
    "  {% blocktranslate with n=3 %}{{ n }} rows{% endblocktranslate %}"
)


def package(root: Path, entries: str) -> Path:
    """Write a package with one template and one catalogue."""
    (root / "page.html").write_text(PAGE)
    catalogue = root / "texts/desk/zh_Hans/LC_MESSAGES/django.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text(HEAD + entries)
    return root


WHOLE = 'msgid "Good day"\nmsgstr "您好"\n\nmsgid "%(n)s rows"\nmsgstr "%(n)s 行"\n'


def test_every_text_of_the_pages_has_its_chinese() -> None:
    assert texts.faults() == []


def test_a_whole_catalogue_has_no_fault(tmp_path: Path) -> None:
    assert texts.faults(package(tmp_path, WHOLE)) == []


@pytest.mark.parametrize(
    ("entries", "fault"),
    [
        ('msgid "Good day"\nmsgstr "您好"\n', "'%(n)s rows' has no Chinese"),
        (WHOLE.replace('"您好"', '""'), "is empty or fuzzy"),
        (WHOLE.replace('msgid "Good', '#, fuzzy\nmsgid "Good'), "is empty or fuzzy"),
        (WHOLE.replace('"%(n)s 行"', '"若干行"'), "has other places than its translation"),
    ],
)
def test_a_missing_empty_fuzzy_or_crooked_entry_is_a_fault(tmp_path: Path, entries: str, fault: str) -> None:
    assert any(fault in line for line in texts.faults(package(tmp_path, entries)))


def test_compiling_writes_what_changed_and_only_that(tmp_path: Path) -> None:
    root = package(tmp_path, WHOLE)
    assert texts.compile_all(root) == 1
    assert texts.compile_all(root) == 0
    assert (root / "texts/desk/zh_Hans/LC_MESSAGES/django.mo").stat().st_size > 0


def test_what_is_untranslated_is_printed_for_its_translator(tmp_path: Path) -> None:
    missing = texts.untranslated(package(tmp_path, ""))
    assert {message.id for message in missing if message.id} == {"Good day", "%(n)s rows"}
