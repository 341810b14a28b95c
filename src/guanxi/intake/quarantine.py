"""Rows in quarantine (隔离区): mended by hand and checked again, or given up. Nothing leaves it unseen."""

import csv
import json
import shutil
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from django.db import connection, transaction

from guanxi.contracts import catalogue
from guanxi.contracts.shape import Contract
from guanxi.guard import reach, trail
from guanxi.guard.people import Person
from guanxi.guard.rules import Action
from guanxi.intake import columns, engine, faults, limits, lock, manifest, placing, projection, recovery, staging, words
from guanxi.intake.checks import Pick
from guanxi.intake.checks.rejects import HEADINGS
from guanxi.intake.commit import finish, shelve
from guanxi.intake.connectors import open_source
from guanxi.intake.connectors.source import Form, Source
from guanxi.intake.known import KnownTables
from guanxi.intake.loads import Load, LoadedFile, Rejected
from guanxi.intake.staging import Staged
from guanxi.intake.tasks import Task, digest
from guanxi.kit.refusals import Refused
from guanxi.kit.words import Words

LINE = "rejected row"


class AlreadySettled(Refused):
    """A row is mended or given up once."""

    status = 409
    words = Words(
        "This row has already been mended or given up. Nothing was changed.",
        "该行已修正或已放弃处理，未做任何更改。",
    )


class NoSuchColumn(Refused):
    """Values are for columns of the contract."""

    words = Words(
        "{columns} are no columns of {contract}. Choose among {known}.",
        "{contract_zh}没有列 {columns}。可选：{known}。",
    )


class NothingToRetry(Refused):
    """A retry needs waiting rows."""

    words = Words(
        "No row waits to be checked again. Choose rows that are waiting.", "没有待重新检查的行，请选择等待处理的行。"
    )


@transaction.atomic
def mend(rejected: Rejected, *, by: Person, values: Mapping[str, str], on: datetime) -> Rejected:
    """Write other values into a rejected row; ``retry`` then checks it again."""
    reach.require(by, Action.MEND_ROW)
    with reach.system():
        row = _waiting(rejected)
        contract = catalogue.get(row.contract)
        if unknown := sorted(set(values) - set(contract.names)):
            names = {"contract": contract.words.en, "contract_zh": contract.words.zh}
            raise NoSuchColumn(None, columns=", ".join(unknown), known=", ".join(contract.names), **names)
        row.row = {**row.row, **{name: value for name, value in values.items() if value != ""}}
        for name in (name for name, value in values.items() if value == ""):
            row.row.pop(name, None)
        row.settled_by, row.settled_at = by.username, on
        row.save(update_fields=["row", "settled_by", "settled_at"])
        trail.record(by, "row.mended", row, columns=sorted(values))
    return row


@transaction.atomic
def give_up(rejected: Rejected, *, by: Person, on: datetime, reason: str = "") -> Rejected:
    """Leave a row in quarantine for good; the reason stays with it."""
    reach.require(by, Action.MEND_ROW)
    with reach.system():
        row = _waiting(rejected)
        row.state, row.settled_by, row.settled_at = Rejected.State.GIVEN_UP, by.username, on
        row.facts = {**row.facts, "given_up_because": reason.strip()}
        row.save(update_fields=["state", "settled_by", "settled_at", "facts"])
        trail.record(by, "row.given_up", row, reason=reason.strip())
    return row


def retry(rows: Sequence[Rejected], *, by: Person, on: datetime) -> Load:
    """Check waiting rows again as a little load of their own; what passes joins store and book.

    A row that still breaks a rule stays in quarantine with its new reason.
    """
    reach.require(by, Action.MEND_ROW)
    with faults.told(manifest.store()), lock.held():
        with reach.system():
            waiting = list(Rejected.objects.filter(pk__in=[r.pk for r in rows], state=Rejected.State.WAITING))
            if not waiting:
                raise NothingToRetry
            load = Load(delivery="quarantine", started_by=by.username)
            load.save()
        recovery.tidy(spare=load)
        scratch = manifest.scratch() / "staged" / f"quarantine-{load.pk}"
        try:
            _retry(load, waiting, scratch, by, on)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
            if load.state == Load.State.RUNNING:
                load.state = Load.State.FAILED
                with reach.system():
                    load.save()
    return load


def _retry(load: Load, waiting: Sequence[Rejected], scratch: Path, by: Person, on: datetime) -> None:
    scratch.mkdir(parents=True)
    working = engine.opened(manifest.scratch())
    try:
        plan = placing.Plan({c.name: manifest.delivered(c.name) for c in catalogue.ALL})
        staged: list[Staged] = []
        known = KnownTables(working, lambda: _files(plan, staged))
        for contract in catalogue.ALL:
            mine = [r for r in waiting if r.contract == contract.name]
            if mine:
                task = _task(contract, mine, scratch, load)
                earlier = _files(plan, staged)[contract.name]
                existing = known.for_contract(contract)
                staged.append(staging.stage(working, task, scratch / contract.name, {}, existing, earlier))
        # a unit's path depends on the units above, so units are brought in whole
        own = {s.contract: s.paths for s in staged if s.contract != "units"}
        copies = projection.prepare(working, scratch / "book", _files(plan, staged), {s.contract for s in staged}, own)
    finally:
        working.close()
    _commit(load, staged, copies, waiting, by, on)


def _files(plan: placing.Plan, staged: Sequence[Staged]) -> dict[str, list[Path]]:
    """Return all parts as they will be current: mended rows come beside what stands."""
    return {
        name: [manifest.store() / p.path for p in parts]
        + [path for s in staged if s.contract == name for path in s.paths]
        for name, parts in plan.current.items()
    }


def _task(contract: Contract, rows: Sequence[Rejected], scratch: Path, load: Load) -> Task:
    """Return the rows as a file of the contract's own form, each with its number in quarantine as its line."""
    path = scratch / f"{contract.name}.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow([LINE, *contract.names])
        writer.writerows([row.pk, *(row.row.get(name) for name in contract.names)] for row in rows)

    def opening(folder: Path, files: Mapping[str, Sequence[Path]]) -> tuple[Source, list[Pick]]:
        source = open_source(path, f"quarantine:{contract.name}", Form(delimiter=","), contract.names, folder)
        source = Source(source.file, source.path, source.columns, source.strict, "", LINE, copy=source.copy)
        return source, columns.by_name(contract, source, limits.LONGEST.get(contract.name, {}))

    content = f"{placing.MENDED}-{digest([str(load.pk), contract.name])[:32]}"
    return Task(contract, f"quarantine:{contract.name}", (path,), opening, content=content)


def _commit(
    load: Load,
    staged: Sequence[Staged],
    copies: Sequence[projection.Copy],
    waiting: Sequence[Rejected],
    by: Person,
    on: datetime,
) -> None:
    placed = [(one, shelve(load, one)) for one in staged if one.accepted]
    with reach.system():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL guanxi.loading = 'on'")
        for copy in copies:
            projection.put(copy)
        for one, parts in placed:
            manifest.add(parts, load=load, checksums=[one.content] * len(parts))
        for one in staged:
            LoadedFile.objects.create(
                load=load, name=one.file, contract=one.contract, checksum=one.content, rows_read=one.read,
                rows_accepted=one.accepted, rows_quarantined=one.quarantined,
            )  # fmt: skip
            load.rows_read += one.read
            load.rows_accepted += one.accepted
            load.rows_quarantined += one.quarantined
        still = {line: entry for one in staged if one.rejected for line, entry in _still(Path(one.rejected))}
        for row in waiting:
            _settle(row, still.get(row.pk), by, on)
        finish(load, "taken")
        trail.record(by, "row.retried", load, rows=len(waiting), accepted=load.rows_accepted)


def _still(path: Path) -> list[tuple[int, dict[str, str]]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [(int(entry["line"]), entry) for entry in csv.DictReader(file, fieldnames=HEADINGS)]


def _settle(row: Rejected, entry: dict[str, str] | None, by: Person, on: datetime) -> None:
    if entry is None:
        row.state, row.settled_by, row.settled_at = Rejected.State.MENDED, by.username, on
    else:
        row.column, row.rule, row.masked = entry["column"], entry["rule"], entry["masked"]
        row.facts = json.loads(entry["facts"])
    row.save()


def _waiting(rejected: Rejected) -> Rejected:
    row = Rejected.objects.select_for_update().get(pk=rejected.pk)
    if row.state != Rejected.State.WAITING:
        raise AlreadySettled
    return row


def reason(row: Rejected) -> Words:
    """Return why a row was rejected, as a sentence in both languages."""
    return words.rule(row.rule, row.facts)
