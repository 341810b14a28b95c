"""``guanxi serve``: pages and background work together (启动服务)."""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from guanxi.dayend import journal
from guanxi.dayend.refusals import AnotherRun
from guanxi.doors.cli.terminal import Terminal
from guanxi.intake import recovery
from guanxi.intake.refusals import AnotherLoad
from guanxi.kit.words import Words

APPLICATION = "guanxi.site.wsgi:application"
THREADS = min(8, 2 * (os.cpu_count() or 1))
PARENT_DEATH_SIGNAL = 1
READY = Words(
    "Guanxi is served at http://{host}:{port} (Ctrl-C stops it)", "服务已启动：http://{host}:{port}(按 Ctrl-C 停止)"
)


def serve(said: Terminal, data: Path, *, host: str, port: int, with_worker: bool, processes: int = 1) -> None:
    """Serve until stopped; the worker lives as long as the server."""
    tidy()
    if sys.platform == "linux":
        os.register_at_fork(after_in_child=_end_with_parent)
    server = Granian(
        APPLICATION,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=processes,
        blocking_threads=THREADS,
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
    )
    server.on_startup(lambda: said.say(READY, host=host, port=port))
    with _worker(data) if with_worker else nullcontext():
        server.serve()


def tidy() -> None:
    """Put right what a killed load or run left, unless one is running now."""
    for recover, busy in ((recovery.recover, AnotherLoad), (journal.recover, AnotherRun)):
        try:
            recover()
        except busy:
            continue


def _end_with_parent() -> None:
    """Have the kernel end a web process whose parent was killed, so that it does not keep the port."""
    ctypes.CDLL(None).prctl(PARENT_DEATH_SIGNAL, signal.SIGTERM)


@contextmanager
def _worker(data: Path) -> Iterator[None]:
    """Run ``guanxi worker`` beside the server; it ends when its standard input does, even if we are killed."""
    command = [sys.executable, "-m", "guanxi.doors.cli.main", "worker", "--with-parent", "--data", str(data)]
    child = subprocess.Popen(command, stdin=subprocess.PIPE)
    try:
        yield
    finally:
        if child.stdin is not None:
            child.stdin.close()
        try:
            child.wait(timeout=20)
        except subprocess.TimeoutExpired:
            child.kill()
