"""``guanxi load``: a delivery from the terminal (命令行装载)."""

from pathlib import Path
from typing import Any

from guanxi.doors.cli.terminal import Terminal
from guanxi.intake import take
from guanxi.intake.loads import Load
from guanxi.kit.words import Words

TITLE = Words("Loading {name}", "装载 {name}")


def load(said: Terminal, folder: Path, *, mapping: Path | None = None, restate: bool = False) -> None:
    """Take a delivery and tell what came of it."""
    found = summary(taken(said, folder, mapping=mapping, restate=restate))
    words = Words(
        "Load {load}: {rows_read:,} rows read, {rows_accepted:,} accepted, {rows_quarantined:,} in quarantine.",
        "装载 {load}：读取 {rows_read:,} 行，接收 {rows_accepted:,} 行，隔离 {rows_quarantined:,} 行。",
    )
    said.result(found, [words.format(**found).in_(said.language)])


def taken(said: Terminal, folder: Path, *, mapping: Path | None = None, restate: bool = False) -> Load:
    """Take a delivery with progress shown."""
    with said.progress(TITLE.format(name=folder.name)) as tell:
        return take.take(folder, by=None, mapping=mapping, restate=restate, progress=tell)


def summary(load: Load) -> dict[str, Any]:
    """Return the counts of a load, file by file."""
    columns = ("name", "contract", "period", "rows_read", "rows_accepted", "rows_quarantined")
    return {
        "load": load.pk,
        "state": load.state,
        "rows_read": load.rows_read,
        "rows_accepted": load.rows_accepted,
        "rows_quarantined": load.rows_quarantined,
        "files": list(load.files.order_by("contract", "period", "name").values(*columns)),
    }
