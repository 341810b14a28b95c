"""The desk of those who keep the system (系统状态): the last loads and runs, and what the last left in quarantine."""

from typing import Any

from guanxi.book.figures import Run
from guanxi.intake.loads import Load
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
    """Return the last loads and runs, and the last load that was taken."""
    return {
        "loads": [(load, STATES[load.state]) for load in Load.objects.order_by("-pk")[:SHOWN]],
        "runs": [(run, STATES[run.state]) for run in Run.objects.order_by("-pk")[:SHOWN]],
        "taken": Load.objects.filter(state=Load.State.TAKEN).order_by("-pk").first(),
    }
