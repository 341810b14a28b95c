"""Specifications of the next product (下一个产品的规格): order of adoption, chance, and which one is proposed."""

from datetime import date
from typing import Any

import ibis
import ibis.expr.types as ir

from guanxi.contracts.products import FAMILIES
from guanxi.kit.words import Words
from guanxi.value.assumptions import Assumptions
from guanxi.value.measures import adoption, next_product
from guanxi.value.models import next_product as model
from guanxi.value.specs.spec import AS_OF, Small, Spec, Tables

CELL = "kind: string, size: string, mask: int64, last: int64"

ADOPTION = Spec(
    "adoption",
    Words("Order of adoption", "产品开立顺序"),
    Words(
        "What a customer held a year ago: one bit per family (current 1, term deposit 2, card 8), the place of the "
        "family opened last (current 0, term deposit 1, card 3), and the first family opened in the year after that "
        "was not held; −1 for none. Held is what was opened and not closed by the day.",
        "客户一年前的持有：每大类一位(活期 1、定期 2、卡 8)，最后开立的大类序号(活期 0、定期 1、卡 3)，以及其后一年内"
        "首个新开立的大类；没有为 −1。当日之前开立且未关闭的为持有。",
    ),
    {
        "customers": Small(
            "customer_id: string, opened_on: date, closed_on: date",
            [
                ("C1", date(2020, 1, 1), None),
                ("C2", date(2020, 1, 1), None),
                ("C3", date(2025, 2, 1), None),
                ("C4", date(2020, 1, 1), date(2024, 6, 1)),
            ],
        ),
        "products": Small(
            "product_id: string, family: string", [("K", "current"), ("T", "term_deposit"), ("V", "card")]
        ),
        "accounts": Small(
            "customer_id: string, product_id: string, opened_on: date, closed_on: date",
            [
                ("C1", "K", date(2020, 1, 1), None),
                ("C1", "T", date(2022, 1, 1), None),
                ("C1", "V", date(2025, 3, 1), None),
                ("C1", "K", date(2025, 2, 1), None),
                ("C2", "K", date(2020, 1, 1), None),
                ("C2", "T", date(2022, 1, 1), date(2023, 1, 1)),
                ("C3", "K", date(2025, 2, 1), None),
                ("C4", "K", date(2020, 1, 1), date(2024, 6, 1)),
            ],
        ),
    },
    lambda t, a: adoption.adoption(t, AS_OF, a),
    Small(
        "customer_id: string, is_1: boolean, mask_1: int64, last_1: int64, next_1: int64, mask_0: int64",
        [
            ("C1", True, 3, 1, 3, 11),
            ("C2", True, 1, 0, -1, 1),
            ("C3", False, 0, -1, 0, 1),
            ("C4", False, 0, -1, -1, 0),
        ],
    ),
    {"next_product.window_months": 12},
    {
        "customers": {"kind": "string", "size": "string", "born_on": "date", "risk_grade": "string"},
    },
)

_HOLDERS = {f"{what}_{family}": "int64" for what in ("held", "sum") for family in FAMILIES}
_RATES = {f"rate_{family}": "float64" for family in FAMILIES}


def _told(t: Tables, a: Assumptions) -> ir.Table:
    seen, today = (model.seen(t.ask(t[name]).to_pylist()) for name in ("seen", "today"))
    [rates] = t.ask(t["rates"]).to_pylist()
    holders: list[dict[str, Any]] = t.ask(t["holders"]).to_pylist()
    gained = next_product.gains(holders, rates, int(a["next_product.least_holders"]))
    return next_product.scored(today.cells, seen, "counts", gained, int(rates["visit_cost"]), a)


CHANCE = Spec(
    "next_chance",
    Words("Chance and worth of the next product", "下一个产品的概率与价值"),
    Words(
        "Chance by counts of last year: (openings + k × chance of the coarser cell) ÷ (customers who could + k), from "
        "kind over last opened and families held to the cell. Worth = chance × what holders earn with it in a year − "
        "visits × cost of a visit; only what pays is told. Card (place 3), k = 100, gain 100 000 × 0.3 % = 300, "
        "effort 0.05 × 200 = 10. Persons: 40 ÷ 300 = 0.1333. Of holders of current only: (10 + 13.33) ÷ 200 = 0.1167, "
        "(10 + 11.67) ÷ 200 = 0.1083, (10 + 10.83) ÷ 200 = 0.1042. A cell nobody was seen in has the chance of the "
        "coarser one; who holds the card is not offered it.",
        "概率按去年计数：(开立户数 + k × 上级单元概率) ÷ (可开立户数 + k)，由类型、最后开立、持有大类逐级到单元。"
        "价值 = 概率 × 持有者一年收入 − 拜访次数 × 单次成本；只列合算的。卡(序号 3)，k = 100，收入 100 000 × 0.3 % = "
        "300，"
        "成本 0.05 × 200 = 10。个人：40 ÷ 300 = 0.1333。仅持活期：(10 + 13.33) ÷ 200 = 0.1167，(10 + 11.67) ÷ 200 = "
        "0.1083，"
        "(10 + 10.83) ÷ 200 = 0.1042。未见过的单元取上级概率；已持卡者不再推介。",
    ),
    {
        "seen": Small(
            f"{CELL}, next: int64, customers: int64",
            [
                ("person", "", 1, 0, 3, 10),
                ("person", "", 1, 0, -1, 90),
                ("person", "", 3, 1, 3, 30),
                ("person", "", 3, 1, -1, 70),
            ],
        ),
        "today": Small(
            f"{CELL}, customers: int64",
            [("person", "", 1, 0, 1), ("person", "", 3, 1, 1), ("person", "", 5, 2, 1), ("person", "", 9, 3, 1)],
        ),
        "holders": Small(
            "kind: string, size: string, held_card: int64, sum_card: int64", [("person", "", 20, 2_000_000_00)]
        ),
        "rates": Small("rate_card: float64, visit_cost: int64", [(0.003, 200_00)]),
    },
    _told,
    Small(
        "mask: int64, place: int64, chance: float64, gain: int64, worth: int64",
        [(1, 3, 0.1042, 300_00, 21_25), (3, 3, 0.2792, 300_00, 73_75), (5, 3, 0.1333, 300_00, 30_00)],
    ),
    {
        "next_product.shrinkage": [100],
        "next_product.least_holders": 20,
        "next_product.visits": {"company": 0.25, "person": 0.05},
    },
    {"holders": _HOLDERS, "rates": _RATES},
)


def _chosen(t: Tables, a: Assumptions) -> ir.Table:
    """Choose for persons without a size."""
    person = {"kind": ibis.literal("person"), "size": ibis.literal("")}
    adopted, told = t["adopted"].mutate(**person), t["told"].mutate(**person)
    ranked = next_product.ranked(adopted, t["stages"], ["card", "fx", "wealth"], told, AS_OF, a)
    return next_product.figures(ranked, told)


NEXT_PRODUCTS = Spec(
    "next_products",
    Words("Next products of a customer", "客户的下一个产品"),
    Words(
        "Of the families that pay for the customer's cell, those the rules allow by kind, age, impairment stage and "
        "families held, and the bank sells (here card, fx and wealth): the one of largest worth, and the best three. "
        "An age that is not known stands in nobody's way. Who left, holds nothing or stands in a cell where nothing "
        "pays has none.",
        "客户所在单元中合算的大类，须符合类型、年龄、资产分类与已持有大类的规则，且本行有售(本例为卡、外汇与理财)："
        "取价值最大者，并列最好三项。年龄未知不构成限制。已离开、无持有或单元中没有合算产品者没有。",
    ),
    {
        "adopted": Small(
            "customer_id: string, is_0: boolean, born_on: date, mask_0: int64, last_0: int64",
            [
                ("C1", True, date(1990, 1, 1), 1, 0),
                ("C2", True, date(1945, 1, 1), 1, 0),
                ("C3", True, None, 1, 0),
                ("C4", True, date(1990, 1, 1), 3, 1),
                ("C5", False, date(1990, 1, 1), 1, 0),
                ("C6", True, date(1990, 1, 1), 0, -1),
            ],
        ),
        "stages": Small("customer_id: string, stage: int64", [("C3", 2)]),
        "told": Small(
            "mask: int64, last: int64, cell: int64, place: int64, chance: float64, worth: int64, gain: int64, "
            "text: string",
            [
                (1, 0, 0, 3, 0.2, 50_00, 300_00, '["card"]'),
                (1, 0, 0, 10, 0.1, 5_00, 100_00, '["fx"]'),
                (1, 0, 0, 13, 0.1, 40_00, 500_00, '["wealth"]'),
                (1, 0, 0, 15, 0.5, 90_00, 200_00, '["insurance"]'),
            ],
        ),
    },
    _chosen,
    Small(
        "customer_id: string, next_product: string, next_product_chance: float64, next_product_value: int64, "
        "next_gain: int64, next_products: string",
        [
            ("C1", "card", 0.2, 50_00, 300_00, '[["card"], ["wealth"], ["fx"]]'),
            ("C2", "fx", 0.1, 5_00, 100_00, '[["fx"]]'),
            ("C3", "wealth", 0.1, 40_00, 500_00, '[["wealth"], ["fx"]]'),
        ],
    ),
    {
        "next_product.rules": {
            "card": {"kinds": ["person"], "least_age": 18, "most_age": 70, "worst_stage": 1},
            "fx": {"kinds": ["company", "person"]},
            "wealth": {"kinds": ["company", "person"], "least_age": 18, "most_age": 75},
            "insurance": {"kinds": ["company", "person"]},
        }
    },
    {"adopted": {"risk_grade": "string"}},
)

SPECS = (ADOPTION, CHANCE, NEXT_PRODUCTS)
