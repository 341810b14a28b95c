"""The server in the data folder: found, shared, killed, started again, refused when it cannot be."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from guanxi.kit import postgres
from guanxi.kit.postgres import cluster, program, refusals
from guanxi.kit.postgres.cluster import Cluster

USE = """
import os, sys, time
from pathlib import Path
from guanxi.kit import postgres
print(postgres.ensure(Path(sys.argv[1])).app, flush=True)
sys.stdin.readline()
"""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give a data folder with a server made once for this file; it is stopped afterwards."""
    folder = Path("/tmp") / f"guanxi-kit-{os.getpid()}"
    folder.mkdir()
    yield folder
    postgres.stop(folder)
    place = (folder / "postgres").resolve()
    shutil.rmtree(place, ignore_errors=True)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(autouse=True)
def _own_server(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATABASE_URL", "GUANXI_APP_ADDRESS", "GUANXI_OWNER_ADDRESS"):
        monkeypatch.setenv(name, "")


def _user(data: Path) -> "subprocess.Popen[str]":
    """Start another process that uses the server until it is told to leave."""
    path = os.pathsep.join(p for p in sys.path if p)
    user = subprocess.Popen(
        [sys.executable, "-c", USE, str(data)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": path},
    )
    assert user.stdout is not None
    assert user.stdout.readline().startswith("postgresql://guanxi_app")
    return user


def _leave(user: "subprocess.Popen[str]") -> None:
    user.communicate("\n", timeout=60)


def _home(data: Path) -> Cluster:
    return Cluster((data / "postgres").resolve())


def _postmaster(data: Path) -> int:
    return int((_home(data).pgdata / "postmaster.pid").read_text().split()[0])


def test_the_server_stops_with_the_last_process_that_uses_it(data: Path) -> None:
    one, other = _user(data), _user(data)
    _leave(one)
    assert cluster.is_running(_home(data))
    _leave(other)
    assert not cluster.is_running(_home(data))


def test_a_killed_process_leaves_a_server_the_next_one_uses_and_stops(data: Path) -> None:
    killed = _user(data)
    killed.kill()
    killed.communicate()
    assert cluster.is_running(_home(data))
    _leave(_user(data))
    assert not cluster.is_running(_home(data))


def test_a_killed_server_keeps_what_was_committed(data: Path) -> None:
    user = _user(data)
    with psycopg.connect(postgres.admin(data, "guanxi"), autocommit=True) as connection:
        connection.execute("CREATE TABLE kept (n int); INSERT INTO kept SELECT generate_series(1, 1000)")
    os.kill(_postmaster(data), signal.SIGKILL)
    user.kill()
    user.communicate()
    assert (_home(data).pgdata / "postmaster.pid").exists()
    again = _user(data)
    with psycopg.connect(postgres.admin(data, "guanxi"), autocommit=True) as connection:
        assert connection.execute("SELECT count(*) FROM kept").fetchone() == (1000,)
        connection.execute("DROP TABLE kept")
    _leave(again)


def test_a_pid_file_that_names_a_stranger_does_not_stop_the_start(data: Path) -> None:
    _leave(_user(data))
    pid_file = _home(data).pgdata / "postmaster.pid"
    pid_file.write_text(f"{os.getpid()}\n{_home(data).pgdata}\n{int(time.time())}\n5432\n\n\n")
    _leave(_user(data))
    assert not pid_file.exists()


def test_a_cluster_half_made_by_a_kill_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = program.place(tmp_path / "postgres", program.account())
    (home / "cluster.new").mkdir()
    (home / "cluster.new" / "rubbish").write_text("half")
    cluster.make(Cluster(home), "secret")
    assert (home / "cluster" / "PG_VERSION").exists()
    assert not (home / "cluster.new").exists()
    shutil.rmtree(home)


def test_nothing_listens_on_the_network_and_passwords_are_kept_close(data: Path) -> None:
    user = _user(data)
    with psycopg.connect(postgres.admin(data)) as connection:
        rows = connection.execute("SELECT name, setting FROM pg_settings").fetchall()
    _leave(user)
    settings = dict(rows)
    assert settings["listen_addresses"] == ""
    assert (settings["jit"], settings["synchronous_commit"], settings["password_encryption"]) == (
        "off",
        "on",
        "scram-sha-256",
    )
    passwords = _home(data).home / "passwords"
    assert passwords.stat().st_mode & 0o077 == 0
    assert set(json.loads(passwords.read_text())) == {"guanxi_super", "guanxi_owner", "guanxi_app"}


def test_nobody_gets_in_without_the_password(data: Path) -> None:
    user = _user(data)
    for name in ("guanxi_super", "guanxi_owner", "guanxi_app", "postgres"):
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(_home(data).address(name, "guess", "guanxi")).close()
    _leave(user)


def test_an_address_in_the_environment_is_used_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://app@db.bank.example/guanxi")
    monkeypatch.setenv("DATABASE_OWNER_URL", "postgresql://owner@db.bank.example/guanxi")
    assert postgres.ensure(tmp_path) == postgres.Addresses(
        "postgresql://app@db.bank.example/guanxi", "postgresql://owner@db.bank.example/guanxi"
    )
    assert os.environ["GUANXI_OWNER_ADDRESS"].startswith("postgresql://owner@")
    assert not (tmp_path / "postgres").exists()


def test_data_of_another_version_are_refused_in_both_languages(data: Path) -> None:
    _leave(_user(data))
    version = _home(data).pgdata / "PG_VERSION"
    kept = version.read_text()
    version.write_text("13\n")
    try:
        with pytest.raises(refusals.OtherVersion) as refusal:
            cluster.start(_home(data))
    finally:
        version.write_text(kept)
    assert "13" in refusal.value.words.en
    assert "13" in refusal.value.words.zh


def test_a_full_disk_is_refused_before_anything_is_written(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _leave(_user(data))
    full = shutil.disk_usage("/")._replace(free=5 * 2**20)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: full)
    with pytest.raises(refusals.DiskFull) as refusal:
        cluster.start(_home(data))
    assert "5 MB" in refusal.value.words.en


def test_what_the_server_says_is_passed_on(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _leave(_user(data))
    monkeypatch.setattr(cluster, "SETTINGS", "no_such_setting = 1\n")
    with pytest.raises(refusals.DidNotStart) as refusal:
        cluster.start(_home(data))
    assert "configuration file" in refusal.value.words.zh


def test_a_long_path_gets_a_short_socket_and_a_strangers_folder_is_refused(tmp_path: Path) -> None:
    long = Cluster(tmp_path / ("x" * 90))
    assert len(str(long.socket)) < 60
    assert long.address("a", "b", "c").endswith(str(long.socket).replace("/", "%2F"))
    long.socket.mkdir(mode=0o777)
    long.socket.chmod(0o777)
    try:
        with pytest.raises(refusals.SocketPath):
            cluster._open_socket_folder(long)
    finally:
        long.socket.rmdir()


def test_programs_the_other_user_cannot_run_are_copied_to_where_it_can(monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = Path(f"/tmp/guanxi-programs-{os.getpid()}")
    monkeypatch.setattr(program, "ELSEWHERE", elsewhere)
    monkeypatch.setattr(program, "can_reach", lambda who, path: False)
    program.folder.cache_clear()
    try:
        assert program.folder().is_relative_to(elsewhere)
        assert program.version() == "18"
    finally:
        program.folder.cache_clear()
        shutil.rmtree(elsewhere)


def test_a_checkout_closed_to_others_serves_root_as_well_as_an_ordinary_user(tmp_path: Path) -> None:
    is_root = os.geteuid() == 0
    closed = Path(f"/root/guanxi-closed-{os.getpid()}") if is_root else tmp_path / "closed"
    closed.mkdir(mode=0o700)
    try:
        _leave(_user(closed))
        place = (closed / "postgres").resolve()
        assert place.is_relative_to(program.ELSEWHERE if is_root else closed)
        assert program.place(closed / "postgres", program.account()) == place
    finally:
        shutil.rmtree((closed / "postgres").resolve(), ignore_errors=True)
        shutil.rmtree(closed)
