"""Specifications of what holds customers and how they feel (转换壁垒与服务感受的规格)."""

from datetime import date

import ibis.expr.types as ir

from guanxi.contracts.figures.loyalty import BARRIER_KINDS as KINDS
from guanxi.contracts.figures.loyalty import MOODS
from guanxi.kit.words import Words
from guanxi.value.assumptions import Assumptions
from guanxi.value.measures import scopes
from guanxi.value.measures.loyalty import barriers, tables
from guanxi.value.specs.loyalty import ABOVE, MEMBER, bank
from guanxi.value.specs.spec import AS_OF, Small, Spec, Tables, at


def _listed(t: Tables, a: Assumptions) -> ir.Table:
    held = barriers.held(t["rows"], a, now=True)
    rows = t["rows"].mutate(**{f"now_{name}": value for name, value in held.items()})
    number = barriers.count(rows, "now")
    return rows.select(
        "customer_id", barriers=barriers.listed(rows), barrier_count=number, bound=barriers.bound(number, a)
    )


SWITCHING = Spec(
    "barriers",
    Words("Switching barriers", "转换壁垒"),
    Words(
        "Salaries, payments, standing orders, credit, many months with us and several product families bind a "
        "customer, one each; by their number a customer is free, somewhat or firmly bound. What is not known binds "
        "nobody.",
        "代发工资、支付结算、约定转账、授信、合作年限与多类产品各为一项壁垒；按项数分为无、一般与较高。未知者不计。",
    ),
    {
        "rows": Small(
            "customer_id: string, payroll_now: int64, payments_now: int64, orders: int64, own_loans: int64, "
            "tenure: int64, families_now: int64",
            [
                ("C1", 0, 0, 0, 0, 59, 2),
                ("C2", 0, 0, None, 0, 60, 2),
                ("C3", 1, 0, 0, 100_00, 12, 3),
                ("C4", 1, 1, 2, 1, 60, 3),
            ],
        )
    },
    _listed,
    Small(
        "customer_id: string, barriers: string, barrier_count: int64, bound: string",
        [
            ("C1", "", 0, "free"),
            ("C2", "tenure", 1, "some"),
            ("C3", "payroll credit families", 3, "firm"),
            ("C4", "payroll settlement orders credit tenure families", 6, "firm"),
        ],
    ),
    {"loyalty.barrier_families": 3, "loyalty.barrier_tenure_months": 60, "loyalty.barrier_bands": [1, 3]},
)


MOOD = Spec(
    "mood",
    Words("Mood of a customer", "客户服务感受"),
    Words(
        "The worst that is known of the last twelve months: a complaint whose answer was not accepted, or has none "
        "yet; service felt below what is adequate, on the mean of the answers; else content. Of whom nothing is known "
        "there is no row: silent.",
        "近十二个月已知的最差情形：答复未被接受或尚未答复的投诉；各次评价平均低于可接受水平；否则为满意。"
        "一无所知者没有行："
        "尚无了解。",
    ),
    {
        "answers": Small(
            "customer_id: string, on: date, perceived: float64, adequate: float64",
            [
                ("C1", date(2025, 3, 1), 5.0, 6.0),
                ("C1", date(2025, 9, 1), 8.0, 6.0),
                ("C2", date(2025, 3, 1), 5.0, 6.0),
                ("C3", date(2025, 3, 1), 9.0, 6.0),
                ("C5", date(2024, 12, 31), 1.0, 6.0),
                ("C6", date(2025, 12, 31), 6.0, 6.0),
            ],
        ),
        "complaints": Small(
            "customer_id: string, received_at: timestamp, accepted: boolean",
            [
                ("C3", at("2025-11-03 09:00"), None),
                ("C4", at("2025-11-03 09:00"), True),
                ("C7", at("2025-01-01 09:00"), False),
            ],
        ),
    },
    lambda t, a: barriers.moods(t["answers"], t["complaints"], AS_OF, a),
    Small(
        "customer_id: string, mood: string",
        [("C1", "content"), ("C2", "below"), ("C3", "complaint"), ("C6", "content"), ("C7", "complaint")],
    ),
    {"loyalty.mood_months": 12},
)

BINDING = Spec(
    "binding",
    Words("Barriers against mood", "转换壁垒与服务感受"),
    Words(
        "Customers of today and their profit by how firmly they are bound and how they feel: who stays only because "
        "leaving is hard is found among the firmly bound with a complaint. A band without customers has no row.",
        "现有客户及其利润，按壁垒高低与服务感受交叉：仅因难以离开而留下者，见壁垒较高且有投诉的一格。"
        "没有客户的档次没有行。",
    ),
    {
        "members": Small(
            "customer_id: string, here: boolean, mood: string, profit_12m: int64, now_payroll: int64, "
            "now_credit: int64, now_tenure: int64",
            [
                ("C1", True, "silent", 100_00, 0, 0, 0),
                ("C2", True, "complaint", 900_00, 1, 1, 1),
                ("C3", True, "complaint", -50_00, 1, 1, 1),
                ("C4", True, "content", 10_00, 1, 1, 1),
                ("C5", False, "complaint", 900_00, 1, 1, 1),
            ],
        )
    },
    lambda t, a: bank(barriers.matrix(scopes.spread(barriers.cells(t["members"], a), scopes.ancestors(ABOVE)))),
    Small(
        "place: int64, bound: string, "
        + ", ".join(f"{mood}_{what}: int64" for mood in MOODS for what in ("customers", "profit")),
        [(1, "free", 0, 0, 0, 0, 0, 0, 1, 100_00), (3, "firm", 2, 850_00, 0, 0, 1, 10_00, 0, 0)],
    ),
    {"loyalty.barrier_bands": [1, 3]},
    {"members": MEMBER},
)


def _kinds(t: Tables, a: Assumptions) -> ir.Table:
    counts = ("customers", "had", "had_left", "had_not", "had_not_left")
    counted = tables.summed(barriers.inventory(t["members"]), ("barrier",), counts, scopes.ancestors(ABOVE))
    told = tables.published(KINDS, barriers.told(tables.asked(t.ask, bank(counted)), a))
    return told.filter(told.barrier.isin(["payroll", "credit"]))


BARRIER_KINDS = Spec(
    "barrier_kinds",
    Words("What each barrier does", "各项壁垒的作用"),
    Words(
        "Who had a barrier a year ago and who had not, and how many of each left since; customers who have it today. "
        "Whether those with it leave less is said only from enough customers on each side.",
        "一年前有与没有该壁垒的客户，及其后各流失多少；今天有该壁垒的客户数。两边户数都足够才说明流失是否更少。",
    ),
    {
        "members": Small(
            "customer_id: string, joined: int64, left: int64, here: boolean, then_payroll: int64, now_payroll: int64",
            [
                *[(f"C{n:02d}", -1, None, True, 1, 1) for n in range(1, 11)],
                *[(f"C{n:02d}", -1, 15 if n < 20 else None, n >= 20, 0, 1) for n in range(11, 21)],
                ("C21", 14, None, True, 0, 1),
            ],
        )
    },
    _kinds,
    Small(
        "barrier: string, customers: int64, had: int64, had_left: int64, had_not: int64, had_not_left: int64, "
        "differs: string",
        [("payroll", 12, 10, 0, 10, 9, "fewer"), ("credit", 0, 0, 0, 20, 9, "too_few")],
    ),
    {"loyalty.least_customers": 10, "loyalty.difference_z": 2.576},
    {"members": MEMBER},
)


SPECS = (SWITCHING, MOOD, BINDING, BARRIER_KINDS)
