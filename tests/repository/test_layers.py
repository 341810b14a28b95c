"""Layers hold, and every part of the web has its tests and its page."""

import ast
import subprocess
import sys

import pytest

from tests.repository import tree

WEB = tree.PACKAGE / "doors" / "web"


def test_each_layer_uses_only_what_lies_below() -> None:
    checked = subprocess.run(
        [f"{sys.prefix}/bin/lint-imports", "--no-cache"], cwd=tree.ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert checked.returncode == 0, checked.stdout


@pytest.mark.parametrize("path", tree.python("src"), ids=tree.relative)
def test_every_module_says_what_it_is_for(path: tree.Path) -> None:
    story = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")), clean=True)
    assert story or path.stat().st_size == 0
    assert len((story or "").splitlines()) <= 9


def test_no_catch_all_but_at_the_doors() -> None:
    caught = []
    for path in tree.python("src"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ExceptHandler) and (node.type is None or ast.unparse(node.type) == "Exception"):
                caught.append(tree.relative(path))
    assert [place for place in caught if not place.startswith("src/guanxi/doors/")] == []


@pytest.mark.parametrize("topic", sorted(p.name for p in WEB.iterdir() if (p / "urls.py").exists()))
def test_every_topic_of_the_web_has_templates_and_tests(topic: str) -> None:
    assert list((WEB / "templates" / topic).glob("*.html"))
    tests = tree.ROOT / "tests" / "doors" / "web"
    assert [*tests.glob(f"test_{topic}*.py"), *tests.glob(f"{topic}/test_*.py")]


def test_no_work_is_left_for_later_in_the_code() -> None:
    marks = ("TO" + "DO", "FIX" + "ME", "XX" + "X:", "@pytest.mark." + "skip", "pytest." + "skip(")
    sources = [*tree.python("src", "tests"), *(p for p in tree.tracked() if p.suffix in {".html", ".css"})]
    found = [(tree.relative(p), mark) for p in sources for mark in marks if mark in p.read_text(encoding="utf-8")]
    assert [one for one in found if "vendor" not in one[0]] == []
