"""The rows behind an entry of the reconciliation add up to it, to the cent, on every line."""

from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from guanxi.value import behind, engine
from guanxi.value.results import Snapshot
from tests.value import spec
from tests.value.tiny_bank import TinyBank, join_accounts

MONTH = "2025-12"


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Snapshot, Path, list[Any]]:
    folder = tmp_path_factory.mktemp("behind")
    bank = TinyBank(12)
    join_accounts(bank)
    bank.rows["accounts"][3]["currency"] = "USD"
    bank.rows["rates"].append({"curve": "fx.USD", "on": spec.date(2020, 1, 1), "tenor": 0, "value": 7.1})
    parts = bank.write(folder / "store")
    return engine.run(parts, as_of=spec.AS_OF, store=folder / "store", scratch=folder / "s", threads=1), folder, parts


@pytest.mark.parametrize("line", [*behind.LINES, behind.STAFF])
def test_rows_add_up_to_the_entry(line: str, run: tuple[Snapshot, Path, list[Any]], monkeypatch: Any) -> None:
    snapshot, folder, parts = run
    entries = pq.read_table(snapshot.tables["reconciliation"]).to_pylist()
    [entry] = [e for e in entries if (e["period"], e["unit_id"], e["line"]) == (MONTH, "U1", line)]
    given: dict[str, Any] = {"unit_id": "U1", "period": MONTH, "line": line, "assumptions": spec.assumed()}
    found = behind.rows(parts, folder / "store", **given)
    assert (found.customers, found.treasury) == (entry["customers"], entry["treasury"])
    assert found.count == len(found.rows) > 0
    assert sum(row["amount"] for row in found.rows) == entry["customers"]
    monkeypatch.setattr(behind, "MOST", 2)
    fewer = behind.rows(parts, folder / "store", **given)
    assert (fewer.count, fewer.customers) == (found.count, found.customers) and fewer.rows == found.rows[:2]


@pytest.mark.parametrize(("period", "line"), [("1999-01", "fees"), (MONTH, "nothing")])
def test_what_is_unknown_has_no_rows(period: str, line: str, run: tuple[Snapshot, Path, list[Any]]) -> None:
    _, folder, parts = run
    found = behind.rows(parts, folder / "store", unit_id="U1", period=period, line=line, assumptions=spec.assumed())
    assert found == behind.Behind(0, 0, 0, [])
