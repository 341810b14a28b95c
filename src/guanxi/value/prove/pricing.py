"""Transfer pricing (内部资金转移定价): a million lent and deposited, by the engine's own account month."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from guanxi.kit.words import Words
from guanxi.value.measures import account_month
from guanxi.value.money import total
from guanxi.value.prove import given
from guanxi.value.prove.claims import Claim, Subject, exact
from guanxi.value.prove.published import Folder

MONTHS = [f"2025-{month:02d}" for month in range(1, 13)]
#: Twelve months rounded to the cent each.
ROUNDINGS = 0.12
SPLITS = {"account_id": "string", "holder_id": "string", "low": "float64", "high": "float64"}


def _transfer_pricing(files: Folder) -> Sequence[Claim]:
    same, short = _year(0.035), _year(0.012)
    return [
        exact("transfer.loan", 22_600, same["loan_margin"], ROUNDINGS),
        exact("transfer.deposit", 30_000, same["deposit_margin"], ROUNDINGS),
        exact("transfer.treasury", 0, same["treasury"], ROUNDINGS),
        exact("transfer.net_interest_income", 52_600, same["net"], ROUNDINGS),
        exact("transfer.short_deposit", 7_000, short["deposit_margin"], ROUNDINGS),
        exact("transfer.treasury_of_a_short_deposit", 23_000, short["treasury"], ROUNDINGS),
        exact("transfer.net_interest_income_still", 52_600, short["net"], ROUNDINGS),
        exact("transfer.parts_less_whole", 0, _parts(short) - short["net"], 0.005),
    ]


def _parts(year: dict[str, float]) -> float:
    return year["loan_margin"] + year["deposit_margin"] + year["treasury"]


def _year(deposit_transfer: float) -> dict[str, float]:
    """Return loan and deposit margin, treasury and net interest income of a year, in whole units of money."""
    tables = given.contracts(
        products=[
            {"product_id": "L", "family": "term_loan", "side": "asset", "tenor": 60, "ftp_method": "matched"},
            {"product_id": "D", "family": "term_deposit", "side": "liability", "tenor": 6, "ftp_method": "matched"},
        ],
        accounts=[_account("A1", "L", 0.0576), _account("A2", "D", 0.005)],
        balances=[
            {"account_id": account, "period": period, "average_balance": 1_000_000_00, "end_balance": 1_000_000_00}
            for period in MONTHS
            for account in ("A1", "A2")
        ],
        rates=[
            {"curve": "transfer", "on": date(2020, 1, 1), "tenor": 6, "value": deposit_transfer},
            {"curve": "transfer", "on": date(2020, 1, 1), "tenor": 60, "value": 0.035},
        ],
    )
    tables["splits"] = given.table(SPLITS, [])
    lines = account_month.lines(tables, MONTHS, given.assumed())
    names = ("loan_margin", "deposit_margin", "treasury", "interest_received", "interest_paid")
    [row] = given.rows(lines.aggregate(**{name: total(lines[name]) for name in names}))
    year = {name: row[name] / 100 for name in names}
    return year | {"net": year["interest_received"] - year["interest_paid"]}


def _account(key: str, product: str, rate: float) -> dict[str, Any]:
    return {
        "account_id": key, "customer_id": "C", "product_id": product, "unit_id": "U", "currency": "CNY", "rate": rate,
        "opened_on": date(2024, 1, 1), "matures_on": date(2029, 1, 1),
    }  # fmt: skip


TRANSFER = Subject("transfer", Words("Transfer pricing", "内部资金转移定价"), "textbook example", (), _transfer_pricing)
