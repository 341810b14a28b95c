"""Spark (分布式计算): the same expressions where one machine is too small, in this process or on a cluster.

Every kept table of a run is a Parquet folder beside the run's scratch files, so that plans stay short and the memory of
the workers is free. Workers need Java alone: no expression calls Python. Settings in ``docs/settings.md``; when to use
it in ``docs/engines.md``.
"""

import os
import shutil
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import ibis.expr.types as ir

from guanxi.kit.refusals import Refused
from guanxi.kit.words import Words
from guanxi.value.backends import files

MASTER = "local[*]"
#: What makes figures equal: an overflow is an error, days have no time zone, moments are plain ones.
MEANING = {
    "spark.sql.ansi.enabled": "true",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.parquet.outputTimestampType": "TIMESTAMP_MICROS",
    "spark.sql.parquet.datetimeRebaseModeInWrite": "CORRECTED",
    "spark.sql.parquet.datetimeRebaseModeInRead": "CORRECTED",
    "spark.sql.caseSensitive": "true",
    "spark.sql.legacy.timeParserPolicy": "CORRECTED",
}
SPEED = {
    "spark.sql.adaptive.enabled": "true",
    "spark.sql.maxPlanStringLength": "1000",
    "spark.sql.debug.maxToStringFields": "10",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.driver.maxResultSize": "0",
    "spark.hadoop.mapreduce.fileoutputcommitter.algorithm.version": "2",
    "spark.hadoop.mapreduce.fileoutputcommitter.marksuccessfuljobs": "false",
    "spark.sql.execution.arrow.pyspark.enabled": "true",
}


class NoSpark(Refused):
    """Spark was asked for and is not installed."""

    words = Words(
        "GUANXI_ENGINE is spark, but {what} is not installed. Install {what} or unset GUANXI_ENGINE, and run again.",
        "GUANXI_ENGINE 设为 spark，但未安装 {what}。请安装 {what} 或取消该设置，再重新运行。",
    )


class NoCluster(Refused):
    """The master does not answer, or Java refuses to start."""

    words = Words(
        "Spark could not be started at {master}: {reason}. Check the address in GUANXI_SPARK_MASTER and the cluster.",
        "无法在 {master} 启动 Spark:{reason}。请检查 GUANXI_SPARK_MASTER 的地址和集群状态。",
    )


def session(scratch: Path, *, memory: str = "4GB", threads: int | None = None) -> tuple[Any, bool]:
    """Return the running Spark session, or start one, and whether it was running.

    Refuses with ``NoSpark`` or ``NoCluster``.
    """
    try:
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError:
        raise NoSpark(what="pyspark (guanxi[spark])") from None
    if not (os.environ.get("JAVA_HOME") or shutil.which("java")):
        raise NoSpark(what="Java 17") from None
    running = SparkSession.getActiveSession()
    if running:
        return running, True
    master = os.environ.get("GUANXI_SPARK_MASTER") or (f"local[{threads}]" if threads else MASTER)
    size = os.environ.get("GUANXI_SPARK_MEMORY") or memory.upper().replace("GB", "g")
    settings = {
        **SPEED,
        **MEANING,
        "spark.driver.memory": size,
        "spark.executor.memory": size,
        "spark.sql.shuffle.partitions": os.environ.get("GUANXI_SPARK_PARTITIONS") or "200",
        "spark.sql.warehouse.dir": files.address(str(scratch / "warehouse")),
    }
    builder = SparkSession.builder.master(master).appName("guanxi")
    for name, value in settings.items():
        builder = builder.config(name, value)
    try:
        started = builder.getOrCreate()
    except (PySparkException, RuntimeError, OSError) as failure:
        raise NoCluster(master=master, reason=str(failure).splitlines()[0][:200]) from failure
    started.sparkContext.setLogLevel("ERROR")
    return started, False


class Spark:
    """A Spark session as the engine sees it; a session that was running before stays when the run is over."""

    def __init__(self, scratch: Path, *, memory_limit: str = "4GB", threads: int | None = None) -> None:
        self._session, self._borrowed = session(scratch, memory=memory_limit, threads=threads)
        from guanxi.value.backends.dialect import OnSpark

        OnSpark.register_options()
        self._connection = OnSpark()
        self._connection.do_connect(self._session)
        self._run = uuid.uuid4().hex[:8]
        self._folder = f"{files.address(str(scratch))}/spark-{self._run}"
        self._views: list[str] = []
        self._seconds: dict[str, float] = {}

    def read(self, paths: Sequence[str]) -> ir.Table:
        """Read Parquet files with the same columns as one table."""
        return self._view(f"read_{uuid.uuid4().hex}", [files.address(path) for path in paths])

    def keep(self, name: str, table: ir.Table) -> ir.Table:
        """Compute an expression and keep it as a table of the run; one of the same name is replaced."""
        path = f"{self._folder}/{name}"
        self._frame(table).write.mode("overwrite").option("compression", "snappy").parquet(path)
        return self._view(self._named(name), [path])

    def keep_by_slices(self, name: str, build: Callable[[Any, Any], ir.Table], numbers: ir.Table) -> ir.Table:
        """Keep what ``build`` makes of all customers: Spark divides the work itself."""
        return self.keep(name, build(None, None))

    def drop(self, name: str) -> None:
        """Forget a kept table."""
        self._session.catalog.dropTempView(self._named(name))
        files.remove(self._session, f"{self._folder}/{name}")

    def ask(self, table: ir.Expr) -> Any:
        """Run an expression and return its rows as an Arrow table."""
        found = self._frame(table.as_table()).toArrow()
        return table.__pyarrow_result__(_typed(found, table.as_table().schema().to_pyarrow()))

    def write(self, table: ir.Table, path: str) -> int:
        """Write an expression, in its order, as one Parquet file that is whole or not there; return its rows."""
        target = files.address(path)
        unfinished = f"{target.removesuffix('.parquet')}.part"
        self._frame(table).coalesce(1).write.mode("overwrite").option("compression", "snappy").parquet(unfinished)
        files.settle(self._session, unfinished, target)
        return files.rows(self._session, target)

    def write_by_slices(self, build: Callable[[Any, Any], ir.Table], numbers: ir.Table, path: str) -> int:
        """Write what ``build`` makes of all customers: Spark divides the work itself."""
        return self.write(build(None, None), path)

    def exists(self, path: str) -> bool:
        """Tell whether a file is there."""
        system, place = files.opened(self._session, files.address(path))
        return bool(system.exists(place))

    @contextmanager
    def timed(self, name: str) -> Iterator[None]:
        """Count what is asked for within for ``name``."""
        started = time.perf_counter()
        yield
        self._seconds[name] = self._seconds.get(name, 0.0) + time.perf_counter() - started

    def seconds(self) -> dict[str, float]:
        """Return what each name took."""
        return self._seconds

    def close(self) -> None:
        """Let go of everything the run kept."""
        for name in self._views:
            self._session.catalog.dropTempView(name)
        files.remove(self._session, self._folder)
        if not self._borrowed:
            self._session.stop()

    def _frame(self, table: ir.Table) -> Any:
        """Return the rows of an expression; a whole number is as wide as Ibis says, which Spark narrows to 32 bits."""
        self._connection._run_pre_execute_hooks(table)
        frame = self._session.sql(self._connection.compile(table))
        wide = [name for name, kind in table.schema().items() if kind.is_int64()]
        narrow = [name for name in wide if frame.schema[name].dataType.typeName() != "long"]
        return frame.withColumns({name: frame[name].cast("long") for name in narrow}) if narrow else frame

    def _named(self, name: str) -> str:
        return f"{name}_{self._run}"

    def _view(self, name: str, paths: list[str]) -> ir.Table:
        self._session.read.parquet(*paths).createOrReplaceTempView(name)
        self._views.append(name)
        return self._connection.table(name)


def _typed(found: Any, schema: Any) -> Any:
    return found.rename_columns(schema.names).cast(schema)
