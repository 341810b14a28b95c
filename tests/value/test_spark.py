"""The second engine: a run on Spark publishes what a run on DuckDB publishes, here, and on a cluster of two workers."""

import builtins
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from guanxi.contracts import figures, layout
from guanxi.contracts.layout import Part
from guanxi.value import backends, engine, money, results
from guanxi.value.backends import files, spark
from tests.value import cluster, equality, on_spark, spec
from tests.value.tiny_bank import TinyBank, join_accounts

MONTHS = 14


def _bank(folder: Path, customers: int) -> list[Part]:
    bank = TinyBank(customers, MONTHS)
    join_accounts(bank)
    return bank.write(folder / "store")


def _run(folder: Path, parts: list[Part], name: str, store: str = "") -> results.Snapshot:
    scratch = folder / f"scratch-{name}"
    place = store or folder / "store"
    return engine.run(parts, as_of=spec.AS_OF, store=place, scratch=scratch, engine=name, threads=1)


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[results.Snapshot, results.Snapshot, Path]:
    """Run the same bank on both engines, each computing its months anew; Spark by the address of its store."""
    on_spark.backend()
    one, other = tmp_path_factory.mktemp("duckdb"), tmp_path_factory.mktemp("spark")
    duck = _run(one, _bank(one, 40), "duckdb")
    return duck, _run(other, _bank(other, 40), "spark", files.address(str(other / "store"))), other


def test_counts_and_money_are_equal_and_ratios_to_a_billionth(both: tuple[Any, ...]) -> None:
    duck, there, _ = both
    assert equality.differences(duck, there) == []


def test_the_files_of_both_engines_have_the_same_columns_and_types(both: tuple[Any, ...]) -> None:
    duck, there, _ = both
    for contract in figures.PUBLISHED:
        here, other = (pq.read_schema(run.tables[contract.name]) for run in (duck, there))
        assert here.names == other.names
        for column in contract.columns:
            if not layout.TYPES[column.kind].startswith("array"):
                assert here.field(column.name).type == other.field(column.name).type, column.name


def test_closed_months_are_whole_parts_of_the_same_name_and_nothing_else_is_left(both: tuple[Any, ...]) -> None:
    duck, there, folder = both
    assert {(p.path, p.rows) for p in duck.new_parts} == {(p.path, p.rows) for p in there.new_parts}
    assert all((folder / "store" / p.path).is_file() for p in there.new_parts)
    assert not list((folder / "store").rglob("*.part"))
    assert {path.name for path in (folder / "scratch-spark").iterdir()} == {
        f"{c.name}.parquet" for c in figures.PUBLISHED
    }


def test_an_equal_figure_is_told_from_another() -> None:
    assert equality.same(1, 1) and equality.same(0.5, 0.5 + 1e-10) and equality.same([1, 0.5], [1, 0.5])
    assert not equality.same(1, 2) and not equality.same(0.5, 0.5 + 1e-8) and not equality.same(0.5, None)
    assert not equality.same([1], [1, 2]) and not equality.same({"a": 1}, {"a": 2}) and equality.same(None, None)


def test_money_is_rounded_half_away_from_zero_and_ratios_at_the_last_digit_alike() -> None:
    halves = [{"x": x} for x in (0.5, 1.5, 2.5, -0.5, -2.5, 0.49999999999999994, 1e15 + 0.5, 2.675, 1.0000005)]
    t = spec.table({"x": "float64"}, halves)
    rounded = t.select(whole=money.whole(t.x), two=t.x.round(2), six=t.x.round(6))
    assert spec.duckdb_rows(rounded) == on_spark.rows(rounded)
    assert [row["whole"] for row in on_spark.rows(rounded)][:5] == [1, 2, 3, -1, -3]


def test_whole_numbers_that_may_be_missing_stay_whole_beyond_the_reach_of_doubles() -> None:
    t = spec.table({"x": "int64"}, [{"x": 2**53 + 1}, {"x": None}, {"x": -(2**62)}])
    assert on_spark.rows(t) == spec.duckdb_rows(t) == [{"x": 2**53 + 1}, {"x": None}, {"x": -(2**62)}]


def test_an_overflow_is_an_error_and_not_another_number() -> None:
    t = spec.table({"x": "int64"}, [{"x": 2**62}, {"x": 2**62}])
    with pytest.raises(Exception, match="ARITHMETIC_OVERFLOW"):
        on_spark.rows(t.aggregate(total=t.x.sum()))


def test_texts_are_joined_in_the_order_of_a_column() -> None:
    t = spec.table({"n": "int64", "x": "string"}, [{"n": n, "x": f"t{n}"} for n in (10, 2, 9, 1)])
    joined = t.aggregate(all=t.x.group_concat(",", order_by=t.n))
    assert on_spark.rows(joined) == spec.duckdb_rows(joined) == [{"all": "t1,t2,t9,t10"}]


def test_a_text_is_stripped_of_its_blanks_and_of_no_letter() -> None:
    t = spec.table({"x": "string"}, [{"x": x} for x in (" families ", "\t\nvault\f\r\v", "a b", "", None)])
    stripped = t.select(x=t.x.strip())
    assert [row["x"] for row in on_spark.rows(stripped)] == ["families", "vault", "a b", "", None]
    assert spec.duckdb_rows(stripped) == on_spark.rows(stripped)


def test_an_unknown_engine_and_an_object_store_without_spark_are_refused(tmp_path: Path) -> None:
    with pytest.raises(backends.UnknownEngine, match="oracle"):
        backends.opened(tmp_path, engine="oracle")
    with pytest.raises(backends.NeedsSpark, match="s3a://bank/store"):
        backends.opened(tmp_path, store="s3a://bank/store", engine="duckdb")


def test_without_pyspark_or_java_the_run_is_refused_and_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GUANXI_ENGINE", "spark")
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(spark.NoSpark, match="Java 17"):
        backends.opened(tmp_path)
    plain = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name.startswith("pyspark"):
            raise ImportError(name)
        return plain(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(spark.NoSpark, match="pyspark"):
        backends.opened(tmp_path)


def test_a_run_on_a_standalone_cluster_uses_both_workers_and_publishes_the_same(tmp_path: Path) -> None:
    parts = TinyBank(5, 2).write(tmp_path / "store")
    duck = _run(tmp_path, parts, "duckdb")
    with cluster.started(tmp_path, workers=2) as (master, worked):
        there = cluster.run(master, tmp_path, parts, spec.AS_OF)
        assert worked() == 2
    assert equality.differences(duck, there) == []
