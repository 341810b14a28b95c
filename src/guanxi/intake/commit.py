"""What makes a load current, in its one transaction (提交装载)."""

import os
import shutil
import uuid
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from django.db import connection
from django.db.models import F, Func, JSONField, Value
from django.utils import timezone

from guanxi.contracts import catalogue
from guanxi.contracts.layout import Part, part_path
from guanxi.contracts.shape import Placing
from guanxi.guard import trail
from guanxi.guard.people import Person
from guanxi.intake import manifest, placing
from guanxi.intake.checks.rejects import HEADINGS
from guanxi.intake.loads import Load, LoadedFile, Rejected, StorePart
from guanxi.intake.placing import Plan
from guanxi.intake.projection import Copy, put
from guanxi.intake.projection.copying import stream
from guanxi.intake.staging import Staged, sync

NOTHING_NEW = "nothing new"


def commit(
    load: Load, plan: Plan, staged: Sequence[Staged], copies: Sequence[Copy], *, by: Person | None, restate: bool
) -> None:
    """Bring book, manifest, counts, quarantine and trail to the new state, inside the transaction of the load."""
    placed = [(one, shelve(load, one)) for one in staged]
    for copy in copies:
        put(copy)
    replaced = _replace(load, placed)
    _note_files(load, plan, staged)
    _supersede(load, staged)
    for one in staged:
        quarantine(load, one.rejected)
    finish(load, NOTHING_NEW if not staged and plan.same else "taken")
    facts = {"files": [s.file for s in staged], "known": [t.file for t in plan.same], "rows": load.rows_accepted}
    trail.record(by, "load.taken", load, **facts, quarantined=load.rows_quarantined)
    if restate and replaced:
        trail.record(by, "load.restated", load, months=[f"{name} {period}" for name, period in replaced])


def shelve(load: Load, staged: Staged) -> list[Part]:
    """Put the parts of a task into the store, where nobody reads them before they are named."""
    parts = []
    for ready in staged.parts:
        path = part_path(staged.contract, ready.period, f"load-{load.pk}-{uuid.uuid4().hex}")
        target = manifest.store() / path
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(ready.path, target)
        except OSError:
            # scratch and store lie on different disks
            shutil.copyfile(ready.path, target)
            sync(target)
        sync(target.parent)
        parts.append(Part(staged.contract, ready.period, path.as_posix(), ready.rows))
    return parts


def quarantine(load: Load, rejected: str) -> None:
    """Copy the rejected rows of a task into quarantine."""
    if not rejected:
        return
    names = ", ".join(f'"{name}"' for name in HEADINGS)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE new_rejected AS SELECT {names} FROM intake_rejected WITH NO DATA")
        stream(cursor, Path(rejected), "new_rejected", HEADINGS, ("column", "masked"))
        cursor.execute(
            f"INSERT INTO intake_rejected (load_id, state, settled_by, {names}) "
            f"SELECT %s, 'waiting', '', {names} FROM new_rejected ORDER BY line",
            [load.pk],
        )
        cursor.execute("DROP TABLE new_rejected")


def finish(load: Load, step: str) -> None:
    """Close a load that was taken."""
    load.state, load.step, load.done_rate, load.ended_at = Load.State.TAKEN, step, 1.0, timezone.now()
    load.save()


def _replace(load: Load, placed: Sequence[tuple[Staged, list[Part]]]) -> list[tuple[str, str]]:
    gone = []
    for contract in catalogue.ALL:
        mine = [one for one, _ in placed if one.contract == contract.name]
        for period in sorted(placing.replaced(contract, mine)):
            standing = StorePart.objects.filter(contract=contract.name, period=period, load__isnull=False)
            for path in standing.values_list("path", flat=True):
                # a run may still be reading it: its age counts from now
                with suppress(FileNotFoundError):
                    os.utime(manifest.store() / path)
            if standing.delete()[0] and period:
                gone.append((contract.name, period))
    for one, parts in placed:
        manifest.add(parts, load=load, checksums=[one.content] * len(parts))
    return gone


def _note_files(load: Load, plan: Plan, staged: Sequence[Staged]) -> None:
    files = [
        LoadedFile(
            load=load,
            name=s.file[:300],
            contract=s.contract,
            period=s.period,
            checksum=s.content,
            rows_read=s.read,
            rows_accepted=s.accepted,
            rows_quarantined=s.quarantined,
        )
        for s in staged
    ]
    files += [
        LoadedFile(
            load=load, name=t.file[:300], contract=t.contract.name, period=t.period, checksum=t.content, is_known=True
        )
        for t in plan.same
    ]
    LoadedFile.objects.bulk_create(files)


def _supersede(load: Load, staged: Sequence[Staged]) -> None:
    """Give up waiting rows of a table or month that has now been delivered anew."""
    for one in staged:
        is_whole = catalogue.get(one.contract).placing == Placing.WHOLE
        old = Rejected.objects.filter(contract=one.contract, state=Rejected.State.WAITING).exclude(load=load)
        if not is_whole:
            if not one.period:
                continue
            files = LoadedFile.objects.filter(contract=one.contract, period=one.period).values("load", "name")
            pairs = {(f["load"], f["name"]) for f in files}
            old = old.filter(pk__in=[r.pk for r in old.only("load", "file") if (r.load_id, r.file) in pairs])
        told = Func(
            F("facts"), Value({"superseded_by": load.pk}, JSONField()), template="%(expressions)s", arg_joiner=" || "
        )
        old.update(state=Rejected.State.GIVEN_UP, settled_by="system", settled_at=timezone.now(), facts=told)
