"""One cluster in the data folder: made once, started, found again after a kill, stopped (数据库实例).

Socket only, passwords (scram) on the socket, the builtin ``C.UTF-8`` locale so that sorting never changes
with the operating system.
"""

import hashlib
import os
import shutil
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import psycopg

from guanxi.kit.postgres import program
from guanxi.kit.postgres.refusals import DidNotStart, DiskFull, OtherVersion, SocketPath

SUPERUSER = "guanxi_super"
SOCKET_LIMIT = 100
ROOM_MB = 96
PATIENCE_SECONDS = 60.0

SETTINGS = """\
# Written anew at every start.
listen_addresses = ''
unix_socket_directories = '{socket}'
unix_socket_permissions = 0700
max_connections = 100
shared_buffers = {buffers}MB
work_mem = 32MB
maintenance_work_mem = 128MB
max_wal_size = 4GB
min_wal_size = 256MB
checkpoint_timeout = 15min
wal_compression = pglz
synchronous_commit = on
jit = off
random_page_cost = 1.1
default_statistics_target = 100
dynamic_shared_memory_type = {shared}
password_encryption = scram-sha-256
timezone = 'UTC'
log_timezone = 'UTC'
lc_messages = 'C'
log_min_messages = warning
log_checkpoints = off
log_min_error_statement = panic
log_parameter_max_length_on_error = 0
"""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Where a cluster lies; ``home`` is reachable by the server's user."""

    home: Path

    @property
    def pgdata(self) -> Path:
        """Return PostgreSQL's own folder."""
        return self.home / "cluster"

    @property
    def log(self) -> Path:
        """Return the server's log."""
        return self.home / "cluster" / "server.log"

    @property
    def socket(self) -> Path:
        """Return the folder of the socket: the cluster's own, or a short one when the path is too long."""
        if len(os.fsencode(self.pgdata)) <= SOCKET_LIMIT - len("/.s.PGSQL.5432"):
            return self.pgdata
        digest = hashlib.sha256(os.fsencode(self.pgdata)).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"guanxi-{digest}"

    def address(self, user: str, password: str, database: str) -> str:
        """Return the address of a database for a user."""
        host = str(self.socket).replace("%", "%25").replace("/", "%2F").replace(" ", "%20")
        return f"postgresql://{user}:{password}@/{database}?host={host}"


def make(cluster: Cluster, password: str) -> None:
    """Make the cluster if there is none; one left half-made by a kill is made anew."""
    if (cluster.pgdata / "PG_VERSION").exists():
        _check_version(cluster)
        return
    _check_room(cluster)
    who = program.account()
    fresh = cluster.home / "cluster.new"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=0o700)
    secret = cluster.home / "first.password"
    secret.touch(mode=0o600)
    secret.write_text(password)
    if who is not None:
        who.owns(fresh)
        who.owns(secret)
    done = program.run(
        "initdb",
        [
            f"--pgdata={fresh}",
            f"--username={SUPERUSER}",
            f"--pwfile={secret}",
            "--auth-local=scram-sha-256",
            "--auth-host=reject",
            "--encoding=UTF8",
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--no-instructions",
        ],
        cwd=fresh,
    )
    secret.unlink()
    if done.returncode != 0:
        raise _refusal(cluster, done.stdout)
    with (fresh / "postgresql.conf").open("a") as conf:
        conf.write("\ninclude 'guanxi.conf'\n")
    fresh.rename(cluster.pgdata)


def start(cluster: Cluster) -> None:
    """Start the server and wait until it answers; recovery after a kill is PostgreSQL's own."""
    _check_version(cluster)
    _check_room(cluster)
    _forget_stranger(cluster)
    _open_socket_folder(cluster)
    _configure(cluster)
    deadline = time.monotonic() + 10
    while True:
        done = program.run(
            "pg_ctl",
            ["start", "-s", "-w", f"-t{PATIENCE_SECONDS:.0f}", f"-D{cluster.pgdata}", f"-l{cluster.log}"],
            cwd=cluster.pgdata,
        )
        if done.returncode == 0:
            return
        said = _tail(cluster)
        # backends of a killed server take a moment to notice and let go of its memory
        if "shared memory block" not in said or time.monotonic() > deadline:
            raise _refusal(cluster, said or done.stdout)
        time.sleep(0.5)


def stop(cluster: Cluster) -> None:
    """Stop the server, breaking off open transactions; do nothing if it is not running."""
    program.run("pg_ctl", ["stop", "-s", "-w", "-mfast", f"-D{cluster.pgdata}"], cwd=cluster.home)


def is_running(cluster: Cluster) -> bool:
    """Tell whether a server of this cluster runs."""
    if not (cluster.pgdata / "postmaster.pid").exists():
        return False
    _forget_stranger(cluster)
    return program.run("pg_ctl", ["status", f"-D{cluster.pgdata}"], cwd=cluster.home).returncode == 0


def wait(cluster: Cluster, password: str) -> bool:
    """Wait until a running server lets the superuser in; it may still be recovering. ``False`` if it is gone."""
    address = cluster.address(SUPERUSER, password, "postgres")
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            psycopg.connect(address, connect_timeout=5).close()
            return True
        except psycopg.OperationalError as error:
            if not is_running(cluster):
                return False
            if time.monotonic() > deadline:
                raise _refusal(cluster, str(error)) from error
            time.sleep(0.2)


def _configure(cluster: Cluster) -> None:
    memory_mb = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20
    shm = Path("/dev/shm")
    roomy = shm.exists() and shutil.disk_usage(shm).total >= 256 * 2**20
    text = SETTINGS.format(
        socket=str(cluster.socket).replace("'", "''"),
        buffers=max(64, min(512, memory_mb // 8)),
        shared="posix" if roomy else "mmap",
    )
    (cluster.pgdata / "guanxi.conf").write_text(text)
    (cluster.pgdata / "guanxi.conf").chmod(0o600)
    if (who := program.account()) is not None:
        who.owns(cluster.pgdata / "guanxi.conf")


def _open_socket_folder(cluster: Cluster) -> None:
    folder = cluster.socket
    if folder == cluster.pgdata:
        return
    who = program.account()
    folder.mkdir(mode=0o700, exist_ok=True)
    if who is not None and folder.stat().st_uid == 0:
        who.owns(folder)
    owner = os.geteuid() if who is None else who.uid
    found = folder.stat(follow_symlinks=False)
    if found.st_uid != owner or found.st_mode & 0o077:
        raise SocketPath(folder=cluster.pgdata, short=folder)


def _forget_stranger(cluster: Cluster) -> None:
    """Remove a pid file whose number belongs to another program, after a reboot, or to a dead one nobody buried.

    PostgreSQL still notices backends that outlived their server: by the shared memory they hold.
    """
    for file in (cluster.pgdata / "postmaster.pid", cluster.socket / ".s.PGSQL.5432.lock"):
        try:
            pid = int(file.read_text().split("\n", 1)[0])
            stat = Path(f"/proc/{pid}/stat").read_text()
        except (OSError, ValueError):
            continue
        if not stat.startswith(f"{pid} (postgres) ") or stat.startswith(f"{pid} (postgres) Z"):
            file.unlink(missing_ok=True)


def _check_version(cluster: Cluster) -> None:
    found = (cluster.pgdata / "PG_VERSION").read_text().strip()
    ours = program.version()
    if found != ours:
        raise OtherVersion(folder=cluster.pgdata, found=found, ours=ours)


def _check_room(cluster: Cluster) -> None:
    free = shutil.disk_usage(cluster.home).free // 2**20
    if free < ROOM_MB:
        raise DiskFull(folder=cluster.home, free=free)


def _tail(cluster: Cluster) -> str:
    try:
        with cluster.log.open("rb") as log:
            log.seek(max(0, cluster.log.stat().st_size - 4000))
            return log.read().decode(errors="replace")
    except OSError:
        return ""


def _refusal(cluster: Cluster, said: str) -> DiskFull | DidNotStart:
    if "No space left on device" in said:
        return DiskFull(folder=cluster.home, free=shutil.disk_usage(cluster.home).free // 2**20)
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    worst = [line for line in lines if "FATAL" in line or "PANIC" in line or "error" in line]
    return DidNotStart(folder=cluster.pgdata, reason=(worst or lines or ["nothing"])[-1], log=cluster.log)
