"""A tiny bank written straight into a store: deterministic, with every contract the engine reads."""

import random
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from guanxi.contracts import catalogue, layout
from guanxi.contracts.layout import Part
from guanxi.kit import periods

ARROW = {
    "string": pa.string(),
    "int64": pa.int64(),
    "float64": pa.float64(),
    "date": pa.date32(),
    "timestamp": pa.timestamp("us"),
    "boolean": pa.bool_(),
}
Rows = list[dict[str, Any]]
LAST = "2025-12"
FAMILIES = ("current", "term_deposit", "consumer_loan", "working_capital", "payments", "payroll")


def write(store: Path, contract: str, rows: Iterable[Mapping[str, Any]], period: str = "", stem: str = "a") -> Part:
    """Write rows of a contract as a part."""
    schema = pa.schema([(n, ARROW[t]) for n, t in layout.schema(catalogue.get(contract)).items()])
    full = [{name: row.get(name) for name in schema.names} for row in rows]
    path = layout.part_path(contract, period, stem)
    (store / path).parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.Table.from_pylist(full, schema=schema), store / path)
    return Part(contract, period, str(path), len(full))


class TinyBank:
    """The rows of the bank by contract; change them, then ``write``."""

    def __init__(self, customers: int = 60, months: int = 26, seed: int = 7, last: str = LAST) -> None:
        self.draw = random.Random(seed)
        self.periods = periods.trailing(last, months)
        self.rows: dict[str, Rows] = {contract.name: [] for contract in catalogue.ALL}
        self._bank()
        self._products()
        self._curve()
        for number in range(customers):
            self._customer(number)
        self._ledger()

    def write(self, store: Path, keep: Callable[[str, str], bool] = lambda contract, period: True) -> list[Part]:
        """Write all parts; ``keep(contract, period)`` may leave some out."""
        parts = []
        for contract in catalogue.ALL:
            rows = self.rows[contract.name]
            if contract.placing != "period":
                parts.append(write(store, contract.name, rows))
                continue
            found: dict[str, Rows] = {}
            for row in rows:
                value = row[contract.dated or ""]
                found.setdefault(value if isinstance(value, str) else periods.of(value), []).append(row)
            parts += [
                write(store, contract.name, some, period)
                for period, some in sorted(found.items())
                if keep(contract.name, period)
            ]
        return parts

    def _bank(self) -> None:
        self.rows["units"] = [
            {"unit_id": "U0", "parent_id": None, "name": "Head office", "kind": "bank", "region": "110000"},
            {"unit_id": "U1", "parent_id": "U0", "name": "North", "kind": "branch", "region": "110100"},
            {"unit_id": "U2", "parent_id": "U0", "name": "South", "kind": "branch", "region": "440100"},
        ]
        self.rows["staff"] = [
            {
                "staff_id": f"S{n}",
                "unit_id": f"U{1 + n % 2}",
                "name": f"Manager {n}",
                "role": "relationship_manager",
                "yearly_cost": 120_000_00,
                "hired_on": date(2015, 1, 1),
            }
            for n in range(4)
        ]

    def _products(self) -> None:
        self.rows["products"] = [
            _product("P1", "current", "liability", ftp_method="pool"),
            _product("P2", "term_deposit", "liability", tenor=12, ftp_method="matched"),
            _product("P3", "consumer_loan", "asset", tenor=36, ftp_method="matched", risk_weight=0.75, lgd=0.5),
            _product("P4", "working_capital", "asset", tenor=12, repricing=3, ftp_method="matched", risk_weight=1.0),
            _product("P5", "payments", "service"),
            _product("P6", "payroll", "service"),
        ]

    def _curve(self) -> None:
        for number, period in enumerate(periods.trailing(self.periods[-1], 70)):
            for tenor, base in ((1, 0.015), (3, 0.017), (12, 0.021), (36, 0.026), (60, 0.03)):
                self.rows["rates"].append(
                    {
                        "curve": "transfer",
                        "on": periods.first_day(period),
                        "tenor": tenor,
                        "value": base + 0.0001 * (number % 9),
                    }
                )

    def _customer(self, number: int) -> None:
        draw, key = self.draw, f"C{number:04d}"
        company = number % 3 == 0
        opened = periods.first_day(self.periods[0]) - timedelta(days=draw.randrange(0, 900))
        self.rows["customers"].append(
            {
                "customer_id": key,
                "kind": "company" if company else "person",
                "name": f"Customer {number}",
                "region": "110100",
                "industry": "C13" if company else None,
                "size": "small" if company else None,
                "unit_id": f"U{1 + number % 2}",
                "owner_id": f"S{number % 4}",
                "source": "walk_in" if number % 2 else "sought_out",
                "opened_on": opened,
            }
        )
        if number % 5 == 0:
            self.rows["wins"].append(
                {
                    "customer_id": key,
                    "staff_id": f"S{number % 4}",
                    "won_on": periods.first_day(self.periods[-1 - number % 9]),
                    "visits": 3 + number % 3,
                    "source": "sought_out",
                }
            )
        wealth = draw.lognormvariate(0, 1.4) * (20 if company else 1)
        products = ["P1", *draw.sample(["P2", "P3" if not company else "P4", "P5", "P6"], draw.randrange(0, 4))]
        for product in products:
            self._account(key, product, wealth, opened, number)
        for period in self.periods:
            if draw.random() < 0.25:
                self.rows["visits"].append(
                    {
                        "visit_id": f"V{key}{period}",
                        "customer_id": key,
                        "staff_id": f"S{number % 4}",
                        "on": periods.first_day(period) + timedelta(days=draw.randrange(0, 27)),
                        "channel": draw.choice(["visit", "visit", "phone"]),
                        "outcome": "neutral",
                    }
                )

    def _account(self, key: str, product: str, wealth: float, opened: date, number: int) -> None:
        draw, account = self.draw, f"{key}-{product}"
        rates = {"P1": 0.003, "P2": 0.018, "P3": 0.06, "P4": 0.045}
        matures = opened.replace(year=opened.year + 4) if product in ("P2", "P3") else None
        self.rows["accounts"].append(
            {
                "account_id": account,
                "customer_id": key,
                "product_id": product,
                "unit_id": f"U{1 + number % 2}",
                "currency": "CNY",
                "rate": rates.get(product),
                "opened_on": opened,
                "matures_on": matures,
            }
        )
        balance = wealth * {"P1": 8_000_00, "P2": 30_000_00, "P3": 20_000_00, "P4": 50_000_00}.get(product, 0)
        for period in self.periods:
            self._account_month(account, product, period, balance, rates.get(product, 0.0))
            balance *= draw.lognormvariate(0.002, 0.08)

    def _account_month(self, account: str, product: str, period: str, balance: float, rate: float) -> None:
        draw = self.draw
        end = round(balance)
        average = round(balance * draw.uniform(0.9, 1.1))
        interest = round(average * rate * periods.days(period) / 365)
        self.rows["balances"].append(
            {
                "account_id": account,
                "period": period,
                "average_balance": average,
                "end_balance": end,
                "interest_paid": interest if product in ("P1", "P2") else None,
                "interest_received": interest if product in ("P3", "P4") else None,
                "fees": draw.randrange(0, 30_00) if product in ("P1", "P5") else None,
                "waived_fees": 1_00 if product == "P5" else None,
                "stage": 1,
            }
        )
        if product != "P2":
            for channel, kind in (("counter", "withdrawal"), ("mobile", "transfer")):
                if draw.random() < 0.7:
                    self.rows["events"].append(
                        {
                            "account_id": account,
                            "period": period,
                            "channel": channel,
                            "kind": kind,
                            "count": draw.randrange(1, 6),
                        }
                    )

    def _ledger(self) -> None:
        unit = {row["account_id"]: row["unit_id"] for row in self.rows["accounts"]}
        sums: dict[tuple[str, str, str], int] = {}
        for row in self.rows["balances"]:
            for line in ("interest_paid", "interest_received"):
                at = (line, unit[row["account_id"]], row["period"])
                sums[at] = sums.get(at, 0) + (row[line] or 0)
        for period in self.periods:
            for name in ("U1", "U2"):
                sums["operating_cost", name, period] = 2_000_00
        self.rows["ledger"] = [
            {"line": line, "unit_id": name, "period": period, "amount": amount}
            for (line, name, period), amount in sums.items()
        ]


def _product(key: str, family: str, side: str, **rest: Any) -> dict[str, Any]:
    return {"product_id": key, "family": family, "side": side, **rest}


def join_accounts(bank: TinyBank) -> None:
    """Make the first customer's accounts joint ones: two thirds and one third with the second customer."""
    bank.rows["account_parties"] = [
        {"account_id": row["account_id"], "customer_id": holder, "role": "holder", "share": share}
        for row in bank.rows["accounts"]
        if row["customer_id"] == "C0000"
        for holder, share in (("C0000", 2 / 3), ("C0001", 1 / 3))
    ]
