"""Every page at every reach, over HTTP from the real server (页面测量): p50 and p95 at concurrency 1 and 8."""

import http.client
import http.cookies
import re
import socket
import statistics
import subprocess
import sys
import time
import urllib.parse
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from guanxi.doors.cli import demo
from guanxi.doors.cli.bench import addresses
from guanxi.guard import reach
from guanxi.guard.people import Person

HOST = "127.0.0.1"
REQUESTS, WARM_UP = 16, 1
CONCURRENCY = (1, 8)
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


def measured(home: Path) -> list[dict[str, Any]]:
    """Return an object per page, reach and concurrency.

    What a page costs depends on how far its reader reaches, so the first role of each reach that may open it is asked.
    """
    found: list[dict[str, Any]] = []
    done: set[tuple[str, str]] = set()
    with _server(home) as port:
        for person in demo.log_ins():
            cookies, far = _signed_in(port, person.username), reach.of(person)
            for page, path in addresses.of(person).items():
                # a verb answers that it takes a POST, and a page outside the role that it is not allowed
                if (page, far) in done or _ask(_connected(port), path, cookies)[0] != http.client.OK:
                    continue
                done.add((page, far))
                facts = {"page": page, "role": person.role, "queries": _queries(person, path)}
                found += [facts | _timed(port, path, cookies, concurrency) for concurrency in CONCURRENCY]
    return found


def _timed(port: int, path: str, cookies: str, concurrency: int) -> dict[str, Any]:
    times = _times(port, path, cookies, concurrency)
    p95 = statistics.quantiles(times, n=20, method="inclusive")[-1]
    return {
        "concurrency": concurrency,
        "requests": len(times),
        "p50_ms": round(statistics.median(times) * 1000, 1),
        "p95_ms": round(p95 * 1000, 1),
    }


@contextmanager
def _server(home: Path) -> Iterator[int]:
    """Serve without background work on a free port."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "guanxi.doors.cli.main", "serve", "--no-worker", "--data", str(home)]
    child = subprocess.Popen([*command, "--port", str(port)], stdout=subprocess.DEVNULL)
    try:
        _wait(port)
        yield port
    finally:
        child.terminate()
        child.wait(timeout=30)


def _wait(port: int, patience: float = 60.0) -> None:
    deadline = time.monotonic() + patience
    while True:
        try:
            _ask(_connected(port), "/accounts/login/", "")
        except ConnectionError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
        else:
            return


def _connected(port: int) -> http.client.HTTPConnection:
    return http.client.HTTPConnection(HOST, port, timeout=120)


def _signed_in(port: int, login: str) -> str:
    """Sign in as a person does, with the form; return the cookies."""
    link = _connected(port)
    status, body, cookies = _ask(link, "/accounts/login/", "")
    token = TOKEN.search(body)
    form = {"csrfmiddlewaretoken": token.group(1) if token else "", "login": login, "password": demo.PASSWORD}
    status, _, fresh = _ask(link, "/accounts/login/", cookies, urllib.parse.urlencode(form))
    if status != http.client.FOUND:
        raise ConnectionError(f"{login} could not sign in: {status}")
    return f"{cookies}; {fresh}"


def _ask(link: http.client.HTTPConnection, path: str, cookies: str, form: str | None = None) -> tuple[int, str, str]:
    """Ask for one page and read it whole; return status, body and the cookies that were set."""
    headers = {"Cookie": cookies, "Accept-Language": "zh-hans", "Accept": "text/html"}
    if form is not None:
        headers |= {"Content-Type": "application/x-www-form-urlencoded", "Referer": f"http://{HOST}:{link.port}/"}
    link.request("GET" if form is None else "POST", path, body=form, headers=headers)
    answer = link.getresponse()
    body = answer.read().decode()
    jar: http.cookies.SimpleCookie = http.cookies.SimpleCookie()
    for line in answer.headers.get_all("Set-Cookie") or []:
        jar.load(line)
    return answer.status, body, "; ".join(f"{name}={value.value}" for name, value in jar.items())


def _times(port: int, path: str, cookies: str, concurrency: int) -> list[float]:
    """Return the seconds of each request, after a warm-up, with as many at a time as told."""

    def some(count: int) -> list[float]:
        link = _connected(port)
        seconds = []
        for _ in range(count):
            started = time.perf_counter()
            status, _body, _cookies = _ask(link, path, cookies)
            seconds.append(time.perf_counter() - started)
            if status != http.client.OK:
                raise ConnectionError(f"{path} answered {status}")
        return seconds

    some(WARM_UP)
    with ThreadPoolExecutor(concurrency) as pool:
        shares = pool.map(some, [REQUESTS // concurrency] * concurrency)
        return [seconds for share in shares for seconds in share]


def _queries(person: Person, path: str) -> int:
    """Count the statements that one request of a page runs."""
    client = Client(headers={"host": settings.ALLOWED_HOSTS[0]})
    client.force_login(person)
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return len(captured)
