"""Specifications of what upsets customers before they leave (流失前不满因素的规格), and of the years they stay."""

from datetime import date

import ibis
import ibis.expr.types as ir

from guanxi.kit.words import Words
from guanxi.value.assumptions import Assumptions
from guanxi.value.measures import acquisition, scopes, upsets
from guanxi.value.specs.spec import AS_OF, Small, Spec, Tables, at

LAST = "2025-12"
OLD = date(2010, 1, 1)

GRIEVANCES = Spec(
    "grievances",
    Words("Grievances up to a month end", "月末前的不满"),
    Words(
        "A promise broken (not kept, or kept late) or an answer to a complaint refused within six months up to a month "
        "end; the places 14, 17, 20 and 23 are the ends of March, June, September and December 2025. What lies after "
        "a month end is not known at it. Who has none at all has no row.",
        "月末前六个月内有承诺未兑现(未办或逾期)或投诉答复被拒；14、17、20、23 为 2025 年 3、6、9、12 月末。"
        "月末之后发生的当时未知。完全没有者没有行。",
    ),
    {
        "complaints": Small(
            "customer_id: string, received_at: timestamp, closed_at: timestamp, accepted: boolean",
            [
                ("C1", at("2025-11-20 09:00"), at("2025-12-10 09:00"), False),
                ("C2", at("2025-11-20 09:00"), None, None),
                ("C2", at("2025-11-20 09:00"), at("2025-12-10 09:00"), True),
            ],
        ),
        "promises": Small(
            "customer_id: string, due_at: timestamp, kept_at: timestamp",
            [
                ("C3", at("2025-03-15 09:00"), at("2025-03-16 09:00")),
                ("C4", at("2025-03-15 09:00"), at("2025-03-15 18:00")),
                ("C5", at("2025-07-01 09:00"), None),
            ],
        ),
    },
    lambda t, a: upsets.grievances(t["complaints"], t["promises"], LAST, a),
    Small(
        "customer_id: string, sore_14: int64, sore_17: int64, sore_20: int64, sore_23: int64",
        [("C1", 0, 0, 0, 1), ("C3", 1, 1, 0, 0), ("C5", 0, 0, 1, 1)],
    ),
    {"departing.grievance_months": 6},
)


def _dearer(t: Tables, a: Assumptions) -> ir.Table:
    return upsets.dearer(t["accounts"], upsets.against(t, t.ask, LAST, a), LAST, a)


DEARER = Spec(
    "dearer",
    Words("Prices that moved against a customer", "对客户不利的价格变动"),
    Words(
        "A deposit rate cut, a loan rate or a fee raised by the least amount or more within three months up to a month "
        "end, on a product held before the month of the move and still held at the month end. Here in November 2025 "
        "(22); a rate that moves in the customer's favour, or too little, upsets nobody.",
        "月末前三个月内，存款利率下调、贷款利率或收费上调达到最低幅度，且产品在变动月之前已持有、月末仍持有。"
        "本例为 2025 年 11 月(22)；有利于客户或幅度过小的变动不计。",
    ),
    {
        "products": Small(
            "product_id: string, family: string",
            [("D", "term_deposit"), ("L", "mortgage"), ("P", "payments"), ("K", "current")],
        ),
        "prices": Small(
            "product_id: string, on: date, list_rate: float64, fee: int64",
            [
                ("D", OLD, 0.02, None), ("D", date(2025, 11, 10), 0.015, None),
                ("L", OLD, 0.04, None), ("L", date(2025, 11, 10), 0.035, None),
                ("P", OLD, None, 10_00), ("P", date(2025, 11, 10), None, 12_00),
                ("K", OLD, 0.002, None), ("K", date(2025, 11, 10), 0.0015, None),
            ],
        ),
        "accounts": Small(
            "customer_id: string, product_id: string, opened_on: date, closed_on: date",
            [
                ("C1", "D", OLD, None), ("C2", "D", date(2025, 11, 5), None), ("C3", "D", OLD, date(2025, 12, 20)),
                ("C4", "P", date(2025, 10, 31), None), ("C5", "L", OLD, None), ("C6", "K", OLD, None),
            ],
        ),
    },
    _dearer,
    Small(
        "customer_id: string, dear_20: int64, dear_23: int64",
        [("C1", 0, 1), ("C2", 0, 0), ("C3", 0, 0), ("C4", 0, 1)],
    ),
    {"departing.price_months": 3, "loyalty.price_move_rate": 0.001, "loyalty.price_move_fee": 0.05},
)  # fmt: skip


def _years(t: Tables, a: Assumptions) -> ir.Table:
    facts = t["facts"].mutate(unit_id=ibis.literal("U1"))
    found = acquisition.economics(facts, scopes.ancestors([("U1", None)]), AS_OF, LAST, a)
    return found.filter(found.dimension.isin(["bank", "segment"]))


YEARS = Spec(
    "years",
    Words("Years a customer stays, revenue and margin", "客户保持年数、收入与利润率"),
    Words(
        "By bank, unit, segment and source: years = 1 ÷ (departed in twelve months ÷ customers at their start), at "
        "most the longest; a cell of too few customers at the start takes the bank's rate. Revenue per customer; "
        "margin = profit ÷ revenue, none without revenue. Bank: one of five left: 5 years; of two companies one: 2; "
        "no person left: the longest.",
        "按全行、机构、客群与来源：年数 = 1 ÷ (近十二个月流失 ÷ 期初客户)，有上限；期初客户过少的单元取全行比率。"
        "户均收入；利润率 = 利润 ÷ 收入，没有收入则无。全行五户流失一户：5 年；公司两户流失一户：2 年；个人无流失："
        "取上限。",
    ),
    {
        "facts": Small(
            "customer_id: string, kind: string, size: string, opened_on: date, departed_on: date, counted: boolean, "
            "revenue_12m: int64, profit_12m: int64",
            [
                ("C1", "company", None, OLD, date(2025, 5, 1), True, 100_00, 10_00),
                ("C2", "company", None, OLD, None, True, 300_00, 30_00),
                ("C3", "company", "small", OLD, None, True, 0, 0),
                ("P1", "person", None, OLD, None, True, 50_00, -5_00),
                ("P2", "person", None, OLD, None, True, 50_00, 5_00),
                ("P3", "person", None, date(2025, 3, 1), None, True, 20_00, 0),
                ("P4", "person", None, OLD, date(2020, 5, 1), False, 0, 0),
            ],
        )
    },
    _years,
    Small(
        "dimension: string, member: string, years: float64, revenue: int64, margin_rate: float64",
        [
            ("bank", "", 5.0, 86_67, 0.076923),
            ("segment", "company", 2.0, 200_00, 0.1),
            ("segment", "company.small", 5.0, 0, None),
            ("segment", "person", 10.0, 40_00, 0.0),
        ],
    ),
    {"winning.least_customers": 2, "winning.longest_years": 10},
    {"facts": {"source": "string"}},
)

SPECS = (GRIEVANCES, DEARER, YEARS)
