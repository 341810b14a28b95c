"""Workbooks (xlsx): values only, formulas never run, bombs never opened (电子表格).

Rows are written once into a scratch CSV with the number of the sheet's row, so that the checks see one kind of table.
"""

import csv
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from guanxi.intake.connectors.source import Form, Source, literal
from guanxi.intake.refusals import Bomb, DoubleHeading, Empty, Unreadable

LINE = "row of the sheet"
LARGEST = 1024 * 2**20
LARGEST_STRINGS = 256 * 2**20
RATIO = 100
HONEST = 10 * 2**20


def open_workbook(path: Path, file: str, form: Form, scratch: Path) -> Source:
    """Open one sheet of a workbook: the named one, or the first."""
    if path.stat().st_size == 0:
        raise Empty(file)
    _check_bomb(path, file)
    target = scratch / f"{path.name}.csv"
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=False, keep_links=False)
        try:
            if form.sheet and form.sheet not in book.sheetnames:
                raise Unreadable(file, kind="xlsx", why=f"there is no sheet {form.sheet!r}")
            names = _write(book[form.sheet] if form.sheet else book.worksheets[0], target, file)
        finally:
            book.close()
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError) as error:
        raise Unreadable(file, kind="xlsx", why=str(error)) from error
    columns = {LINE: "VARCHAR", **dict.fromkeys(names, "VARCHAR")}
    described = ", ".join(f"{literal(n)}: 'VARCHAR'" for n in columns)
    table = (
        f"read_csv({literal(target)}, auto_detect = false, header = true, delim = ',', quote = '\"', escape = '\"', "
        f"nullstr = '', columns = {{{described}}})"
    )
    return Source(file, path, columns, table, line_column=LINE)


def _check_bomb(path: Path, file: str) -> None:
    try:
        with zipfile.ZipFile(path) as packed:
            members = packed.infolist()
    except zipfile.BadZipFile as error:
        raise Unreadable(file, kind="xlsx", why=str(error)) from error
    size = sum(m.file_size for m in members)
    packed_size = max(path.stat().st_size, 1)
    strings = sum(m.file_size for m in members if m.filename.lower().endswith("sharedstrings.xml"))
    dense = size > HONEST and size / packed_size > RATIO
    if size > LARGEST or strings > LARGEST_STRINGS or dense:
        raise Bomb(file, size_mb=size // 2**20, ratio=size // packed_size)


def _write(sheet: object, target: Path, file: str) -> list[str]:
    rows: Iterator[tuple[object, ...]] = sheet.iter_rows(values_only=True)  # type: ignore[attr-defined]
    names = [_text(cell).strip() for cell in next(rows, ())]
    while names and not names[-1]:
        names.pop()
    if not names:
        raise Empty(file)
    lower = [n.lower() for n in names]
    if double := sorted({n for n in lower if lower.count(n) > 1}):
        raise DoubleHeading(file, columns=", ".join(n or "(empty)" for n in double[:10]))
    with target.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow([LINE, *names])
        for line, row in enumerate(rows, start=2):
            cells = [_text(cell) for cell in row[: len(names)]]
            if any(cells):
                writer.writerow([line, *cells, *[""] * (len(names) - len(cells))])
    return names


def _text(cell: object) -> str:
    """Return a cell as text: days as ISO, numbers with the fifteen digits a sheet holds."""
    match cell:
        case None:
            return ""
        case bool():
            return "true" if cell else "false"
        case float():
            return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else format(cell, ".15g")
        case datetime():
            return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ")
        case date():
            return cell.isoformat()
    return str(cell)
