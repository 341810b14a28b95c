"""What a kill left behind is tidied before the next load (残留清理): dead loads, files nobody names, old scratch."""

import shutil
import time
from pathlib import Path

from django.utils import timezone

from guanxi.guard import reach
from guanxi.intake import lock, manifest
from guanxi.intake.loads import Load, StorePart

DAY = 86_400
KEEP_STAGED_DAYS = 7


def recover() -> list[Load]:
    """Mark loads that died as stopped and remove what they left; return those loads."""
    with lock.held():
        return tidy()


def tidy(*, spare: Load | None = None) -> list[Load]:
    """Do the same while the lock is held: whatever still says it is running is dead."""
    with reach.system():
        dead = [load for load in Load.objects.filter(state=Load.State.RUNNING) if load != spare]
        for load in dead:
            load.state = Load.State.STOPPED
            load.ended_at = timezone.now()
            load.save(update_fields=["state", "ended_at"])
        named = set(StorePart.objects.values_list("path", flat=True))
        broken = {f"load-{pk}-" for pk in Load.objects.exclude(state=Load.State.TAKEN).values_list("pk", flat=True)}
    _remove_orphans(manifest.store(), named, broken)
    _remove_old(manifest.scratch() / "staged", time.time() - KEEP_STAGED_DAYS * DAY)
    return dead


def _remove_orphans(store: Path, named: set[str], broken: set[str]) -> None:
    """Remove parts that no manifest names: those of broken loads at once, others when no run can be reading them."""
    young = time.time() - DAY
    for path in store.rglob("*.parquet"):
        if path.relative_to(store).as_posix() in named:
            continue
        is_broken = any(path.name.startswith(prefix) for prefix in broken)
        if is_broken or path.stat().st_mtime < young:
            path.unlink(missing_ok=True)


def _remove_old(staged: Path, before: float) -> None:
    for folder in staged.glob("*"):
        if folder.stat().st_mtime < before:
            shutil.rmtree(folder, ignore_errors=True)
