"""Serving: pages and worker together, and nothing left over when the server is stopped or killed."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.doors.cli.conftest import ROOT


@contextmanager
def served(data: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """Serve a data folder until the block ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    environment = dict(os.environ) | {"PYTHONPATH": str(ROOT / "src")}
    for name in ("GUANXI_APP_ADDRESS", "GUANXI_OWNER_ADDRESS", "DATABASE_URL"):
        environment.pop(name, None)
    words = [sys.executable, "-m", "guanxi.doors.cli.main", "serve", "--data", str(data), "--port", str(port)]
    server = subprocess.Popen(words, env=environment)
    try:
        wait_for(lambda: status(port) == http.client.OK)
        yield server, port
    finally:
        server.kill()
        server.wait()


def status(port: int) -> int:
    """Ask for the page of sign-on; 0 when nobody answers."""
    try:
        link = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        link.request("GET", "/accounts/login/")
        return link.getresponse().status
    except OSError:
        return 0


def wait_for(happened: object, patience: float = 60.0) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + patience
    while not happened():  # type: ignore[operator]
        assert time.monotonic() < deadline
        time.sleep(0.2)


def ours(data: Path) -> list[str]:
    """Return the processes of ours that name the data folder, the database server aside."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = path.read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
        if "guanxi.doors.cli.main" in line and str(data) in line:
            found.append(line)
    return found


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGKILL])
def test_pages_answer_and_nothing_is_left_when_the_server_ends(demo_data: Path, ending: signal.Signals) -> None:
    with served(demo_data) as (server, port):
        wait_for(lambda: any(" worker " in line for line in ours(demo_data)))
        server.send_signal(ending)
        server.wait(timeout=40)
        wait_for(lambda: not ours(demo_data))
        assert status(port) == 0
