"""The book follows the checks (随检随入册): what a table of the book is made of is checked, so it can be brought in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import duckdb

from guanxi.contracts.customers import CUSTOMERS
from guanxi.intake import placing, projection
from guanxi.intake.booking import Booking
from guanxi.intake.limits import BOOK
from guanxi.intake.placing import Plan
from guanxi.intake.staging import Staged

#: What a table of the book is made of, besides the contract of its own name.
RESTS_ON: Mapping[str, frozenset[str]] = {"accounts": frozenset({"customers", "balances"})}


@dataclass
class Projecting:
    """Brings tables into the book while later files are checked; ``folder`` holds the files for it."""

    engine: duckdb.DuckDBPyConnection
    book: Booking
    entries: projection.Beside
    folder: Path

    def go_on(self, plan: Plan, staged: Sequence[Staged]) -> None:
        """Begin with every changed table of which nothing is left to be checked."""
        changed = {one.contract for one in staged}
        left = {task.contract.name for task in plan.fresh[len(staged) :]}
        files = placing.files(plan, staged)
        for name in BOOK:
            if name in changed and not left & {name, *RESTS_ON.get(name, ())}:
                if name == CUSTOMERS.name and not self.entries.is_begun:
                    self.entries.begin(files[name])
                self.book.early(name, partial(self._prepared, name, files))

    def _prepared(self, name: str, files: Mapping[str, Sequence[Path]]) -> projection.Copy:
        entries = self.entries.done() if name == CUSTOMERS.name else None
        return projection.prepare(self.engine, self.folder, files, {name}, entries=entries)[0]
