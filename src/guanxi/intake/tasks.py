"""What there is to do in a delivery: one task per table to be checked and placed (装载任务)."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from guanxi.contracts.shape import Contract
from guanxi.intake.checks import Pick
from guanxi.intake.connectors import Source
from guanxi.intake.connectors.encoding import checksum
from guanxi.intake.control import Control

#: Opens the table of a task: given a scratch folder and the parts of every contract as they stand after the tasks
#: before, returns the source and where each column stands in it.
Opening = Callable[[Path, Mapping[str, Sequence[Path]]], tuple[Source, Sequence[Pick]]]


@dataclass(frozen=True, slots=True)
class Task:
    """One table of a delivery.

    ``inputs`` are the files it rests on and ``reading`` how they are read; both make up its ``content`` digest, by
    which a table that was taken before is known again. ``is_derived`` marks what we computed ourselves.
    """

    contract: Contract
    file: str
    inputs: tuple[Path, ...]
    opening: Opening
    period: str = ""
    reading: str = ""
    control: Control | None = None
    content: str = ""
    is_derived: bool = False

    @property
    def size(self) -> int:
        """Return the bytes to be read."""
        return sum(path.stat().st_size for path in self.inputs)

    def weighed(self) -> "Task":
        """Return the task with its digest of content."""
        parts = [checksum(path) for path in self.inputs] + [self.reading, repr(self.contract), self.period]
        return replace(self, content=digest(parts))


def digest(parts: Sequence[str]) -> str:
    """Return one SHA-256 over several texts."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def together(tasks: Sequence[Task]) -> list[list[Task]]:
    """Return the tasks in groups that can be checked at once: delivered months of one table, one after the other."""
    groups: list[list[Task]] = []
    for task in tasks:
        last = groups[-1] if groups else []
        months = {other.period for other in last}
        is_alike = bool(last) and last[0].contract == task.contract and not (last[-1].is_derived or task.is_derived)
        if is_alike and task.period and "" not in months and task.period not in months:
            last.append(task)
        else:
            groups.append([task])
    return groups
