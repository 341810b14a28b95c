"""On which line of its file a row stands (行号), also when lines before it were blank, broken or held line breaks.

DuckDB counts the rows it could read; the lines it skipped are found by the byte where they begin.
"""

from bisect import bisect_right
from collections.abc import Iterable
from pathlib import Path

from guanxi.intake.connectors.encoding import CHUNK, opened


class Places:
    """Turns the number of a readable row into a line of the file."""

    def __init__(self, first_line: int, skipped: Iterable[int] = ()) -> None:
        self._first = first_line
        self._before = [line - index for index, line in enumerate(sorted(skipped))]

    def line(self, row: int, breaks_before: int = 0) -> int:
        """Return the line of the ``row``-th readable row (1 = first); ``breaks_before`` counts line breaks in cells."""
        base = self._first - 1 + row + breaks_before
        return base + bisect_right(self._before, base)


def lines_at(path: Path, positions: Iterable[int]) -> tuple[dict[int, int], list[int]]:
    """Return the line at each byte position (1 = first byte), and all blank lines."""
    wanted = sorted(set(positions), reverse=True)
    found: dict[int, int] = {}
    blank: list[int] = []
    line, offset, at_start = 1, 0, True
    with opened(path) as stream:
        while chunk := stream.read(CHUNK):
            blank += _blanks(chunk, line, at_start)
            counted = 0
            while wanted and wanted[-1] <= offset + len(chunk):
                position = wanted.pop()
                line += chunk.count(b"\n", counted, position - offset)
                counted = position - offset
                found[position] = line
            line += chunk.count(b"\n", counted)
            at_start = chunk.endswith(b"\n")
            offset += len(chunk)
    return found, blank


def _blanks(chunk: bytes, line: int, at_start: bool) -> list[int]:
    """Return the lines of a chunk that hold nothing."""
    opens_blank = at_start and chunk.startswith((b"\n", b"\r\n"))
    if not opens_blank and b"\n\n" not in chunk and b"\n\r\n" not in chunk:
        return []
    texts = chunk.split(b"\n")[:-1]
    return [line + i for i, text in enumerate(texts) if text in (b"", b"\r") and (i or at_start)]
