"""Following a mapping file: every table it names becomes a task (按映射生成任务)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fnmatch import fnmatch
from pathlib import Path

from guanxi.contracts import catalogue
from guanxi.contracts.shape import Contract, Placing
from guanxi.intake import columns, control, delivery, derive
from guanxi.intake.checks import Pick
from guanxi.intake.connectors import Source, open_source
from guanxi.intake.connectors.source import literal, quoted
from guanxi.intake.limits import LONGEST
from guanxi.intake.mapping import queries, reading
from guanxi.intake.mapping.shape import Mapped, SourceFile, Table
from guanxi.intake.refusals import BadMapping, FileRefused, MissingColumns, NotInDelivery
from guanxi.intake.tasks import Opening, Task

Found = Mapping[str, list[Path]]


def mapped(folder: Path, path: Path) -> tuple[list[Task], list[FileRefused]]:
    """Return the tasks of a delivery as its mapping says; files the mapping does not name are left alone."""
    try:
        plan = reading.read(path)
    except BadMapping as refused:
        return [], [refused]
    files = delivery.data_files(folder)
    found = {name: _files(plan, one, folder, files) for name, one in plan.files.items()}
    if missing := [NotInDelivery(n, pattern=plan.files[n].pattern) for n, paths in found.items() if not paths]:
        return [], list(missing)
    said = delivery.controls(folder, files)
    order = {c.name: i for i, c in enumerate(catalogue.ALL)}
    tasks = [t for table in plan.tables for t in _tasks(plan, table, found, folder, said)]
    return sorted(tasks, key=lambda t: (t.is_derived, order[t.contract.name], t.period, t.file)), []


def _files(plan: Mapped, one: SourceFile, folder: Path, files: Sequence[Path]) -> list[Path]:
    if one.is_beside:
        path = plan.path.parent / one.pattern
        return [path] if path.is_file() else []
    return [f for f in files if fnmatch(f.relative_to(folder).as_posix().lower(), one.pattern.lower())]


def _tasks(plan: Mapped, table: Table, found: Found, folder: Path, said: Sequence[control.Control]) -> list[Task]:
    contract = catalogue.get(table.contract)
    text = repr((table, [plan.files[n] for n in _names(table, found)]))
    if table.derive:
        inputs = tuple(path for paths in found.values() for path in paths)
        opening = derive.opening(table.place, table.through, LONGEST.get(table.contract, {}))
        return [Task(contract, f"{plan.path.name}:{table.place}", inputs, opening, reading=plan.text, is_derived=True)]
    if table.needs_engine:
        opening = _queried(plan, table, contract, found, folder, said)
        inputs = tuple(path for name in _names(table, found) for path in found[name])
        return [Task(contract, f"{plan.path.name}:{table.place}", inputs, opening, reading=text)]
    one, tasks = plan.files[table.source], []
    for path in found[table.source]:
        period = _period(one, path) if contract.placing == Placing.PERIOD else ""
        name = path.name if one.is_beside else path.relative_to(folder).as_posix()
        stated = None if one.is_beside else control.find(said, path, folder)
        tasks.append(Task(contract, name, (path,), _direct(table, one, contract, path, name), period, text, stated))
    return tasks


def _names(table: Table, found: Found) -> list[str]:
    """Return the files of the mapping that a table may read."""
    if table.source:
        return [table.source]
    return [name for name in found if re.search(rf"\b{name}\b", table.query, re.IGNORECASE)]


def _direct(table: Table, one: SourceFile, contract: Contract, path: Path, name: str) -> Opening:
    def opening(scratch: Path, files: Mapping[str, Sequence[Path]]) -> tuple[Source, list[Pick]]:
        wanted = [cell.source for cell in table.columns.values() if cell.source]
        source = open_source(path, name, one.form, wanted, scratch)
        return source, [_pick(table, contract, column, source) for column in contract.names]

    return opening


def _pick(table: Table, contract: Contract, column: str, source: Source) -> Pick:
    limits = LONGEST.get(contract.name, {})
    cell = table.columns.get(column)
    if cell is None:
        return columns.pick(contract, column, source, None, limits)
    if cell.constant is not None:
        return Pick(
            contract.column(column), literal(cell.constant), "VARCHAR", cell.writing, limits.get(column), column
        )
    return columns.pick(contract, column, source, _heading(source, cell.source), limits, cell.writing)


def _heading(source: Source, wanted: str) -> str:
    found = {h.lower(): h for h in source.columns}
    if wanted.lower() not in found:
        raise MissingColumns(source.file, columns=wanted, heading=", ".join(source.columns)[:500])
    return found[wanted.lower()]


def _queried(
    plan: Mapped, table: Table, contract: Contract, found: Found, folder: Path, said: Sequence[control.Control]
) -> Opening:
    def opening(scratch: Path, files: Mapping[str, Sequence[Path]]) -> tuple[Source, list[Pick]]:
        given = []
        for name in _names(table, found):
            form = plan.files[name].form
            sources = [open_source(p, p.name, form, (), scratch) for p in found[name]]
            given.append(queries.Given(name, sources))
        label = f"{plan.path.name}:{table.place}"
        source = queries.run(label, table.query or _as_query(table), given, scratch)
        picks = columns.by_name(contract, source, LONGEST.get(contract.name, {}), table.writing)
        return source, [_with_codes(table, pick) for pick in picks]

    return opening


def _with_codes(table: Table, pick: Pick) -> Pick:
    cell = table.columns.get(pick.column.name)
    return pick if cell is None else replace(pick, writing=cell.writing)


def _as_query(table: Table) -> str:
    """Return columns with expressions as a query over their file."""
    cells = [
        f"{literal(c.constant) if c.constant is not None else c.expression or quoted(c.source)} AS {quoted(name)}"
        for name, c in table.columns.items()
    ]
    return f"SELECT {queries.LINE}, {', '.join(cells)} FROM {quoted(table.source)}"


def _period(one: SourceFile, path: Path) -> str:
    if not one.period:
        return delivery.period_of(path)
    match = re.search(one.period, path.name)
    if match is None:
        return ""
    year, month = match.groups()
    return f"20{year}-{month}" if len(year) == 2 else f"{year}-{month}"
