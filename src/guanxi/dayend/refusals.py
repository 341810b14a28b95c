"""Why a day end does not begin or does not go on (日终拒绝原因)."""

from guanxi.kit.refusals import Refused
from guanxi.kit.words import Words


class AnotherRun(Refused):
    """Only one day end at a time: two would fill the same slot."""

    status = 409
    words = Words(
        "A day end is already running. Wait until it has published, or stop it on the Data page, and start again.",
        "已有日终批次正在运行。请等待其发布完成，或在“数据”页停止后重新启动。",
    )


class AlreadyWaiting(Refused):
    """A second request would only repeat the first."""

    status = 409
    words = Words(
        "A day end is already waiting or running. Its progress is shown in the list of runs.",
        "已有日终批次在排队或运行中，进度见批次列表。",
    )


class NothingToStop(Refused):
    """Only a waiting or running day end can be stopped."""

    status = 409
    words = Words("No day end is waiting or running. Nothing was stopped.", "没有排队或运行中的日终批次，无需停止。")


class NothingLoaded(Refused):
    """Without a delivery there is nothing to compute."""

    words = Words(
        "Nothing has been loaded yet. Load a delivery first (guanxi load FOLDER, or the Data page).",
        "尚未装载任何数据。请先装载交付数据(guanxi load 目录，或在“数据”页操作)。",
    )
