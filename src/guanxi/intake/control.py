"""Control files (控制文件): what the sender counted, which must agree to the row and the cent.

``X.ctl`` beside ``X.csv``, or one ``control.csv`` / ``control.yaml`` for the whole delivery. Each names the file,
its rows and, if it likes, the total of the contract's amount.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import yaml

from guanxi.intake.checks import Outcome
from guanxi.intake.refusals import BadControl, ControlDisagrees

NAMES = ("control.csv", "control.yaml", "control.yml")
_FILE = ("file", "name")
_ROWS = ("rows", "row_count", "count")
_AMOUNT = ("amount", "total", "amount_total")


@dataclass(frozen=True, slots=True)
class Control:
    """What a control file says of one file."""

    said_in: str
    file: str
    rows: int
    amount: Decimal | None = None

    def compare(self, file: str, outcome: Outcome) -> None:
        """Refuse a file of which another number of rows or another total was read."""
        if self.rows != outcome.read:
            raise ControlDisagrees(file, what="rows", what_zh="行数", said=self.rows, read=outcome.read)
        read = None if outcome.amount is None else Decimal(outcome.amount) / 100
        if self.amount is not None and read is not None and self.amount != read:
            raise ControlDisagrees(file, what="total", what_zh="金额合计", said=self.amount, read=read)


def is_control(path: Path) -> bool:
    """Tell whether a file is a control file."""
    return path.suffix.lower() == ".ctl" or path.name.lower() in NAMES


def collect(paths: Iterable[Path], root: Path) -> list[Control]:
    """Return what all control files of a delivery say."""
    return [control for path in paths for control in _read(path, path.relative_to(root).as_posix())]


def find(controls: Iterable[Control], path: Path, root: Path) -> Control | None:
    """Return the control of a data file, named by its path, its name, or its name without endings."""
    relative = path.relative_to(root)
    names = {relative.as_posix(), path.name, path.name.split(".")[0]}
    return next((c for c in controls if c.file in names), None)


def _read(path: Path, name: str) -> list[Control]:
    text = path.read_text(encoding="utf-8-sig")
    try:
        entries = _table(text) if _is_table(path, text) else _entries(text)
        return [_control(entry, name, path.stem) for entry in entries]
    except (yaml.YAMLError, ValueError, InvalidOperation, TypeError, KeyError) as error:
        raise BadControl(name, why=str(error).splitlines()[0]) from error


def _is_table(path: Path, text: str) -> bool:
    first = text.splitlines()[0] if text.strip() else ""
    return path.suffix.lower() == ".csv" or ("," in first and ":" not in first and "=" not in first)


def _table(text: str) -> list[Mapping[str, Any]]:
    return list(csv.DictReader(text.splitlines()))


def _entries(text: str) -> list[Mapping[str, Any]]:
    if "=" in text and ":" not in text:
        text = text.replace("=", ": ")
    read = yaml.load(text, Loader=yaml.BaseLoader)
    entries = read if isinstance(read, list) else [read]
    if not all(isinstance(e, dict) for e in entries):
        raise ValueError("no names and values were found")
    return entries


def _control(entry: Mapping[str, Any], said_in: str, stem: str) -> Control:
    plain = {str(key).strip().lower(): value for key, value in entry.items()}
    file = _first(plain, _FILE) or stem
    rows = _first(plain, _ROWS)
    amount = _first(plain, _AMOUNT)
    if rows is None:
        raise ValueError("the number of rows is missing")
    return Control(said_in, str(file).strip(), int(rows), None if amount is None else Decimal(str(amount)))


def _first(entry: Mapping[str, Any], names: Iterable[str]) -> Any:
    found = (entry[n] for n in names if n in entry and entry[n] not in (None, ""))
    return next(found, None)
