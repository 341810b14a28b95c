"""Specifications of why customers leave and what holds them (流失原因与去向、转换壁垒的规格)."""

from datetime import date

import ibis.expr.types as ir

from guanxi.contracts.figures.loyalty import BARRIER_KINDS as KINDS
from guanxi.contracts.figures.loyalty import MOODS
from guanxi.kit.words import Words
from guanxi.value.assumptions import Assumptions
from guanxi.value.measures import scopes
from guanxi.value.measures.loyalty import barriers, destinations, prices, tables, worth
from guanxi.value.specs.loyalty import ABOVE, LAST, MEMBER, bank
from guanxi.value.specs.spec import AS_OF, Small, Spec, Tables, at

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
    Words("Mood of a customer", "客户情绪"),
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
    Words("Barriers against mood", "转换壁垒与情绪矩阵"),
    Words(
        "Customers of today and their profit by how firmly they are bound and how they feel: who stays only because "
        "leaving is hard is found among the firmly bound with a complaint. A band without customers has no row.",
        "现有客户及其利润，按壁垒高低与情绪交叉：仅因难以离开而留下者，见壁垒较高且有投诉的一格。"
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

SPECS = (DESTINATIONS, SWITCHING, MOOD, BINDING, BARRIER_KINDS, PRICE_MOVES, RETENTION_WORTH)
