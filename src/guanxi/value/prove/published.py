"""The data files of the papers (公开数据文件): small CSV files with a header, read into columns of numbers."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from guanxi.kit.refusals import Refused
from guanxi.kit.words import Words


class Unreadable(Refused):
    """A file of the folder is not what its name says."""

    words = Words(
        "{file} cannot be read as the published data: {reason}. Take the file from its source again.",
        "无法按公开数据读取 {file}:{reason}。请重新从来源获取该文件。",
    )


@dataclass(frozen=True, slots=True)
class Folder:
    """Where the files lie; without one only what needs no file can be proved."""

    path: Path | None = None

    def has(self, names: tuple[str, ...]) -> bool:
        """Return whether all the files are there."""
        return not names or (self.path is not None and all((self.path / name).is_file() for name in names))

    def texts(self, name: str) -> Mapping[str, list[str]]:
        """Return the columns of a file as text, by the names in its header."""
        if self.path is None:
            raise Unreadable(file=name, reason="no folder was named")
        with (self.path / name).open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
        if len(rows) < 2 or any(len(row) != len(rows[0]) for row in rows):
            raise Unreadable(file=name, reason="its rows differ in length")
        return {column: [row[place] for row in rows[1:]] for place, column in enumerate(rows[0])}

    def numbers(self, name: str, *columns: str) -> list[list[float]]:
        """Return the named columns of a file as numbers."""
        found = self.texts(name)
        try:
            return [[float(value) for value in found[column]] for column in columns]
        except (KeyError, ValueError) as wrong:
            raise Unreadable(file=name, reason=str(wrong)) from wrong
