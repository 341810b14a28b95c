"""The real browser of the journeys: the system's Chromium, without anything that calls home."""

import os
import shutil

import pytest

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def chromium() -> str:
    """Return where Chromium is; ``GUANXI_CHROMIUM`` says so when it is not on the path."""
    found = os.environ.get("GUANXI_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        pytest.fail("no Chromium: install it (apt-get install chromium) or name it in GUANXI_CHROMIUM")
    return found
