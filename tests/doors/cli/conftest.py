"""A small demo bank made by the command line itself, once for all tests of the commands."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from guanxi.kit import postgres

ROOT = Path(__file__).parents[3]
Guanxi = Callable[..., subprocess.CompletedProcess[str]]


def guanxi(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command as a person does, in a process of its own."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("GUANXI_", "DATABASE_", "LC_"))}
    clean |= {"PYTHONPATH": str(ROOT / "src"), "LANG": "C.UTF-8"} | environment
    command = [sys.executable, "-m", "guanxi.doors.cli.main", *words]
    return subprocess.run(command, env=clean, capture_output=True, text=True, timeout=300, check=False)


@pytest.fixture(scope="session")
def demo_data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return the data folder of a finished demo bank; the database server runs until the last test is done."""
    data = tmp_path_factory.mktemp("demo")
    environment = dict(os.environ)
    os.environ.pop("DATABASE_URL", None)
    postgres.ensure(data)
    os.environ.clear()
    os.environ.update(environment)
    made = guanxi("demo", "--no-serve", "--customers", "200", "--months", "26", "--data", str(data), "--json")
    assert made.returncode == 0, made.stderr
    (data / "told.json").write_text(made.stdout)
    yield data
    postgres.stop(data)


@pytest.fixture
def told(demo_data: Path) -> Any:
    """Return what the demo printed."""
    return json.loads((demo_data / "told.json").read_text())
