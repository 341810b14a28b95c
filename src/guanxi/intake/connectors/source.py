"""A file that DuckDB can read as one table, with the place of every row in it (数据源)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Form:
    """How a file is written, as far as somebody said so; empty means: find out."""

    delimiter: str = ""
    encoding: str = ""
    sheet: str = ""
    quote: str = '"'
    header: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """One readable table.

    ``strict`` is an SQL table that fails at the first row which cannot be split into cells, ``tolerant`` one that
    skips such rows and writes them down; they are the same for files whose rows always can. ``columns`` maps the
    headings to DuckDB types, ``line_column`` names a column that holds the line, if there is one.
    """

    file: str
    path: Path
    columns: Mapping[str, str]
    strict: str
    tolerant: str = ""
    line_column: str = ""
    first_line: int = 2
    restore: Mapping[str, str] = field(default_factory=dict)
    copy: Path | None = None

    @property
    def readable(self) -> Path:
        """Return the file that is really read: the delivered one, or its copy in UTF-8."""
        return self.copy or self.path

    def cell(self, heading: str) -> str:
        """Return the SQL of a column as it stood in the file (a stand-in delimiter is put back)."""
        sql = quoted(heading)
        for stand_in, original in self.restore.items():
            sql = f"replace({sql}, {literal(stand_in)}, {literal(original)})"
        return sql


def quoted(name: str) -> str:
    """Return a name as SQL."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: object) -> str:
    """Return a text as SQL."""
    return "'" + str(text).replace("'", "''") + "'"
