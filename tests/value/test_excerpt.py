"""An excerpt holds what was asked for, in the shape of the contract, as the files are now."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from guanxi.contracts import layout
from guanxi.contracts.layout import Part
from guanxi.value.excerpt import FEW, Excerpt
from tests.value.tiny_bank import write


def row(number: int, balance: int) -> dict[str, object]:
    return {"account_id": f"A{number}", "period": "2025-12", "average_balance": balance}


def balances(excerpt: Excerpt, *wanted: str) -> list[int]:
    excerpt.lay("balances", "account_id", pa.chunked_array([list(wanted)], pa.string()), ["2025-12"])
    return sorted(excerpt.column("balances", "average_balance").to_pylist())


def test_few_and_many_numbers_find_their_rows(tmp_path: Path) -> None:
    part = write(tmp_path, "balances", [row(n, n) for n in range(2 * FEW)], "2025-12")
    with Excerpt(tmp_path, [part]) as excerpt:
        assert balances(excerpt, "A3", "A7", "A'--") == [3, 7]
        assert balances(excerpt, *(f"A{n}" for n in range(FEW + 1))) == list(range(FEW + 1))
        assert balances(excerpt) == []


def test_a_file_that_was_written_again_is_read_again(tmp_path: Path) -> None:
    for balance in (1, 2):
        part = write(tmp_path, "balances", [row(1, balance)], "2025-12")
        with Excerpt(tmp_path, [part]) as excerpt:
            assert balances(excerpt, "A1") == [balance]


def test_what_was_never_delivered_is_empty_and_a_column_a_file_lacks_is_unknown(tmp_path: Path) -> None:
    with Excerpt(tmp_path, []) as excerpt:
        assert balances(excerpt, "A1") == []
    path = layout.part_path("balances", "2025-12", "old")
    (tmp_path / path).parent.mkdir(parents=True)
    pq.write_table(pa.table({"account_id": ["A1"], "average_balance": [5]}), tmp_path / path)
    with Excerpt(tmp_path, [Part("balances", "2025-12", str(path))]) as excerpt:
        assert balances(excerpt, "A1") == [5]
        assert excerpt.column("balances", "stage").to_pylist() == [None]
