"""What lies in a delivery folder, when no mapping says otherwise: files named after the contracts (交付文件夹).

``balances.csv``, ``balances_2026-03.csv.gz``, ``balances/2026-03.parquet``, ``customers_20260331.xlsx`` …
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from guanxi.contracts import catalogue
from guanxi.contracts.shape import Contract, Placing
from guanxi.intake import columns, control
from guanxi.intake.checks import Pick
from guanxi.intake.connectors import ENDINGS, Source, open_source
from guanxi.intake.connectors.source import Form
from guanxi.intake.limits import LONGEST
from guanxi.intake.refusals import BadControl, FileRefused, NothingDelivered, UnknownFile
from guanxi.intake.tasks import Opening, Task

_PERIOD = re.compile(r"(?<!\d)(\d{4})-?(0[1-9]|1[0-2])(?:-?[0-3]\d)?(?!\d)")


def data_files(folder: Path) -> list[Path]:
    """Return the data files below a folder, in the order of their names."""
    if not folder.is_dir():
        raise NothingDelivered(delivery=folder.name)
    found = (p for p in sorted(folder.rglob("*")) if p.is_file() and not _is_hidden(p, folder))
    return [p for p in found if p.name.lower().endswith(ENDINGS) and not control.is_control(p)]


def controls(folder: Path, files: list[Path]) -> list[control.Control]:
    """Return what the control files say; refuse one whose data file is not there."""
    paths = (p for p in sorted(folder.rglob("*")) if p.is_file() and control.is_control(p))
    found = control.collect((p for p in paths if not _is_hidden(p, folder)), folder)
    for one in found:
        if not any(control.find([one], path, folder) for path in files):
            raise BadControl(one.said_in, why=f"{one.file} is not in the delivery / 交付中没有 {one.file}")
    return found


def by_name(folder: Path) -> tuple[list[Task], list[FileRefused]]:
    """Return a task for every file named after a contract, and a refusal for every other data file."""
    files = data_files(folder)
    if not files:
        raise NothingDelivered(delivery=folder.name)
    said = controls(folder, files)
    tasks, refusals = [], list[FileRefused]()
    for path in files:
        name = path.relative_to(folder).as_posix()
        contract = contract_of(path, folder)
        if contract is None:
            refusals.append(UnknownFile(name, contracts=", ".join(c.name for c in catalogue.ALL)))
            continue
        period = period_of(path) if contract.placing == Placing.PERIOD else ""
        opening = _opening(path, name, contract)
        tasks.append(Task(contract, name, (path,), opening, period, control=control.find(said, path, folder)))
    order = {c.name: i for i, c in enumerate(catalogue.ALL)}
    return sorted(tasks, key=lambda t: (order[t.contract.name], t.period, t.file)), refusals


def contract_of(path: Path, folder: Path) -> Contract | None:
    """Return the contract a file is named after, or the folder it lies in."""
    stem = path.name.lower().split(".")[0]
    names = sorted((c.name for c in catalogue.ALL), key=len, reverse=True)
    for name in names:
        if re.fullmatch(rf"{name}([_-].*)?", stem):
            return catalogue.get(name)
    parent = path.parent.name.lower()
    return catalogue.get(parent) if path.parent != folder and parent in names else None


def period_of(path: Path) -> str:
    """Return the month in a file's name, or an empty text."""
    found = _PERIOD.search(path.name.split(".")[0])
    return f"{found[1]}-{found[2]}" if found else ""


def _opening(path: Path, name: str, contract: Contract) -> Opening:
    def opening(scratch: Path, files: Mapping[str, Sequence[Path]]) -> tuple[Source, list[Pick]]:
        source = open_source(path, name, Form(), contract.names, scratch)
        return source, columns.by_name(contract, source, LONGEST.get(contract.name, _NO_LIMITS))

    return opening


_NO_LIMITS: Mapping[str, int] = {}


def _is_hidden(path: Path, folder: Path) -> bool:
    return any(part.startswith((".", "_", "~")) for part in path.relative_to(folder).parts)
