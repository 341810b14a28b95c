"""Balances derived from transactions by the contract's own rule, on an example small enough to do by hand."""

from pathlib import Path

import duckdb

from guanxi.intake import derive

ROWS = """
    ('A', TIMESTAMP '2026-01-01 10:00:00', 31000, 'in', 'cash'),
    ('A', TIMESTAMP '2026-01-31 23:59:00', 3100, 'out', 'fee'),
    ('A', TIMESTAMP '2026-03-16 08:00:00', 6200, 'in', 'interest'),
    ('B', TIMESTAMP '2026-02-15 00:00:00', 2800, 'in', NULL),
    ('B', TIMESTAMP '2026-02-15 12:00:00', 1400, 'out', 'penalty')
"""


def _months(folder: Path, through: str = "") -> dict[tuple[str, str], tuple[int, int, int, int, int]]:
    engine = duckdb.connect()
    source, target = folder / "transactions.parquet", folder / "balances.parquet"
    engine.execute(
        f"""COPY (SELECT * FROM (VALUES {ROWS}) AS t (account_id, "at", amount, direction, purpose)) TO '{source}'"""
    ).fetchall()
    derive.months(engine, [source], target, through)
    rows = engine.execute(f"SELECT * FROM read_parquet('{target}')").fetchall()
    return {(account, period): tuple(v or 0 for v in values) for account, period, *values in rows}


def test_a_month_averages_the_end_of_each_of_its_days(tmp_path: Path) -> None:
    months = _months(tmp_path)
    # 31,000 from the 1st on; 3,100 less on the last of 31 days
    assert months["A", "2026-01"] == (30900, 27900, 0, 0, 3100)
    # 6,200 more on the last 16 of 31 days
    assert months["A", "2026-03"] == (31100, 34100, 6200, 0, 0)
    # 1,400 from the 15th of 28 days: half of the month
    assert months["B", "2026-02"] == (700, 1400, 0, 1400, 0)


def test_a_month_without_movement_keeps_its_balance(tmp_path: Path) -> None:
    months = _months(tmp_path)
    assert months["A", "2026-02"] == (27900, 27900, 0, 0, 0)
    assert months["B", "2026-03"] == (1400, 1400, 0, 0, 0)
    assert ("B", "2026-01") not in months
    assert len(months) == 5


def test_after_the_last_month_all_are_known_for_only_movements_go_on(tmp_path: Path) -> None:
    months = _months(tmp_path, through="2026-02")
    assert ("B", "2026-03") not in months
    assert months["A", "2026-03"][1] == 34100
