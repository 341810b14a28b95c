"""A live server on a committed little bank, and a signed-in page in a real browser."""

import os
from collections.abc import Callable, Iterator

import pytest
from django.db import connections
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from guanxi.site import texts
from tests import cast
from tests.journeys.browser import FLAGS, chromium
from tests.pictures import complaints, sign_in


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start the browser once."""
    # Playwright's loop runs in this thread while Django's test code uses the database from it
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    texts.compile_all()
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        yield started
        started.close()


@pytest.fixture
def little_bank(committed_db: None) -> cast.LittleBank:
    """Write the little bank so that another connection sees it."""
    return cast.fill()


@pytest.fixture
def served(little_bank: cast.LittleBank) -> Iterator[str]:
    """Serve the pages from a thread with connections of its own."""
    server = LiveServer("127.0.0.1")
    yield server.url
    server.stop()
    connections.close_all()


@pytest.fixture
def enter(served: str, browser: Browser) -> Iterator[Callable[..., Page]]:
    """Return a function that signs somebody in and gives the page; its complaints fail the test at the end."""
    contexts = []
    said: list[list[str]] = []

    def signed_in(login: str, width: int = 1440, height: int = 900) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, base_url=served, locale="zh-CN")
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        said.append(complaints(page))
        sign_in(page, served, login, cast.PASSWORD)
        return page

    yield signed_in
    for context in contexts:
        context.close()
    assert [line for lines in said for line in lines] == []
