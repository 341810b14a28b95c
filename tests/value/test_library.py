"""The engine as a library: the worked example runs, without Django, and refuses what it cannot read."""

import subprocess
import sys
from pathlib import Path

import pytest

import guanxi.value
from guanxi.value import library
from tests.value.tiny_bank import TinyBank

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "library.py"
PICTURE = b"\x89PNG"


def test_the_worked_example_makes_a_bank_runs_and_draws_its_pictures(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(EXAMPLE), str(tmp_path), "100"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert "of the gross profit" in done.stdout and "economic profit" in done.stdout
    assert all((tmp_path / name).read_bytes().startswith(PICTURE) for name in ("concentration.png", "levels.png"))


def test_every_public_name_is_there_and_asks_for_no_django() -> None:
    names = ", ".join(guanxi.value.__all__)
    code = f"import sys; from guanxi.value import {names}; assert 'django' not in sys.modules"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
    with pytest.raises(AttributeError, match="nothing_such"):
        guanxi.value.nothing_such  # noqa: B018


def test_amounts_of_files_become_minor_units_and_a_store_is_read_as_it_was_written(tmp_path: Path) -> None:
    folder = tmp_path / "extracts"
    folder.mkdir()
    (folder / "ledger.csv").write_text("line,unit_id,period,amount\nfees,U,2025-11,12.34\nfees,U,2025-12,-0.05\n")
    parts = library.take_extracts(folder, tmp_path / "store")
    assert [(p.contract, p.period, p.rows) for p in parts] == [("ledger", "2025-11", 1), ("ledger", "2025-12", 1)]
    assert library.parts_of(tmp_path / "store") == parts
    amounts = [library.pq.read_table(tmp_path / "store" / p.path)["amount"].to_pylist() for p in parts]
    assert amounts == [[12_34], [-5]]


def test_a_folder_without_extracts_and_a_store_with_replaced_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(library.NoExtracts, match=r"customers\.csv"):
        library.take_extracts(tmp_path, tmp_path / "store")
    [part, *_] = TinyBank(2, 1).write(tmp_path / "bank")
    first = tmp_path / "bank" / part.path
    first.with_name("b.parquet").write_bytes(first.read_bytes())
    with pytest.raises(library.SeveralParts, match=part.contract):
        library.parts_of(tmp_path / "bank")
