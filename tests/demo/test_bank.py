"""The same parameters give the same bytes; more customers give more rows in step; nothing else is written."""

import hashlib
from datetime import date
from pathlib import Path

import pyarrow.parquet
import pytest

from guanxi import contracts
from guanxi.demo import bank, names
from guanxi.kit.refusals import Stopped

AS_OF = date(2026, 11, 24)


def made(folder: Path, **changes: object) -> dict[str, str]:
    settings: dict[str, object] = {"customers": 400, "months": 5, "seed": 3, "as_of": AS_OF} | changes
    bank.generate(folder, **settings)  # type: ignore[arg-type]
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(folder.iterdir())}


def test_the_same_parameters_give_the_same_bytes(tmp_path: Path) -> None:
    assert made(tmp_path / "a") == made(tmp_path / "b")


def test_parquet_files_are_the_same_on_one_thread_and_on_many(tmp_path: Path) -> None:
    many = made(tmp_path / "a", format="parquet")
    pyarrow.set_cpu_count(1)
    try:
        assert made(tmp_path / "b", format="parquet") == many
    finally:
        pyarrow.set_cpu_count(2)


def test_another_seed_gives_another_bank_with_the_same_files(tmp_path: Path) -> None:
    first, second = made(tmp_path / "a"), made(tmp_path / "b", seed=4)
    assert first.keys() == second.keys()
    assert first["customers.csv"] != second["customers.csv"]
    assert first["balances_2026-10.csv"] != second["balances_2026-10.csv"]


def test_the_books_end_with_the_last_complete_month(tmp_path: Path) -> None:
    files = made(tmp_path / "a")
    months = sorted(name[9:16] for name in files if name.startswith("balances_") and name.endswith(".csv"))
    assert months == ["2026-06", "2026-07", "2026-08", "2026-09", "2026-10"]


def test_parquet_holds_what_csv_holds_with_money_as_decimals(tmp_path: Path) -> None:
    plain = bank.generate(tmp_path / "a", customers=400, months=4, as_of=AS_OF, format="csv")
    packed = bank.generate(tmp_path / "b", customers=400, months=4, as_of=AS_OF, format="parquet")
    assert plain == packed
    table = pyarrow.parquet.read_table(tmp_path / "b" / "balances_2026-10.parquet")
    assert str(table.schema.field("end_balance").type) in {"decimal128(18, 2)", "decimal64(18, 2)"}
    lines = (tmp_path / "a" / "balances_2026-10.csv").read_text(encoding="utf-8").splitlines()
    assert len(lines) == table.num_rows + 1
    assert [line.split(",")[3] for line in lines[1:]] == [str(v) for v in table["end_balance"].to_pylist()]


def test_rows_grow_in_step_with_customers(tmp_path: Path) -> None:
    small = bank.generate(tmp_path / "a", customers=2_000, months=4, as_of=AS_OF)
    large = bank.generate(tmp_path / "b", customers=8_000, months=4, as_of=AS_OF)
    for name in ("accounts", "balances", "events", "transactions"):
        assert large.rows[name] / small.rows[name] == pytest.approx(4.0, rel=0.12), name
    assert large.rows["visits"] / small.rows["visits"] == pytest.approx(4.0, rel=0.25)  # few managers, each his own way
    assert small.accounts / small.customers == pytest.approx(3.0, rel=0.1)


def test_every_file_belongs_to_a_contract(tmp_path: Path) -> None:
    known = {contract.name for contract in contracts.ALL}
    for name in made(tmp_path / "a"):
        stem = name.rsplit(".", 1)[0]
        month = stem[-7:] if stem[-8:-7] == "_" and stem[-7:-3].isdigit() else ""
        assert (stem[:-8] if month else stem) in known, name


def test_progress_is_told_and_may_stop_the_work(tmp_path: Path) -> None:
    told: list[tuple[str, float]] = []
    bank.generate(
        tmp_path / "a",
        customers=200,
        months=3,
        as_of=AS_OF,
        progress=lambda step, done, facts: told.append((step, done)),
    )
    assert [done for _, done in told] == sorted(done for _, done in told)
    assert told[-1] == ("done", 1.0)

    def stop(step: str, done: float, facts: dict[str, object]) -> None:
        if done > 0.5:
            raise Stopped

    with pytest.raises(Stopped):
        bank.generate(tmp_path / "b", customers=200, months=3, as_of=AS_OF, progress=stop)


def test_a_bank_too_small_to_show_anything_is_refused(tmp_path: Path) -> None:
    with pytest.raises(bank.TooSmall):
        bank.generate(tmp_path / "a", customers=5, months=3, as_of=AS_OF)
    assert not (tmp_path / "a").exists() or not list((tmp_path / "a").iterdir())


def test_company_names_do_not_repeat_in_a_bank(tmp_path: Path) -> None:
    bank.generate(tmp_path / "a", customers=20_000, months=3, as_of=AS_OF)
    lines = (tmp_path / "a" / "customers.csv").read_text(encoding="utf-8").splitlines()[1:]
    companies = [line.split(",")[2] for line in lines if line.split(",")[1] == "company"]
    chinese = [name for name in companies if not name.isascii()]
    assert len(set(chinese)) / len(chinese) > 0.999
    assert len(companies) - len(chinese) > 10  # some are English


def test_the_pools_of_names_hold_nothing_twice() -> None:
    for pool in (names.GIVEN, names.BRAND_FIRST, names.BRAND_SECOND, names.SURNAMES):
        assert len(pool) == len(set(pool))
