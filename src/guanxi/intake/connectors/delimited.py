"""CSV and TSV with any delimiter, quoted or not, UTF-8 or GB18030, packed or not (分隔文本).

DuckDB reads UTF-8 with a delimiter of up to four bytes as it lies; anything else is copied once, in pieces,
into a UTF-8 file with a stand-in delimiter that no text holds.
"""

import csv
import re
from collections.abc import Iterable
from pathlib import Path

from guanxi.intake.connectors import encoding
from guanxi.intake.connectors.source import Form, Source, literal
from guanxi.intake.refusals import DoubleHeading, Empty, Unreadable

STAND_IN = "\x1f"
CANDIDATES = (",", "\t", ";", "|", "\x1f", "\x01", "^")
LONGEST_HEADING = 2**20
LONGEST_LINE = 16 * 2**20


def open_delimited(path: Path, file: str, form: Form, expected: Iterable[str], scratch: Path) -> Source:
    """Open a delimited file; ``expected`` headings help to find the delimiter."""
    if path.stat().st_size == 0:
        raise Empty(file)
    found, is_tidy = encoding.examine(path, file, form.encoding)
    heading = _heading(path, file, found)
    delimiter = form.delimiter or guess(heading, expected)
    names = list(form.header) or split(heading, delimiter, form.quote)
    _check_heading(file, names)
    readable, stand_in = path, delimiter
    if found != encoding.UTF8 or not is_tidy or len(delimiter.encode()) > 4:
        readable, stand_in = _copy(path, file, found, delimiter, scratch), STAND_IN
    restore = {STAND_IN: delimiter} if stand_in != delimiter else {}
    options = _options(names, stand_in, form)
    return Source(
        file=file,
        path=path,
        columns=dict.fromkeys(names, "VARCHAR"),
        strict=f"read_csv({literal(readable)}, {options})",
        tolerant=f"read_csv({literal(readable)}, {options}, store_rejects = true, rejects_table = 'rejects')",
        first_line=1 if form.header else 2,
        restore=restore,
        copy=None if readable == path else readable,
    )


def guess(heading: str, expected: Iterable[str]) -> str:
    """Return the delimiter: what stands between two expected headings, else the commonest candidate."""
    names = sorted(expected, key=len, reverse=True)
    if names:
        name = "|".join(re.escape(n) for n in names)
        between = re.search(rf'(?<![\w])"?(?:{name})"?([^\w"]+)"?(?:{name})(?![\w])', heading, re.IGNORECASE)
        if between:
            return between[1]
    return max(CANDIDATES, key=heading.count)


def split(heading: str, delimiter: str, quote: str = '"') -> list[str]:
    """Return the cells of a heading line."""
    text = heading.replace(delimiter, STAND_IN)
    return [cell.strip() for cell in next(csv.reader([text], delimiter=STAND_IN, quotechar=quote), [])]


def _heading(path: Path, file: str, found: str) -> str:
    text = ""
    for piece in encoding.texts(path, file, found):
        text += piece
        if (end := re.search(r"[\r\n]", text)) is not None:
            text = text[: end.start()]
            break
        if len(text) > LONGEST_HEADING:
            raise Unreadable(file, kind="CSV", why=f"the first line has more than {LONGEST_HEADING} characters")
    if not text.strip():
        raise Empty(file)
    return text


def _check_heading(file: str, names: list[str]) -> None:
    seen: dict[str, int] = {}
    for name in names:
        seen[name.lower()] = seen.get(name.lower(), 0) + 1
    if double := [name for name, times in seen.items() if times > 1]:
        raise DoubleHeading(file, columns=", ".join(name or "(empty)" for name in double[:10]))


def _options(names: list[str], delimiter: str, form: Form) -> str:
    columns = ", ".join(f"{literal(n)}: 'VARCHAR'" for n in names)
    return (
        f"auto_detect = false, header = {str(not form.header).lower()}, delim = {literal(delimiter)}, "
        f"quote = {literal(form.quote)}, escape = {literal(form.quote)}, nullstr = '', strict_mode = true, "
        f"max_line_size = {LONGEST_LINE}, columns = {{{columns}}}"
    )


def _copy(path: Path, file: str, found: str, delimiter: str, scratch: Path) -> Path:
    """Write a copy in UTF-8 with the stand-in delimiter and one kind of line end."""
    target = scratch / f"{path.name}.utf8.csv"
    keep = max(len(delimiter) - 1, 1)
    with target.open("w", encoding="utf-8", newline="") as out:
        rest = ""
        for piece in encoding.texts(path, file, found):
            text = rest + piece
            # a delimiter or line end may lie across two pieces: its beginning waits for the next
            cut = len(text) - _open_end(text, delimiter, keep)
            out.write(_tidy(text[:cut], delimiter))
            rest = text[cut:]
        out.write(_tidy(rest, delimiter))
    return target


def _open_end(text: str, delimiter: str, keep: int) -> int:
    """Return how many last characters may begin a delimiter or a line end."""
    starts = (delimiter[:n] for n in range(min(keep, len(text)), 0, -1))
    return next((len(s) for s in starts if len(s) < len(delimiter) and text.endswith(s)), int(text.endswith("\r")))


def _tidy(text: str, delimiter: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace(delimiter, STAND_IN)
