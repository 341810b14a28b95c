"""Who uses the server: it starts with the first process and stops when the last one leaves.

Every process holds a shared lock on one file for as long as it lives, which the kernel lets go even of a
killed one; whoever leaves and then gets the lock alone was the last and stops the server.
"""

import atexit
import fcntl
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from guanxi.kit.postgres import cluster as clusters
from guanxi.kit.postgres import program, roles
from guanxi.kit.postgres.cluster import SUPERUSER, Cluster


@dataclass(frozen=True, slots=True)
class Addresses:
    """The two ways in: the application's and, for migrations only, the owner's."""

    app: str
    owner: str


_held: dict[Path, tuple[int, IO[str]]] = {}


def ensure(data: Path) -> Addresses:
    """Return the addresses of a running server and leave them where the settings look for them."""
    if url := os.environ.get("DATABASE_URL"):
        addresses = Addresses(url, os.environ.get("DATABASE_OWNER_URL", url))
    else:
        addresses = _own(data.resolve())
    os.environ["GUANXI_APP_ADDRESS"] = addresses.app
    os.environ["GUANXI_OWNER_ADDRESS"] = addresses.owner
    return addresses


def admin(data: Path, database: str = "postgres") -> str:
    """Return the superuser's address of our own server: for tests and repairs, never for the application."""
    home = program.place(data.resolve() / "postgres", program.account())
    return Cluster(home).address(SUPERUSER, _passwords(home)[SUPERUSER], database)


def stop(data: Path) -> None:
    """Stop the server of a data folder, whoever uses it."""
    home = program.place(data.resolve() / "postgres", program.account())
    with _alone(home):
        clusters.stop(Cluster(home))


def _own(data: Path) -> Addresses:
    home = program.place(data / "postgres", program.account())
    cluster = Cluster(home)
    with _alone(home):
        passwords = _passwords(home)
        if not clusters.is_running(cluster) or not clusters.wait(cluster, passwords[SUPERUSER]):
            clusters.make(cluster, passwords[SUPERUSER])
            clusters.start(cluster)
        roles.make(
            cluster.address(SUPERUSER, passwords[SUPERUSER], "postgres"),
            owner_password=passwords[roles.OWNER],
            application_password=passwords[roles.APPLICATION],
        )
        _hold(home)
    return Addresses(
        cluster.address(roles.APPLICATION, passwords[roles.APPLICATION], roles.DATABASE),
        cluster.address(roles.OWNER, passwords[roles.OWNER], roles.DATABASE),
    )


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """Let only one process start or stop the server at a time."""
    with (home / "starting.lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _hold(home: Path) -> None:
    held = _held.get(home)
    if held is not None and held[0] == os.getpid():
        return
    file = (home / "users.lock").open("a")
    fcntl.flock(file, fcntl.LOCK_SH)
    _held[home] = (os.getpid(), file)
    atexit.register(_leave, home, os.getpid())


def _leave(home: Path, pid: int) -> None:
    """Give up our share; stop the server if nobody else has one."""
    if pid != os.getpid() or not home.exists():
        return
    with _alone(home):
        _, file = _held.pop(home)
        file.close()
        with (home / "users.lock").open("a") as mine:
            try:
                fcntl.flock(mine, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return
            clusters.stop(Cluster(home))


def _passwords(home: Path) -> dict[str, str]:
    """Return the passwords of the roles, made once and kept readable to us alone."""
    path = home / "passwords"
    if not path.exists():
        fresh = home / "passwords.new"
        fresh.unlink(missing_ok=True)
        fresh.touch(mode=0o600)
        names = (SUPERUSER, roles.OWNER, roles.APPLICATION)
        fresh.write_text(json.dumps({name: secrets.token_urlsafe(24) for name in names}))
        fresh.rename(path)
    kept: dict[str, str] = json.loads(path.read_text())
    return kept
