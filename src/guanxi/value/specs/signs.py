"""Specifications of the five signs (五个信号的规格): what each counts."""

from datetime import date

import ibis.expr.types as ir

from guanxi.kit.words import Words
from guanxi.value.assumptions import Assumptions
from guanxi.value.measures.signs import counts, windfall
from guanxi.value.specs.spec import Small, Spec, Tables

LAST = "2025-12"
HOME = {"unit_id": "string", "owner_id": "string"}
OLD = date(2015, 1, 1)

NEWCOMERS = Spec(
    "newcomers",
    Words("Risk of newcomers", "新客户风险"),
    Words(
        "Of the customers who came in a month: risky grades ÷ all known grades, walk-ins apart from those sought "
        "out. A grade the assumptions do not know, another source or an opening before the 24 months (0 … 23) is not "
        "counted.",
        "当月新客户中：高风险等级户数 ÷ 等级已知户数，自行上门与主动营销分开。假设参数不识别的等级、其他来源或早于 24 "
        "个月(0 … 23)的开户不计。",
    ),
    {
        "customers": Small(
            "customer_id: string, source: string, risk_grade: string, opened_on: date",
            [
                ("C1", "walk_in", "B", date(2025, 12, 3)),
                ("C2", "walk_in", "A", date(2025, 12, 9)),
                ("C3", "walk_in", None, date(2025, 12, 9)),
                ("C4", "campaign", "关注", date(2024, 1, 31)),
                ("C5", "sought_out", "正常", date(2024, 1, 1)),
                ("C6", "sought_out", "A", date(2023, 12, 31)),
                ("C7", "referral", "B", date(2025, 12, 3)),
            ],
        )
    },
    lambda t, a: counts.newcomers(t["customers"], LAST, a),
    Small("line: string, month: int64, num: int64, den: int64", [("walk_in_risk", 23, 1, 2), ("sought_risk", 0, 1, 2)]),
    {
        "signs.risky_grades": ["B", "关注"],
        "signs.sound_grades": ["A", "正常"],
        "signs.sought_sources": ["sought_out", "campaign"],
    },
    {"customers": HOME},
)

CONTACTS = Spec(
    "contacts",
    Words("Outbound against inbound contacts", "我方发起与客户发起的联系"),
    Words(
        "Contacts with customers by who started them; they are later divided by the customers of the month. A contact "
        "that does not say who started it, or is with nobody we know as a customer, is not counted.",
        "按发起方统计与客户的联系，其后除以当月客户数。未注明发起方、或对象不是客户的联系不计。",
    ),
    {
        "customers": Small("customer_id: string", [("C1",), ("C2",)]),
        "visits": Small(
            "customer_id: string, started_by: string, on: date",
            [
                ("C1", "bank", date(2025, 12, 1)),
                ("C2", "bank", date(2025, 12, 31)),
                ("C1", "customer", date(2025, 11, 5)),
                ("C1", None, date(2025, 12, 1)),
                (None, "bank", date(2025, 12, 1)),
                ("C1", "bank", date(2026, 1, 1)),
            ],
        ),
    },
    lambda t, a: counts.contacts(t["visits"], t["customers"], LAST),
    Small("line: string, month: int64, num: int64", [("outbound", 23, 2), ("inbound", 22, 1)]),
    {},
    {"customers": HOME},
)

_ENDS = [f"end_{month:02d}" for month in range(24)]


def _windfalls(t: Tables, a: Assumptions) -> ir.Table:
    return t["rows"].select("customer_id", **windfall.windfalls(t["rows"], a))


WINDFALLS = Spec(
    "windfalls",
    Words("Large deposits that then lie still", "到账后沉睡的大额存款"),
    Words(
        "Deposits rise from month end to month end by the least amount or more and then, for some months, no month "
        "end differs by more than the spread from that height: the rise counts in its month. Of the last months it "
        "cannot be known yet: the latest twelve known are 9 … 20, those before 1 … 8.",
        "月末存款较上月末增加达到最低金额，且其后若干月月末余额偏离不超过允许幅度：增加额计入当月。"
        "最近几个月尚无法判断：可知的近十二个月为 9 … 20，此前为 1 … 8。",
    ),
    {
        "rows": Small(
            "customer_id: string, end_05: int64, end_06: int64, end_07: int64, end_08: int64, end_12: int64, "
            "end_13: int64, end_14: int64, end_15: int64, end_22: int64, end_23: int64",
            [
                ("still", 0, 0, 0, 0, 300_000_00, 270_000_00, 330_000_00, 300_000_00, 0, 0),
                ("earlier", 250_000_00, 250_000_00, 250_000_00, 250_000_00, 0, 0, 0, 0, 0, 0),
                ("spent", 0, 0, 0, 0, 300_000_00, 269_999_99, 300_000_00, 300_000_00, 0, 0),
                ("small", 0, 0, 0, 0, 199_999_99, 199_999_99, 199_999_99, 199_999_99, 0, 0),
                ("just come", 0, 0, 0, 0, 0, 0, 0, 0, 300_000_00, 300_000_00),
            ],
        )
    },
    _windfalls,
    Small(
        "customer_id: string, windfall_12m: int64, windfall_prior: int64, windfall_months: array<int64>",
        [
            ("still", 300_000_00, 0, [0] * 12 + [300_000_00] + [0] * 11),
            ("earlier", 0, 250_000_00, [0] * 5 + [250_000_00] + [0] * 18),
            ("spent", 0, 0, None),
            ("small", 0, 0, None),
            ("just come", 0, 0, None),
        ],
    ),
    {"signs.large_deposit": 200_000_00, "signs.still_months": 3, "signs.still_spread": 0.1},
    {"rows": dict.fromkeys(_ENDS, "int64")},
)

WINS = Spec(
    "wins",
    Words("What a win takes", "争取一户的代价"),
    Words(
        "Per win, in its month: contacts it took; days since the first contact of the year before it; price points "
        "given away (millionths) by the accounts opened soon after, a deposit rate − list, a loan list − rate. A "
        "walk-in without a contact, a win without an earlier contact or an account without a list price tells nothing.",
        "每次获客计入当月：所用联系次数；距此前一年内首次联系的天数；其后不久所开账户的价格让步(百万分之一)，存款为"
        "执行利率 − 挂牌价，贷款为挂牌价 − 执行利率。无联系的自行上门、此前无联系的获客、没有挂牌价的账户不计。",
    ),
    {
        "customers": Small("customer_id: string", [("C1",), ("C2",)]),
        "wins": Small(
            "customer_id: string, won_on: date, visits: int64",
            [("C1", date(2025, 12, 11), 3), ("C2", date(2025, 12, 20), 0)],
        ),
        "visits": Small(
            "customer_id: string, on: date",
            [
                ("C1", date(2024, 12, 10)),
                ("C1", date(2025, 12, 1)),
                ("C1", date(2025, 12, 5)),
                ("C2", date(2026, 1, 2)),
            ],
        ),
        "products": Small("product_id: string, side: string", [("D", "liability"), ("L", "asset"), ("P", "service")]),
        "prices": Small(
            "product_id: string, on: date, list_rate: float64",
            [("D", OLD, 0.01), ("D", date(2025, 12, 1), 0.012), ("L", OLD, 0.05), ("L", date(2026, 1, 1), 0.06)],
        ),
        "accounts": Small(
            "account_id: string, customer_id: string, product_id: string, rate: float64, opened_on: date",
            [
                ("deposit", "C1", "D", 0.015, date(2025, 12, 11)),
                ("loan", "C1", "L", 0.048, date(2025, 12, 15)),
                ("before", "C1", "L", 0.01, date(2025, 12, 10)),
                ("much later", "C1", "L", 0.01, date(2026, 3, 12)),
                ("without a rate", "C1", "D", None, date(2025, 12, 15)),
            ],
        ),
    },
    lambda t, a: counts.wins(t, LAST, a),
    Small(
        "line: string, month: int64, num: int64, den: int64",
        # 0.003 on the deposit, 0.002 on the loan; ten days before the win the first contact of the year
        [("win_contacts", 23, 3, 1), ("win_days", 23, 10, 1), ("win_concession", 23, 5000, 2)],
    ),
    {"signs.first_contact_days": 365, "signs.price_days": 90},
    {"customers": HOME},
)


SPECS = (NEWCOMERS, CONTACTS, WINDFALLS, WINS)
