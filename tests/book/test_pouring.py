"""Rows poured from Parquet into a table, and what happens when either end breaks."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import psycopg
import pytest
from django.db import connection, transaction

from guanxi.book import pouring
from guanxi.contracts.figures import SUGGESTIONS
from guanxi.guard import reach
from tests.dayend import made


@pytest.fixture(autouse=True)
def _as_the_system(db: None) -> Iterator[None]:
    with reach.system():
        yield


def pour(path: Path, **options: object) -> int:
    """Pour suggestions into a table of texts and amounts."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE poured (reason text, subject text, stake numeric(18,2), chance float8)")
        columns = {name: pouring.expressions(SUGGESTIONS)[name] for name in ("reason", "subject", "stake", "chance")}
        rows = pouring.pour(cursor, "poured", columns, path, **options)  # type: ignore[arg-type]
        cursor.execute("SELECT count(*), sum(stake), min(subject), max(subject) FROM poured")
        assert cursor.fetchone()[0] == rows
        return rows


@pytest.mark.parametrize("text", ["a|b", 'said "so"', "\\N", "line\nbreak", "华川", "'"])
def test_texts_arrive_as_they_are(tmp_path: Path, text: str) -> None:
    path = made.table(tmp_path / "s.parquet", SUGGESTIONS, [made.suggestion("C01", subject=text)])
    pour(path)
    with connection.cursor() as cursor:
        cursor.execute("SELECT subject, stake FROM poured")
        assert cursor.fetchone()[0] == text


def test_many_rows_pass_in_blocks(tmp_path: Path) -> None:
    rows = [made.suggestion(f"C{n}", stake=n) for n in range(50_000)]
    beats: list[int] = []
    path = made.table(tmp_path / "s.parquet", SUGGESTIONS, rows)
    assert pour(path, check=lambda: beats.append(1)) == 50_000
    assert beats


def test_a_file_that_cannot_be_read_takes_the_copy_back(tmp_path: Path) -> None:
    path = tmp_path / "s.parquet"
    path.write_bytes(b"PAR1 nothing PAR1")
    with pytest.raises(duckdb.Error), transaction.atomic():
        pour(path)


def test_a_row_that_the_table_refuses_takes_the_copy_back(tmp_path: Path) -> None:
    path = made.table(tmp_path / "s.parquet", SUGGESTIONS, [made.suggestion("C01")])
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE narrow (reason varchar(3))")
        with pytest.raises(psycopg.errors.StringDataRightTruncation), transaction.atomic():
            pouring.pour(cursor, "narrow", {"reason": '"reason"'}, path)
        cursor.execute("SELECT count(*) FROM narrow")
        assert cursor.fetchone() == (0,)
