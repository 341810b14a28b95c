"""Monthly balances from transactions (由流水推算月度余额).

The rule of the contract: the balance after a day is the sum of all movements up to it; the average of a month is
the mean over its calendar days of the balance at the end of each day; a month without movement keeps its balance.
Interest and fees are the movements of those purposes; a month without such a movement has none, it is not unknown.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb

from guanxi.contracts import catalogue
from guanxi.intake import columns
from guanxi.intake.checks import COPY_OPTIONS, Pick, Writing
from guanxi.intake.connectors import Source
from guanxi.intake.connectors.source import literal
from guanxi.intake.engine import one, opened, rows
from guanxi.intake.known import table
from guanxi.intake.refusals import NotInDelivery
from guanxi.intake.tasks import Opening

#: Days are summed as amount × days that it still stood in the month, so that nothing is listed day by day.
RULE = """
WITH moves AS (
    SELECT account_id, CAST("at" AS DATE) AS on_day, strftime("at", '%Y-%m') AS period,
        CASE direction WHEN 'in' THEN amount ELSE -amount END AS moved, amount, direction, purpose
    FROM {transactions}
), months AS (
    SELECT account_id, period, sum(moved) AS moved,
        sum(moved * (last_day(on_day) - on_day + 1)) AS moved_days,
        sum(amount) FILTER (purpose = 'interest' AND direction = 'in') AS interest_paid,
        sum(amount) FILTER (purpose IN ('interest', 'penalty') AND direction = 'out') AS interest_received,
        sum(amount) FILTER (purpose = 'fee' AND direction = 'out') AS fees
    FROM moves GROUP BY account_id, period
), spans AS (
    SELECT account_id, min(period) AS first, greatest(max(period), {through}) AS last FROM months GROUP BY account_id
), calendar AS (
    SELECT account_id, unnest(range(CAST(first || '-01' AS DATE),
        CAST(last || '-01' AS DATE) + INTERVAL 1 MONTH, INTERVAL 1 MONTH)) AS start
    FROM spans
), filled AS (
    SELECT c.account_id, strftime(start, '%Y-%m') AS period, day(last_day(start)) AS days,
        coalesce(moved, 0) AS moved, coalesce(moved_days, 0) AS moved_days, interest_paid, interest_received, fees
    FROM calendar c LEFT JOIN months m ON m.account_id = c.account_id AND m.period = strftime(start, '%Y-%m')
), ended AS (
    SELECT *, sum(moved) OVER (PARTITION BY account_id ORDER BY period) AS end_balance FROM filled
)
SELECT account_id, period,
    CAST(round((end_balance - moved) + CAST(moved_days AS DECIMAL(38, 4)) / days) AS BIGINT) AS average_balance,
    CAST(end_balance AS BIGINT) AS end_balance, CAST(coalesce(interest_paid, 0) AS BIGINT) AS interest_paid,
    CAST(coalesce(interest_received, 0) AS BIGINT) AS interest_received, CAST(coalesce(fees, 0) AS BIGINT) AS fees
FROM ended ORDER BY period, account_id
"""


def opening(label: str, through: str, longest: Mapping[str, int]) -> Opening:
    """Return how derived balances are opened: once the transactions of the delivery lie ready."""

    def derived(scratch: Path, files: Mapping[str, Sequence[Path]]) -> tuple[Source, list[Pick]]:
        if not files.get("transactions"):
            raise NotInDelivery("transactions", pattern=label)
        path = scratch / "derived.parquet"
        with opened(scratch) as engine:
            months(engine, files["transactions"], path, through)
            described = rows(engine, f"DESCRIBE SELECT * FROM read_parquet({literal(path)})")
        source = Source(label, path, {str(r[0]): str(r[1]) for r in described}, f"read_parquet({literal(path)})")
        return source, columns.by_name(catalogue.get("balances"), source, longest, Writing(minor=True))

    return derived


def months(engine: duckdb.DuckDBPyConnection, transactions: Sequence[Path], target: Path, through: str = "") -> None:
    """Write one row per account and month: every month up to ``through``, after it up to the last movement.

    Without ``through``, the last month of all transactions is meant.
    """
    everything = table(transactions)
    last = through or str(one(engine, f"SELECT strftime(max(t.at), '%Y-%m') FROM {everything} AS t"))
    sql = RULE.format(transactions=everything, through=literal(last))
    one(engine, f"COPY ({sql}) TO {literal(target)} {COPY_OPTIONS}")
