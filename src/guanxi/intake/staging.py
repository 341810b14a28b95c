"""A task checked and put ready: accepted rows as parts by month, rejected rows beside them (暂存).

What is ready is written down last, so that after a kill the finished tasks are found again and not done twice.
"""

import json
import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import duckdb

from guanxi.contracts.shape import Contract, Kind, Placing
from guanxi.intake.checks import COPY_OPTIONS, Job, Outcome, check
from guanxi.intake.connectors.source import literal, quoted
from guanxi.intake.engine import one, rows
from guanxi.intake.refusals import Empty
from guanxi.intake.tasks import Task

RECORD = "staged.json"


@dataclass(frozen=True, slots=True)
class Ready:
    """One part that lies ready: its period, its file and its rows."""

    period: str
    path: str
    rows: int


@dataclass(frozen=True, slots=True)
class Staged:
    """What came of a task."""

    contract: str
    file: str
    period: str
    content: str
    read: int
    accepted: int
    quarantined: int
    parts: tuple[Ready, ...]
    rejected: str = ""

    @property
    def paths(self) -> list[Path]:
        """Return the files of the parts."""
        return [Path(part.path) for part in self.parts]


def stage(
    engine: duckdb.DuckDBPyConnection,
    task: Task,
    folder: Path,
    files: Mapping[str, Sequence[Path]],
    known: dict[str, str],
    earlier: Sequence[Path],
) -> Staged:
    """Check a task into ``folder``, or find it there finished."""
    if (done := find(folder)) is not None:
        return done
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    source, picks = task.opening(folder, files)
    outcome = check(engine, Job(task.contract, source, picks, folder, task.period, known, earlier))
    if task.control is not None:
        task.control.compare(task.file, outcome)
    if not outcome.read and not (task.control or task.is_derived):
        raise Empty(task.file)
    parts = _parts(engine, task, folder, outcome)
    rejected = str(outcome.rejected or "")
    staged = Staged(task.contract.name, task.file, task.period, task.content, *_counts(outcome), parts, rejected)
    for path in [*staged.paths, *([outcome.rejected] if outcome.rejected else [])]:
        sync(path)
    _forget_copies(folder, staged)
    _write(folder, staged)
    return staged


def find(folder: Path) -> Staged | None:
    """Return what was finished in a folder, if it was."""
    record = folder / RECORD
    if not record.exists():
        return None
    read = json.loads(record.read_text(encoding="utf-8"))
    parts = tuple(Ready(**part) for part in read.pop("parts"))
    return Staged(parts=parts, **read)


def sync(path: Path) -> None:
    """Have the disk keep a file before anybody names it."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def month_sql(contract: Contract) -> str:
    """Return the SQL of a row's month."""
    name = quoted(str(contract.dated))
    return name if contract.column(str(contract.dated)).kind == Kind.PERIOD else f"strftime({name}, '%Y-%m')"


def _counts(outcome: Outcome) -> tuple[int, int, int]:
    return outcome.read, outcome.accepted, outcome.quarantined


def _parts(engine: duckdb.DuckDBPyConnection, task: Task, folder: Path, outcome: Outcome) -> tuple[Ready, ...]:
    """Return the accepted rows as they will lie in the store: whole, or one part per month."""
    accepted = folder / "accepted.parquet"
    if task.contract.placing != Placing.PERIOD or task.period:
        return (Ready(task.period, str(accepted), outcome.accepted),)
    table, month = f"read_parquet({literal(accepted)})", month_sql(task.contract)
    counts = rows(engine, f"SELECT {month}, count(*) FROM {table} GROUP BY 1 ORDER BY 1")
    if len(counts) == 1:
        return (Ready(counts[0][0], str(accepted), outcome.accepted),)
    ready = []
    for period, count in counts:
        path = folder / f"{period}.parquet"
        one(engine, f"COPY (FROM {table} WHERE {month} = {literal(period)}) TO {literal(path)} {COPY_OPTIONS}")
        ready.append(Ready(period, str(path), int(count)))
    accepted.unlink()
    return tuple(ready)


def _forget_copies(folder: Path, staged: Staged) -> None:
    kept = {*staged.paths, Path(staged.rejected)}
    for path in folder.iterdir():
        if path.is_file() and path not in kept:
            path.unlink()


def _write(folder: Path, staged: Staged) -> None:
    fresh = folder / f"{RECORD}.new"
    fresh.write_text(json.dumps(asdict(staged), ensure_ascii=False), encoding="utf-8")
    sync(fresh)
    fresh.rename(folder / RECORD)
    sync(folder)
