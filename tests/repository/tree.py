"""The files of the repository that the house rules speak of."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "guanxi"


@cache
def tracked() -> tuple[Path, ...]:
    """Return every tracked file, and those that would be."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return tuple(path for name in listed.stdout.splitlines() if (path := ROOT / name).exists())


def python(*folders: str) -> list[Path]:
    """Return the Python files below folders of the repository, migrations aside."""
    return [
        p for p in tracked() if p.suffix == ".py" and relative(p).startswith(folders) and "migrations" not in p.parts
    ]


def relative(path: Path) -> str:
    """Return how the repository names a file."""
    return path.relative_to(ROOT).as_posix()


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Return name and lines of every function of a file, decorators aside."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1
