"""``guanxi worker``: background work until stopped (后台任务进程)."""

import logging
import os
import signal
import sys
import threading
from typing import cast

from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from guanxi.doors.cli.serve import tidy
from guanxi.doors.cli.terminal import Terminal
from guanxi.kit.words import Words

READY = Words(
    "The worker waits for loads and day ends (Ctrl-C stops it)", "后台任务已启动，等待装载与日终(按 Ctrl-C 停止)"
)


def work(said: Terminal, *, with_parent: bool = False) -> None:
    """Take jobs as they come; a job in hand is stopped at its next step when we are told to end."""
    logging.getLogger("procrastinate").setLevel(logging.WARNING)
    if with_parent:
        threading.Thread(target=_end_with_parent, daemon=True).start()
    else:
        said.say(READY)
    tidy()
    # Django's own connection cannot listen for new jobs
    django_connector = cast(DjangoConnector, app.connector)
    with app.replace_connector(django_connector.get_worker_connector()):
        app.run_worker(name="guanxi", concurrency=1, shutdown_graceful_timeout=10)


def _end_with_parent() -> None:
    """Wait for the end of the standard input, which whoever started us holds open."""
    sys.stdin.read()
    os.kill(os.getpid(), signal.SIGTERM)
