"""Specifications of where the lost went, prices and what keeping is worth (流失去向、价格与保持价值的规格)."""

from datetime import date

import ibis.expr.types as ir

from guanxi.kit.words import Words
from guanxi.value.assumptions import Assumptions
from guanxi.value.measures.loyalty import destinations, prices, worth
from guanxi.value.specs.loyalty import LAST
from guanxi.value.specs.spec import Small, Spec, Tables, at

OLD = date(2015, 1, 1)

DESTINATIONS = Spec(
    "destinations",
    Words("Where the lost went", "流失客户去向"),
    Words(
        "The bank that got most of the money paid to other banks in the months up to the departure (here month 16 is "
        "May 2025); without such payments the bank of the latest recent wallet evidence; else it is not known, and "
        "said so.",
        "流失前若干月内(第 16 月为 2025 年 5 月)收到转出资金最多的他行；没有此类转出时，取最近钱包证据中的银行；"
        "否则为去向不明。",
    ),
    {
        "lost": Small("customer_id: string, left: int64", [("C1", 16), ("C2", 20), ("C3", 20), ("C4", 20)]),
        "accounts": Small("account_id: string, customer_id: string", [("A1", "C1"), ("A3", "C3")]),
        "transactions": Small(
            "account_id: string, at: timestamp, amount: int64, direction: string, counterparty_bank: string",
            [
                ("A1", at("2025-05-06 10:00"), 100_00, "out", "East"),
                ("A1", at("2025-04-07 10:00"), 60_00, "out", "West"),
                ("A1", at("2024-12-02 10:00"), 50_00, "out", "West"),
                ("A1", at("2024-11-28 10:00"), 900_00, "out", "North"),
                ("A1", at("2025-05-06 10:00"), 900_00, "in", "South"),
                ("A3", at("2025-08-06 10:00"), 900_00, "out", None),
            ],
        ),
        "wallet_evidence": Small(
            "customer_id: string, bank: string, as_of: date, amount: int64",
            [
                ("C1", "South", date(2025, 5, 31), 900_00),
                ("C2", "East", date(2024, 12, 31), 900_00),
                ("C2", "West", date(2025, 2, 28), 10_00),
                ("C4", "East", date(2024, 8, 31), 900_00),
            ],
        ),
    },
    lambda t, a: destinations.destinations(t["lost"], t, LAST, a),
    Small(
        "customer_id: string, bank: string, evidence: string",
        [
            ("C1", "West", "payments"),
            ("C2", "West", "evidence"),
            ("C3", None, "unknown"),
            ("C4", None, "unknown"),
        ],
    ),
    {"loyalty.destination_months": 6, "loyalty.evidence_months": 12},
)


def _price_moves(t: Tables, a: Assumptions) -> ir.Table:
    found = prices.moves(t.ask(t["prices"]).to_pylist(), t.ask(t["products"]).to_pylist(), LAST, a)
    rows = [{"scope": "bank", "scope_id": ""} | row for row in t.ask(t["counted"]).to_pylist()]
    told = prices.price_moves(found, rows, LAST, a)
    rates = ("holders_before", "holders_after", "others_before", "others_after", "gap")
    return told.mutate(**{name: told[name].round(6) for name in rates})


PRICE_MOVES = Spec(
    "price_moves",
    Words("Price moves against losses", "价格变动与流失"),
    Words(
        "Closing rates a month of those who hold a product and of all others, in the months before and from a price "
        "move on; gap = (after − before) of holders − (after − before) of others. It takes away what happened to "
        "everybody; beyond its interval losses rose or fell, with too few holders or closings nothing is said. A move "
        "too small, a first listing, a product nobody holds make no row. Holders of M: 2 ÷ 600, then 24 ÷ 600; the "
        "others 2 ÷ 1 200 both times.",
        "持有某产品与其他客户在价格变动前与变动起的月销户率；差 = 持有者(后 − 前) − 其他客户(后 − 前)，扣除了共同变化；"
        "超出区间才说上升或下降，持有者或销户太少则不作判断。变动过小、首次挂牌、无人持有的产品没有行。"
        "M 的持有者：2 ÷ 600，其后 24 ÷ 600；其他客户两期均为 2 ÷ 1 200。",
    ),
    {
        "products": Small(
            "product_id: string, name: string, family: string",
            [("M", "Home loan", "mortgage"), ("P", "Payments", "payments"), ("N", "New", "wealth")],
        ),
        "prices": Small(
            "product_id: string, on: date, list_rate: float64, fee: int64",
            [
                ("M", OLD, 0.04, None),
                ("M", date(2025, 1, 10), 0.045, None),
                ("M", date(2025, 8, 10), 0.0455, None),
                ("P", OLD, None, 10_00),
                ("P", date(2024, 6, 1), None, 12_00),
                ("N", date(2024, 6, 1), 0.02, None),
            ],
        ),
        "counted": Small(
            "product_id: string, month: int64, entered: int64, ended: int64, closed: int64",
            [
                ("M", 0, 100, 0, 0), ("M", 8, 0, 2, 2), ("M", 9, 2, 0, 0), ("M", 13, 0, 24, 24), ("M", 14, 24, 0, 0),
                ("P", 0, 10, 0, 0),
                ("", 0, 300, 0, 0), ("", 8, 0, 4, 4), ("", 9, 4, 0, 0), ("", 13, 0, 26, 26), ("", 14, 26, 0, 0),
            ],
        ),
    },
    _price_moves,
    Small(
        "product_id: string, moved_in: string, price_kind: string, price_before: float64, price_after: float64, "
        "holders: int64, holders_before: float64, holders_after: float64, others_before: float64, "
        "others_after: float64, gap: float64, verdict: string",
        [
            ("P", "2024-06", "fee", 10.0, 12.0, 10, 0.0, 0.0, 0.0, 0.002299, -0.002299, "too_few"),
            ("M", "2025-01", "rate", 0.04, 0.045, 100, 0.003333, 0.04, 0.001667, 0.001667, 0.036667, "rose"),
        ],
    ),
    {"loyalty.price_move_rate": 0.001, "loyalty.price_move_fee": 0.05, "loyalty.price_window": 6},
)  # fmt: skip


def _worth(t: Tables, a: Assumptions) -> ir.Table:
    costs = {row["unit_id"]: row["winning_cost"] for row in t.ask(t["costs"]).to_pylist()}
    found = worth.retention_worth(t.ask(t["counted"]).to_pylist(), costs, a)
    return found.mutate(referrals=found.referrals.round(6))


RETENTION_WORTH = Spec(
    "retention_worth",
    Words("What one point of retention is worth", "一个百分点保持率值多少"),
    Words(
        "One point keeps 1 % of the customers of a year ago. A year: × mean yearly profit of those who left; over the "
        "years: × 1 ÷ loss rate, at most the longest; beside it the cost of winning as many anew. Families more and "
        "cost to serve less of old customers against fresh ones, referrals per hundred: only from enough customers "
        "on. Where nobody left there is no profit to keep and no number of years.",
        "一个百分点保住一年前客户的 1 %。一年：× 流失客户平均年利润；多年：× 1 ÷ 流失率，有上限；"
        "并列重新争取同样户数的成本。"
        "老客户比新客户多持有的大类、少花的服务成本与每百户转介：户数足够才给出。无人流失则没有可保住的利润，"
        "也没有年数。",
    ),
    {
        "counted": Small(
            "scope: string, scope_id: string, customers: int64, departed: int64, profit_lost: int64, old: int64, "
            "old_families: int64, old_serving: int64, fresh: int64, fresh_families: int64, fresh_serving: int64, "
            "referred: int64, today: int64",
            [
                ("bank", "", 1000, 100, 50_000_00, 40, 120, 4_000_00, 40, 80, 6_000_00, 5, 1000),
                ("unit", "U1", 1000, 10, -500_00, 40, 120, 4_000_00, 29, 80, 6_000_00, 0, 29),
                ("unit", "U2", 100, 0, 0, 0, 0, 0, 0, 0, 0, 0, 100),
                ("unit", "U3", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
            ],
        ),
        "costs": Small("unit_id: string, winning_cost: int64", [("", 2_000_00), ("U1", 3_000_00)]),
    },
    _worth,
    Small(
        "scope_id: string, point: float64, loss_rate: float64, years: float64, margin: int64, profit_year: int64, "
        "profit_life: int64, winning: int64, wallet: float64, serving: int64, referrals: float64",
        [
            ("", 10.0, 0.1, 10.0, 500_00, 5_000_00, 50_000_00, 20_000_00, 1.0, 50_00, 0.5),
            ("U1", 10.0, 0.01, 20.0, -50_00, -500_00, -10_000_00, 30_000_00, None, None, None),
            ("U2", 1.0, 0.0, None, None, None, None, 2_000_00, None, None, 0.0),
        ],
    ),
    {"loyalty.longest_years": 20, "loyalty.least_customers": 30},
)

SPECS = (DESTINATIONS, PRICE_MOVES, RETENTION_WORTH)
