"""``guanxi prove``: published results from their files, in a process of its own as a person starts it."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

PUBLISHED = Path(__file__).parents[4] / "shared" / "data" / "published"
published = [
    pytest.mark.bank,
    pytest.mark.skipif(not PUBLISHED.exists(), reason="the published data are not beside the project"),
]


def _prove(home: Path, *options: str) -> tuple[int, Any, str]:
    command = [sys.executable, "-m", "guanxi.doors.cli.main", "prove", "--home", str(home), "--json", *options]
    alone = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=alone)
    return done.returncode, json.loads(done.stdout), done.stderr


@pytest.mark.parametrize("files", [pytest.param(PUBLISHED, marks=published)])
def test_every_published_result_is_reproduced(tmp_path: Path, files: Path) -> None:
    code, found, _ = _prove(tmp_path, "--data", str(files))
    assert code == 0 and [row for row in found if not row["ok"]] == []
    assert len(found) > 90 and all(set(row) == {"name", "expected", "got", "ok"} for row in found)
    assert {"bg_nbd.r", "gamma_gamma.p", "cox.fin", "kaplan_meier.median"} <= {row["name"] for row in found}


def test_without_files_and_without_a_bank_the_rest_is_proved(tmp_path: Path) -> None:
    code, found, _ = _prove(tmp_path)
    names = {row["name"] for row in found}
    assert code == 0 and "deck.worth" in names and "cox.fin" not in names
    assert not (tmp_path / "postgres").exists()


def test_a_folder_without_the_files_is_refused(tmp_path: Path) -> None:
    code, found, _ = _prove(tmp_path, "--data", str(tmp_path))
    assert code != 0 and "rossi.csv" in found["refused"]["en"]
