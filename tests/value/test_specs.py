"""Every specification holds on DuckDB and on Spark, and the printed manual is the one they say."""

from pathlib import Path
from typing import Any

import ibis
import pytest

from guanxi.value import manual, specs
from tests.value import equality, on_spark

DOCS = Path(__file__).parents[2] / "docs" / "manual"


@pytest.mark.parametrize("one", specs.ALL, ids=lambda one: one.name)
def test_the_measure_gives_the_table_of_its_specification_on_both_engines(one: specs.Spec) -> None:
    expected = [dict(zip(one.out.kinds, row, strict=True)) for row in one.out.rows]
    for ask in (ibis.duckdb.connect().to_pyarrow, on_spark.backend().ask):
        found = ask(one.expression(ask)).to_pylist()
        assert equality.same(_sorted(found), _sorted(expected)), found


def test_every_specification_has_a_name_of_its_own() -> None:
    assert len({one.name for one in specs.ALL}) == len(specs.ALL)


def test_the_printed_manual_is_current() -> None:
    pages = manual.pages()
    assert {path.name for path in DOCS.iterdir()} == set(pages), "run `python -m guanxi.value.manual docs/manual` again"
    for name, text in pages.items():
        assert (DOCS / name).read_text(encoding="utf-8") == text, f"{name}: print the manual again"


def _sorted(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(rows, key=lambda row: [str(value) for value in row.values() if not isinstance(value, float)])
