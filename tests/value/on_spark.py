"""The one Spark session of a test process (测试用 Spark): small, and with plans that are not compiled."""

from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import ibis.expr.types as ir
from pyspark.sql import SparkSession

from guanxi.value.backends import spark

#: Plans of a few rows are interpreted: compiling them takes most of the time.
SMALL = {
    "spark.sql.shuffle.partitions": "1",
    "spark.default.parallelism": "1",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.adaptive.enabled": "false",
    "spark.driver.memory": "1g",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
}


@cache
def backend() -> spark.Spark:
    """Return a backend that every test of the process shares; a run started meanwhile borrows its session."""
    builder = SparkSession.builder.master("local[1]")
    scratch = Path(mkdtemp(prefix="guanxi-spark-"))
    for name, value in {**spark.SPEED, **spark.MEANING, **SMALL}.items():
        builder = builder.config(name, value)
    builder.getOrCreate()
    return spark.Spark(scratch)


def rows(expression: ir.Table) -> list[dict[str, Any]]:
    """Run an expression and return its rows."""
    found: list[dict[str, Any]] = backend().ask(expression).to_pylist()
    return found
