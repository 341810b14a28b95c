"""A real standalone Spark cluster on the loopback address (独立集群): one master, some workers, and a run on it."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pyspark

from guanxi.contracts import figures
from guanxi.contracts.layout import Part
from guanxi.value import engine
from guanxi.value.results import Snapshot

HOST = "127.0.0.1"
PATIENCE = 60
#: Plans of a few rows are interpreted; told by the file in which a bank tells its own settings.
QUICK = "spark.sql.codegen.wholeStage false\nspark.sql.codegen.factoryMode NO_CODEGEN\nspark.executor.cores 1\n"
_DEPLOY = "org.apache.spark.deploy"


@contextmanager
def started(folder: Path, workers: int) -> Iterator[tuple[str, Callable[[], int]]]:
    """Start a cluster; give its address, and a call that tells how many workers have worked."""
    port = _free_port()
    master = f"spark://{HOST}:{port}"
    works = [folder / f"worker-{n}" for n in range(workers)]
    begun = [_start(folder / "master.log", f"{_DEPLOY}.master.Master", "--port", str(port), "--webui-port", "0")]
    try:
        _until(folder / "master.log", "I have been elected leader")
        for work in works:
            options = ("--cores", "1", "--memory", "1g", "--webui-port", "0", "--work-dir", str(work), master)
            begun.append(_start(work.with_suffix(".log"), f"{_DEPLOY}.worker.Worker", *options))
        for work in works:
            _until(work.with_suffix(".log"), "Successfully registered with master")
        yield master, lambda: sum(any(work.glob("app-*/*")) for work in works)
    finally:
        for process in begun:
            process.terminate()
        for process in begun:
            process.wait(timeout=PATIENCE)


def run(master: str, folder: Path, parts: list[Part], as_of: date) -> Snapshot:
    """Run the engine in a process of its own that is told of the cluster by the settings alone."""
    told = {"GUANXI_ENGINE": "spark", "GUANXI_SPARK_MASTER": master, "GUANXI_SPARK_MEMORY": "768m"}
    (folder / "spark-defaults.conf").write_text(QUICK)
    quick = {"GUANXI_SPARK_PARTITIONS": "2", "SPARK_LOCAL_IP": HOST, "SPARK_CONF_DIR": str(folder)}
    task = json.dumps([str(folder), as_of.isoformat(), [[p.contract, p.period, p.path, p.rows] for p in parts]])
    done = subprocess.run(
        [sys.executable, "-m", "tests.value.cluster"],
        input=task,
        env={**os.environ, **told, **quick},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    scratch = folder / "scratch-cluster"
    tables = {contract.name: scratch / f"{contract.name}.parquet" for contract in figures.PUBLISHED}
    return Snapshot(as_of=as_of, on=as_of, last="", tables=tables)


def _start(log: Path, role: str, *options: str) -> "subprocess.Popen[bytes]":
    program = Path(pyspark.__file__).parent / "bin" / "spark-class"
    quiet = {"SPARK_LOCAL_IP": HOST, "SPARK_DAEMON_MEMORY": "256m", "SPARK_NO_DAEMONIZE": "1"}
    with log.open("wb") as file:
        return subprocess.Popen(
            [str(program), role, "--host", HOST, *options], stdout=file, stderr=file, env={**os.environ, **quiet}
        )


def _until(log: Path, words: str) -> None:
    for _ in range(PATIENCE * 10):
        if words in log.read_text(errors="replace"):
            return
        time.sleep(0.1)
    raise TimeoutError(log.read_text(errors="replace")[-2000:])


def _free_port() -> int:
    with socket.socket() as one:
        one.bind((HOST, 0))
        return int(one.getsockname()[1])


def _main() -> None:
    folder, day, rows = json.load(sys.stdin)
    parts = [Part(*row) for row in rows]
    place = Path(folder)
    engine.run(parts, as_of=date.fromisoformat(day), store=place / "store", scratch=place / "scratch-cluster")


if __name__ == "__main__":
    _main()
