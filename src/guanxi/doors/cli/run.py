"""``guanxi run``: the day end from the terminal (命令行日终)."""

from datetime import date
from typing import Any

from django.utils import timezone

from guanxi.book.figures import Run
from guanxi.dayend import run as dayend
from guanxi.doors.cli.terminal import Terminal
from guanxi.kit.words import Words

TITLE = Words("Day end {day}", "日终 {day}")


def run(said: Terminal, as_of: date) -> None:
    """Run the day end and tell what was published."""
    found = summary(published(said, as_of))
    words = Words(
        "Run {run} is published as of {as_of}: {customers:,} customers, {suggestions:,} suggested acts.",
        "批次 {run} 已发布，数据截至 {as_of}：客户 {customers:,} 户，建议动作 {suggestions:,} 条。",
    )
    said.result(found, [words.format(**found["counts"], run=found["run"], as_of=found["as_of"]).in_(said.language)])


def published(said: Terminal, as_of: date) -> Run:
    """Run the day end with progress shown."""
    with said.progress(TITLE.format(day=as_of)) as tell:
        return dayend.run(as_of=as_of, by=None, on=timezone.localdate(), progress=tell)


def summary(run: Run) -> dict[str, Any]:
    """Return what a run says of itself."""
    return {
        "run": run.pk,
        "as_of": run.as_of.isoformat(),
        "state": run.state,
        "counts": run.counts,
        "seconds": run.seconds,
    }
