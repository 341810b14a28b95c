"""What is installed is locked with hashes, and nothing names a machine."""

import re
import subprocess
import tomllib

import pytest

from tests.repository import tree

LOCKS = sorted((tree.ROOT / "requirements").glob("*.txt"))
PINNED = re.compile(r"^[a-z0-9][a-z0-9._-]*(\[[a-z0-9,._-]+\])?==[^ ;\\]+( ; [^\\]+)? \\$")
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}( \\)?$")
PLACES = re.compile(r"/(home|Users|opt|mnt)/[\w.-]+|file://")
DIRECT_LIMIT = 25


def name(requirement: str) -> str:
    """Return the normal name of a requirement."""
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert found
    return re.sub(r"[-_.]+", "-", found.group()).lower()


def test_there_is_a_lock_for_each_way_to_install() -> None:
    assert [path.name for path in LOCKS] == ["base.txt", "demo.txt", "dev.txt", "spark.txt"]


@pytest.mark.parametrize("path", LOCKS, ids=tree.relative)
def test_every_requirement_is_pinned_with_hashes_and_names_no_address(path: tree.Path) -> None:
    lines = path.read_text().splitlines()
    assert [line for line in lines if not (PINNED.match(line) or HASH.match(line))] == []
    pinned = [number for number, line in enumerate(lines) if PINNED.match(line)]
    assert all(HASH.match(lines[number + 1]) for number in pinned)


def test_every_direct_dependency_is_locked_and_says_why_it_is_there() -> None:
    text = (tree.ROOT / "pyproject.toml").read_text()
    project = tomllib.loads(text)["project"]
    locked = {name(line) for line in (tree.ROOT / "requirements" / "dev.txt").read_text().splitlines() if "==" in line}
    direct = project["dependencies"]
    wanted = [*direct, *(one for extra in project["optional-dependencies"].values() for one in extra)]
    assert {name(requirement) for requirement in wanted} <= locked
    assert len(direct) <= DIRECT_LIMIT
    lines = {line.strip() for line in text.splitlines()}
    assert all(any(f'"{one}",' in line and "# " in line for line in lines) for one in direct)


def test_no_tracked_file_names_a_place_of_one_machine() -> None:
    allowed = {"tests/repository/test_sources.py"}
    texts = [p for p in tree.tracked() if p.suffix in {".py", ".md", ".toml", ".txt", ".html", ".sh", ".yaml", ""}]
    found = []
    for path in texts:
        if "vendor" not in path.parts and tree.relative(path) not in allowed and path.is_file():
            found += [(tree.relative(path), hit.group()) for hit in PLACES.finditer(path.read_text(encoding="utf-8"))]
    assert found == []


def test_nothing_that_is_made_is_tracked() -> None:
    listed = subprocess.run(
        ["git", "ls-files"], cwd=tree.ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\n")
    made = (".mo", ".pyc", ".parquet", ".log", ".sqlite3", ".env")
    assert [one for one in listed if one.endswith(made) or one.startswith(("var/", ".venv/"))] == []


@pytest.mark.parametrize("path", [p for p in tree.tracked() if p.suffix == ".md"], ids=tree.relative)
def test_links_of_the_documents_lead_somewhere(path: tree.Path) -> None:
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", path.read_text(encoding="utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []
