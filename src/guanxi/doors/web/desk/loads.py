"""The desk of those who keep the system (系统状态): the last loads and runs, and what waits in quarantine."""

from typing import Any

from guanxi.book.figures import Run
from guanxi.intake.loads import Load, Rejected
from guanxi.kit.words import Words

SHOWN = 6
STATES = {
    "running": Words("running", "进行中"),
    "taken": Words("taken", "已接收"),
    "refused": Words("refused", "已拒收"),
    "failed": Words("failed", "失败"),
    "stopped": Words("stopped", "已停止"),
    "published": Words("published", "已发布"),
}


def state() -> dict[str, Any]:
    """Return the last loads and runs and the number of rows that wait."""
    return {
        "loads": [(load, STATES[load.state]) for load in Load.objects.order_by("-pk")[:SHOWN]],
        "runs": [(run, STATES[run.state]) for run in Run.objects.order_by("-pk")[:SHOWN]],
        "waiting": Rejected.objects.filter(state=Rejected.State.WAITING).count(),
    }
