"""Sizes and names of files and functions: what fits on a page is read."""

import statistics

import pytest

from tests.repository import tree

FILE, FUNCTION, TEMPLATE = 400, 70, 150
VAGUE = {"utils", "util", "helpers", "helper", "common", "service", "services", "manager", "managers", "base", "misc"}
SOURCES = [path for path in tree.tracked() if path.suffix in {".py", ".js", ".css"} and "vendor" not in path.parts]


@pytest.mark.parametrize("path", SOURCES, ids=tree.relative)
def test_no_file_is_longer_than_can_be_read(path: tree.Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= FILE


def test_half_of_the_files_are_short() -> None:
    lines = [len(path.read_text(encoding="utf-8").splitlines()) for path in tree.python("src")]
    assert statistics.median(lines) <= 100
    assert statistics.quantiles(lines, n=10)[-1] <= 250


def test_functions_are_short() -> None:
    found = [
        (tree.relative(path), name, size) for path in tree.python("src", "tests") for name, size in tree.functions(path)
    ]
    assert [one for one in found if one[2] > FUNCTION] == []
    sizes = [size for place, _, size in found if place.startswith("src")]
    assert statistics.median(sizes) <= 10
    assert statistics.quantiles(sizes, n=10)[-1] <= 30


def test_templates_are_short() -> None:
    pages = [path for path in tree.tracked() if path.suffix == ".html"]
    assert [tree.relative(p) for p in pages if len(p.read_text(encoding="utf-8").splitlines()) > TEMPLATE] == []


def test_no_file_has_a_name_that_says_nothing() -> None:
    suffixes = {".py", ".html", ".js", ".css"}
    named = [path for path in tree.tracked() if path.suffix in suffixes and "vendor" not in path.parts]
    assert [tree.relative(path) for path in named if {path.stem, path.parent.name} & VAGUE] == []
