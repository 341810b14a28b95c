"""Specifications of the tables of retention and loss (客户保持与流失各表的规格): who left, when, and who stays."""

import ibis.expr.types as ir

from guanxi.contracts.figures.loyalty import BARRIERS
from guanxi.kit.words import Words
from guanxi.value.assumptions import Assumptions
from guanxi.value.measures import scopes
from guanxi.value.measures.loyalty import cohorts, departures, movements, survival, tables
from guanxi.value.sources import given
from guanxi.value.specs.spec import Small, Spec, Tables

LAST = "2025-12"
ABOVE = (("U1", None),)
#: What a member carries and an example does not name.
MEMBER = {
    **dict.fromkeys(
        ("unit_id", "owner_id", "kind", "source", "tier", "tier_before", "departure", "cohort", "cohort_half"), "string"
    ),
    **dict.fromkeys(("level", "level_before"), "int64"),
    "left": "int64",
    **dict.fromkeys(("joined", "born", "profit_12m", "profit_prior", "balance_before"), "int64"),
    **{f"{side}_{name}": "int64" for side in ("now", "then") for name in BARRIERS},
    "here": "boolean",
}
FAMILY = {"customer_id": "string", "family": "string", "accounts": "int64"}


def bank(rows: ir.Table) -> ir.Table:
    """Keep the rows of the whole bank."""
    return rows.filter(rows.scope == "bank")


def _loss_rates(t: Tables, a: Assumptions) -> ir.Table:
    marked = departures.marked(t["members"])
    all_ = departures.all_together(marked)
    both = all_.union(departures.cells(marked, t["family_then"]).select(*all_.columns), distinct=False)
    counted = bank(departures.spread(both, scopes.ancestors(ABOVE)))
    found = departures.loss_rates(tables.asked(t.ask, counted), a)
    return found.filter(found.dimension.isin(["all", "kind", "family"]))


LOSS_RATES = Spec(
    "loss_rates",
    Words("Loss rates by group", "分组流失率"),
    Words(
        "Of the customers a year ago (month 12 begins it), the share departed since, with Wilson's interval; "
        "closings besides, since only they can be compared with the year before. What left in balances, and how much "
        "of it the largest single loss makes. Who came since is not at risk; a group of nobody has no row; two rates "
        "are compared only from enough customers on. Here z = 1: one of four is 0.3 ± 0.2.",
        "一年前的客户(自第 12 月起)其后流失的比例，附 Wilson 区间；另列销户，因为只有销户可与上年比较。"
        "流失的余额及最大单户所占比例。其后新来的客户不计；没有客户的分组没有行；户数足够才比较两个比率。"
        "本例 z = 1：四户中一户为 0.3 ± 0.2。",
    ),
    {
        "members": Small(
            "customer_id: string, kind: string, joined: int64, left: int64, departure: string, profit_prior: int64, "
            "balance_before: int64",
            [
                ("C1", "company", -1, 16, "closed", 500_00, 60_000_00),
                ("C2", "company", -1, 20, "run_off", -100_00, 20_000_00),
                ("C3", "company", -1, None, None, 900_00, 50_000_00),
                ("C4", "company", -1, None, None, 0, 0),
                ("C5", "person", 12, None, None, 0, 0),
                ("C6", "person", 15, 18, "closed", 0, 0),
                ("C7", "company", -1, 5, "closed", 0, 0),
            ],
        ),
        "family_then": Small("customer_id: string, family: string, accounts: int64", [("C3", "card", 2)]),
    },
    _loss_rates,
    Small(
        "dimension: string, member: string, at_risk: int64, departed: int64, closed: int64, loss_rate: float64, "
        "closing_rate: float64, closing_low: float64, closing_high: float64, at_risk_prior: int64, "
        "closing_prior_rate: float64, changed: string, profit_lost: int64, balance_lost: int64, top_lost_rate: float64",
        [
            ("all", "", 4, 2, 1, 0.5, 0.25, 0.1, 0.5, 5, 0.2, "alike", 400_00, 80_000_00, 0.75),
            ("kind", "company", 4, 2, 1, 0.5, 0.25, 0.1, 0.5, 5, 0.2, "alike", 400_00, 80_000_00, 0.75),
            ("family", "card", 1, 0, 0, 0.0, 0.0, 0.0, 0.5, 0, None, "too_few", 0, 0, None),
        ],
    ),
    {"loyalty.interval_z": 1.0, "loyalty.difference_z": 2.576, "loyalty.least_customers": 4},
    {"members": MEMBER},
)

LOSS_MONTHS = Spec(
    "loss_months",
    Words("Departures month by month", "逐月流失"),
    Words(
        "Of each of the 24 months: who was there at its start (came before it, had not left before it), and who left "
        "in it by which sign, with the profit and the average balances of the year before. Who left before the months "
        "(−1) counts in none.",
        "24 个月逐月：月初在行客户(此前来行且未离开)，以及当月按标志流失的客户、其上年利润与日均余额。"
        "此前已离开者(−1)各月均不计。",
    ),
    {
        "members": Small(
            "customer_id: string, joined: int64, left: int64, departure: string, profit_prior: int64",
            [
                ("C1", -1, 16, "closed", 500_00),
                ("C2", -1, None, None, 900_00),
                ("C3", 11, 20, "run_off", -100_00),
                ("C4", -1, -1, "dormant", 0),
            ],
        )
    },
    lambda t, a: bank(departures.loss_months(departures.flows(t["members"]), scopes.ancestors(ABOVE), LAST)),
    Small(
        "at_risk: array<int64>, closed: array<int64>, run_off: array<int64>, dormant: array<int64>, "
        "profit_lost: array<int64>",
        [
            (
                [2] * 12 + [3] * 5 + [2] * 4 + [1] * 3,
                [0] * 16 + [1] + [0] * 7,
                [0] * 20 + [1] + [0] * 3,
                [0] * 24,
                [0] * 16 + [500_00] + [0] * 3 + [-100_00] + [0] * 3,
            )
        ],
    ),
    {},
    {"members": MEMBER},
)


def _survival(t: Tables, a: Assumptions) -> ir.Table:
    cells = survival.cells(survival.spells(t["members"], a), given([], FAMILY))
    keys = ("dimension", "member", "age")
    return survival.survival(t.ask(bank(tables.summed(cells, keys, survival.COUNTS, scopes.ancestors(ABOVE)))), a)


SURVIVAL = Spec(
    "survival",
    Words("How long customers stay", "客户保持时间"),
    Words(
        "Product limit: S = Π (1 − left ÷ watched) over ages in months; customers enter at the age they have when "
        "watching begins (month 14) and are lost sight of at the end. Mean = area under the curve up to the horizon, "
        "in years. An age with fewer watched than the least takes the bank's hazard, and the share of such ages is "
        "told. Bank: of four one leaves at age 2, a fifth enters, of four one leaves at age 4: 0.75, 0.5625; mean "
        "(1 + 1 + 0.75 + 0.75 + 0.5625) ÷ 12. Persons are too few at the ages 1 and 2 and borrow 0 and ¼.",
        "乘积极限法：各月龄 S = Π (1 − 流失 ÷ 观察)；客户以观察开始(第 14 月)时的月龄进入，期末失去观察。"
        "平均 = 限定期内曲线下面积，以年计。观察户数不足的月龄借用全行流失率，并给出此类月龄占比。"
        "全行：四户中一户在 2 月龄离开，第五户进入，四户中一户在 4 月龄离开：0.75、0.5625；平均 "
        "(1 + 1 + 0.75 + 0.75 + 0.5625) ÷ 12。个人在 1、2 月龄户数不足，借用 0 与 ¼。",
    ),
    {
        "members": Small(
            "customer_id: string, kind: string, born: int64, left: int64",
            [
                ("C1", "company", 13, 15),
                ("C2", "company", 13, 17),
                ("C3", "company", 13, None),
                ("C4", "person", 15, None),
                ("C5", "person", 11, None),
                ("C6", "person", 5, 12),
            ],
        )
    },
    _survival,
    Small(
        "dimension: string, member: string, customers: int64, departed: int64, kept_years: float64, "
        "median_months: int64, borrowed_rate: float64, differs: string, curve: string",
        [
            ("all", "", 5, 2, 0.3385, None, 0.0, "alike", "[1.0, 1.0, 0.75, 0.75, 0.5625, 0.5625]"),
            ("kind", "company", 3, 2, 0.3056, 4, 0.2, "too_few", "[1.0, 1.0, 0.6667, 0.6667, 0.3333, 0.3333]"),
            ("kind", "person", 2, 0, 0.3542, None, 0.4, "too_few", "[1.0, 1.0, 0.75, 0.75, 0.75, 0.75]"),
        ],
    ),
    {"loyalty.horizon_months": 5, "loyalty.least_at_age": 2, "standing.run_off_months": 3},
    {"members": MEMBER},
)


def _cohorts(t: Tables, a: Assumptions) -> ir.Table:
    counted = tables.summed(cohorts.cells(t["members"], LAST), ("cohort",), cohorts.COUNTS, scopes.ancestors(ABOVE))
    return cohorts.cohorts(tables.asked(t.ask, bank(counted)))


COHORTS = Spec(
    "cohorts",
    Words("Cohorts kept", "各期客户保持"),
    Words(
        "By half-year of opening: after k months of watching, how many could be watched so long and how many of them "
        "had not closed: [k, customers, kept]. Watching begins in the month after opening; closings only. What opened "
        "long ago stands together; who opened in the last month has not been watched yet.",
        "按开户半年：观察 k 个月后，可观察这么久的户数及其中未销户的户数：[k, 户数, 保持数]。自开户次月开始观察，"
        "仅计销户。"
        "较早开户的合并；最后一月开户的尚未观察。",
    ),
    {
        "members": Small(
            "customer_id: string, cohort_half: string, joined: int64, left: int64, departure: string",
            [
                ("C1", "2025H1", 17, None, None),
                ("C2", "2025H1", 17, 20, "closed"),
                ("C3", "2025H1", 17, 19, "run_off"),
                ("C4", "2010H1", -1, 10, "closed"),
                ("C5", "2025H2", 23, None, None),
            ],
        )
    },
    _cohorts,
    Small(
        "place: int64, cohort: string, customers: int64, kept: string",
        [
            (
                1,
                "earlier",
                1,
                "[[3, 1, 1], [6, 1, 1], [9, 1, 1], [12, 1, 0], [15, 1, 0], [18, 1, 0], [21, 1, 0], [24, 1, 0]]",
            ),
            (2, "2025H1", 3, "[[3, 3, 2], [6, 3, 2]]"),
        ],
    ),
    {},
    {"members": MEMBER},
)


def _movements(t: Tables, a: Assumptions) -> ir.Table:
    keys = ("standing", "before", "now")
    counted = tables.summed(movements.cells(t["members"]), keys, ("customers",), scopes.ancestors(ABOVE))
    return movements.movements(tables.asked(t.ask, bank(counted)))


MOVEMENTS = Spec(
    "movements",
    Words("Movement matrix", "等级与层级迁移矩阵"),
    Words(
        "Where the customers of a year ago stand today: a row for every place of then, counted by the place of now; "
        "the departed are `gone`, those who came since have no place before and stand last. A standing of which "
        "nothing is known of then is not told at all: here the tiers.",
        "一年前的客户现在所处位置：每个当时位置一行，按现在位置计数；已流失为 `gone`，其后新来的没有当时位置，"
        "列在最后。"
        "当时完全未知的等级不列出：本例为潜力层级。",
    ),
    {
        "members": Small(
            "customer_id: string, joined: int64, left: int64, here: boolean, level_before: int64, level: int64, "
            "tier: string",
            [
                ("C1", -1, None, True, 2, 3, "mid"),
                ("C2", -1, None, True, 3, 3, "mid"),
                ("C3", -1, 15, False, 3, 2, "mid"),
                ("C4", 13, None, True, None, 1, "small"),
                ("C5", 13, 15, False, None, 1, "small"),
                ("C6", -1, 5, False, None, 4, "mid"),
            ],
        )
    },
    _movements,
    Small(
        "place: int64, standing: string, before: string, now: string, customers: int64",
        [
            (1, "level", "2", '{"3": 1}', 1),
            (2, "level", "3", '{"3": 1, "gone": 1}', 2),
            (3, "level", None, '{"1": 1}', 1),
        ],
    ),
    {},
    {"members": MEMBER},
)

SPECS = (LOSS_RATES, LOSS_MONTHS, SURVIVAL, COHORTS, MOVEMENTS)
