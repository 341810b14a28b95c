"""Which connector reads a file: its ending says it (按扩展名选择连接器)."""

from collections.abc import Iterable
from pathlib import Path

from guanxi.intake.connectors.delimited import open_delimited
from guanxi.intake.connectors.parquet import open_parquet
from guanxi.intake.connectors.source import Form, Source
from guanxi.intake.connectors.workbook import open_workbook

TEXTS = (".csv", ".tsv", ".txt", ".asc", ".dat", ".del")
ENDINGS = (*TEXTS, *(f"{ending}.gz" for ending in TEXTS), ".xlsx", ".parquet")


def open_source(path: Path, file: str, form: Form, expected: Iterable[str], scratch: Path) -> Source:
    """Open a file of a delivery; ``file`` is its name as people know it."""
    name = path.name.lower()
    if name.endswith(".parquet"):
        return open_parquet(path, file)
    if name.endswith(".xlsx"):
        return open_workbook(path, file, form, scratch)
    return open_delimited(path, file, form, expected, scratch)
