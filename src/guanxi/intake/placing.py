"""What a delivery replaces (覆盖规则): whole tables, months, or nothing; and when that is refused."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from guanxi.contracts import catalogue
from guanxi.contracts.shape import Contract, Placing
from guanxi.intake import manifest
from guanxi.intake.connectors.source import quoted
from guanxi.intake.engine import rows
from guanxi.intake.known import distinct, table
from guanxi.intake.loads import StorePart
from guanxi.intake.refusals import AnotherMonth, LeftBehind, Shrunk
from guanxi.intake.staging import Staged
from guanxi.intake.tasks import Task

#: Below this many rows a table may shrink as it likes.
SMALL = 100
#: Digest of rows that came back from quarantine; they belong to the delivery they came from.
MENDED = "mended"


@dataclass
class Plan:
    """What stands now, and which tasks bring something new."""

    current: dict[str, list[StorePart]]
    fresh: list[Task] = field(default_factory=list)
    same: list[Task] = field(default_factory=list)


def plan(tasks: Sequence[Task]) -> Plan:
    """Set aside what was taken before: a table or a month of which every file is the same."""
    made = Plan({c.name: manifest.delivered(c.name) for c in catalogue.ALL})
    groups: dict[tuple[str, str], list[Task]] = {}
    for task in tasks:
        groups.setdefault((task.contract.name, task.period), []).append(task)
    for (name, period), group in groups.items():
        standing = {p.checksum for p in made.current[name] if not period or p.period == period}
        if all(task.content in standing for task in group):
            made.same.extend(group)
    made.fresh = [task for task in tasks if task not in made.same]
    return made


def check(plan: Plan, staged: Sequence[Staged], engine: duckdb.DuckDBPyConnection, *, restate: bool) -> None:
    """Refuse what would silently replace a month, cut a table off, or leave rows pointing at nothing."""
    derived = {t.content for t in plan.fresh if t.is_derived}
    for name in {s.contract for s in staged}:
        contract, mine = catalogue.get(name), [s for s in staged if s.contract == name]
        if contract.placing == Placing.PERIOD and not restate:
            _check_months(contract, [s for s in mine if s.content not in derived], plan.current[name])
        if contract.placing == Placing.WHOLE:
            if not restate:
                _check_size(mine, plan.current[name])
            _check_left_behind(plan, contract, mine, {s.contract for s in staged}, engine)


def files(plan: Plan, staged: Sequence[Staged]) -> dict[str, list[Path]]:
    """Return the files of every contract as they will be current after the load."""
    after: dict[str, list[Path]] = {}
    for contract in catalogue.ALL:
        mine = [s for s in staged if s.contract == contract.name]
        gone = replaced(contract, mine)
        kept = [manifest.store() / p.path for p in plan.current[contract.name] if p.period not in gone]
        after[contract.name] = [*kept, *(path for s in mine for path in s.paths)]
    return after


def replaced(contract: Contract, staged: Sequence[Staged]) -> set[str]:
    """Return the periods whose standing parts go (the whole table has the empty one)."""
    if not staged or contract.placing == Placing.ADDED:
        return set()
    if contract.placing == Placing.WHOLE:
        return {""}
    return {part.period for s in staged for part in s.parts}


def _check_months(contract: Contract, staged: Sequence[Staged], current: Sequence[StorePart]) -> None:
    standing = {p.period for p in current}
    for one in staged:
        for part in one.parts:
            if part.period in standing:
                names = {"contract": contract.words.en, "contract_zh": contract.words.zh}
                raise AnotherMonth(one.file, period=part.period, **names)


def _check_size(staged: Sequence[Staged], current: Sequence[StorePart]) -> None:
    before, after = sum(p.rows for p in current), sum(s.accepted for s in staged)
    if before >= SMALL and after * 2 < before:
        raise Shrunk(staged[0].file, rows=after, before=before)


def _check_left_behind(
    plan: Plan, contract: Contract, staged: Sequence[Staged], brought: set[str], engine: duckdb.DuckDBPyConnection
) -> None:
    """Refuse a table without entries that a table which stays still names (months of the past may)."""
    new = [path for s in staged for path in s.paths]
    for other in catalogue.ALL:
        if other.name in brought or other.placing != Placing.WHOLE or not plan.current[other.name]:
            continue
        standing = [manifest.store() / p.path for p in plan.current[other.name]]
        for column, key in _references(other, contract):
            name = quoted(column)
            lost = rows(
                engine,
                f"SELECT count(DISTINCT r.{name}), min(r.{name}) FROM {table(standing)} r "
                f"ANTI JOIN ({distinct(new, key)}) k ON r.{name} = k.known WHERE r.{name} IS NOT NULL",
            )[0]
            if lost[0]:
                raise LeftBehind(staged[0].file, count=lost[0], example=lost[1], **_both(contract, other))


def _references(other: Contract, contract: Contract) -> list[tuple[str, str]]:
    pairs = [(c.name, c.refers.split(".")) for c in other.columns if c.refers is not None]
    return [(name, key) for name, (target, key) in pairs if target == contract.name]


def _both(contract: Contract, other: Contract) -> Mapping[str, str]:
    return {
        "contract": contract.words.en,
        "contract_zh": contract.words.zh,
        "other": other.words.en,
        "other_zh": other.words.zh,
    }
