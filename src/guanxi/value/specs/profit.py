"""Specifications of profit, potential and what they stand on (利润、潜力及其基础的规格)."""

from datetime import date

import ibis
import ibis.expr.types as ir

from guanxi.contracts.lines import LINES
from guanxi.contracts.products import FAMILIES
from guanxi.kit.words import Words
from guanxi.value.assumptions import Assumptions
from guanxi.value.measures import contacts, internal_ratings, potential, profit, relationship
from guanxi.value.sources import given
from guanxi.value.specs.spec import Small, Spec, Tables

DECEMBER = "2025-12"

PROFIT = Spec(
    "profit",
    Words("Profit, economic profit and RAROC", "利润、经济利润与风险调整资本回报"),
    Words(
        "Profit = margins + fees − cost to serve − relationship cost − expected loss. Direct profit leaves the "
        "relationship cost out, full profit takes overhead off. Economic profit = profit × (1 − tax) − average capital "
        "× hurdle: a loss earns its tax credit. RAROC = profit × (1 − tax) ÷ average capital, withheld below the "
        "capital floor.",
        "利润 = 利差 + 手续费 − 服务成本 − 客户经理成本 − 预期损失。直接利润不扣客户经理成本，完全利润再扣分摊费用。"
        "经济利润 = 利润 × (1 − 税率) − 平均资本 × 资本成本率，亏损计税收抵免。RAROC = 利润 × (1 − 税率) ÷ 平均资本，"
        "资本低于下限时不给出。",
    ),
    {
        "rows": Small(
            "customer_id: string, deposit_margin_12m: int64, loan_margin_12m: int64, fees_12m: int64, "
            "serve_cost_12m: int64, relationship_cost_12m: int64, expected_loss_12m: int64, overhead_cost_12m: int64, "
            "capital_12m: int64",
            [
                ("C1", 5_000_00, 8_000_00, 1_000_00, 1_500_00, 500_00, 2_000_00, 700_00, 600_000_00),
                ("C2", 0, 0, 0, 0, 0, 1_000_00, 0, 0),
                ("C3", 100_00, 0, 0, 0, 0, 0, 0, 11_999_99),
            ],
        )
    },
    lambda t, a: t["rows"].select("customer_id", **profit.figures(t["rows"], a)),
    Small(
        "customer_id: string, revenue_12m: int64, profit_12m: int64, profit_direct_12m: int64, "
        "profit_full_12m: int64, capital_average: int64, economic_profit_12m: int64, raroc_rate: float64",
        [
            ("C1", 14_000_00, 10_000_00, 10_500_00, 9_300_00, 50_000_00, 2_500_00, 0.15),
            ("C2", 0, -1_000_00, -1_000_00, -1_000_00, 0, -750_00, None),
            ("C3", 100_00, 100_00, 100_00, 100_00, 1_000_00, -25_00, 0.075),
        ],
    ),
    {"risk.tax": 0.25, "risk.hurdle": 0.1, "risk.capital_floor": 1_000_00},
    {"rows": {f"{line}_{year}": "int64" for line in LINES for year in ("12m", "prior")}},
)


def _visited(t: Tables, a: Assumptions) -> ir.Table:
    calendar = given([{"period": DECEMBER, "month_index": 24312}], {"period": "string", "month_index": "int64"})
    return relationship.on_customers(t, calendar, a)


RELATIONSHIP = Spec(
    "relationship_cost",
    Words("Relationship cost", "客户经理成本"),
    Words(
        "Visits of the month (December 2025) × cost per visit; cost per visit = yearly cost ÷ visits made in twelve "
        "months, who was employed for part of them taken to go on at that pace, and at least so many visits a year. "
        "Meetings only; a visit without a customer makes the others cheaper, and is charged to nobody. S1: 2 000 ÷ 4; "
        "S2 came in July: 3 visits in 6 months, 6 000 ÷ 6; S3 made one visit: 2 000 ÷ 4 all the same.",
        "当月(2025 年 12 月)拜访次数 × 单次成本；单次成本 = 年成本 ÷ 近十二个月拜访次数，在职不满者按同样节奏折算，"
        "且不少于每年最低次数。只计会面；没有客户的拜访摊低单次成本，但不计入任何客户。S1：2 000 ÷ 4；"
        "S2 七月入职，6 个月 3 次：6 000 ÷ 6；S3 仅一次：仍为 2 000 ÷ 4。",
    ),
    {
        "staff": Small(
            "staff_id: string, yearly_cost: int64, hired_on: date",
            [("S1", 2_000_00, date(2015, 1, 1)), ("S2", 6_000_00, date(2025, 7, 1)), ("S3", 2_000_00, None)],
        ),
        "visits": Small(
            "customer_id: string, staff_id: string, on: date, channel: string",
            [
                ("C1", "S1", date(2025, 12, 1), "visit"),
                ("C1", "S1", date(2025, 12, 31), "visit"),
                (None, "S1", date(2025, 12, 2), "visit"),
                ("C2", "S1", date(2025, 1, 2), "visit"),
                ("C2", "S1", date(2024, 12, 31), "visit"),
                ("C1", "S1", date(2025, 12, 3), "phone"),
                ("C2", "S2", date(2025, 12, 4), "visit"),
                ("C3", "S2", date(2025, 8, 4), "visit"),
                ("C3", "S2", date(2025, 9, 4), "visit"),
                ("C3", "S3", date(2025, 12, 5), "visit"),
            ],
        ),
    },
    _visited,
    Small(
        "customer_id: string, staff_id: string, visits: int64, relationship_cost: int64",
        [("C1", "S1", 2, 1_000_00), ("C2", "S2", 1, 1_000_00), ("C3", "S3", 1, 500_00)],
    ),
    {"relationship.meeting_channels": ["visit"], "relationship.least_visits_a_year": 4},
    {"staff": {"unit_id": "string", "role": "string", "left_on": "date"}},
)

OUTFLOW = Spec(
    "outflow",
    Words("Money leaving for other banks", "他行资金流出"),
    Words(
        "Paid to other banks less received from them in the last month; below 0 more came than went. Payments within "
        "the bank do not count.",
        "上月转往他行减他行转入；低于 0 表示净流入。本行之内的转账不计。",
    ),
    {
        "accounts": Small("account_id: string, customer_id: string", [("A1", "C1"), ("A2", "C1"), ("A3", "C2")]),
        "transactions": Small(
            "account_id: string, amount: int64, direction: string, counterparty_bank: string",
            [
                ("A1", 100_00, "out", "East"),
                ("A2", 30_00, "in", "West"),
                ("A1", 900_00, "out", None),
                ("A2", 900_00, "out", ""),
                ("A3", 40_00, "in", "East"),
            ],
        ),
    },
    lambda t, a: contacts.flows(t),
    Small("customer_id: string, outflow_1m: int64", [("C1", 70_00), ("C2", -40_00)]),
)

OUTFLOW_BALANCES = Spec(
    "outflow_from_balances",
    Words("Money leaving, told by balances", "由余额推断的资金流出"),
    Words(
        "Where no transactions are delivered: the fall of deposits from month end to month end, less what repaid own "
        "loans; a rise is no outflow. Who has no month now has taken out all of it.",
        "没有交易流水时：月末存款减少额扣除归还本行贷款；增加不计为流出。当月没有记录者视为全部转出。",
    ),
    {
        "before": Small(
            "customer_id: string, deposit_end: int64, loan_end: int64",
            [("C1", 100_00, 50_00), ("C2", 100_00, 0), ("C3", 100_00, 0)],
        ),
        "last": Small(
            "customer_id: string, deposit_end: int64, loan_end: int64", [("C1", 60_00, 30_00), ("C2", 130_00, 0)]
        ),
    },
    lambda t, a: contacts.drops(t["last"], t["before"]),
    Small("customer_id: string, outflow_1m: int64", [("C1", 20_00), ("C2", 0), ("C3", 100_00)]),
)

_RATES = {family: {"current": 0.02, "mortgage": 0.01}.get(family, 0.0) for family in FAMILIES}


def _potential(t: Tables, a: Assumptions) -> ir.Table:
    rates = {name: ibis.literal(rate) for name, rate in _RATES.items()}
    return t["rows"].select("customer_id", **potential.potential(t["rows"], rates, ibis.literal(100_00), a))


POTENTIAL = Spec(
    "potential",
    Words("Potential of a year", "一年潜在业务总值"),
    Words(
        "Σ (own + (wallet − own) × reachable share) × margin rate; × how well the customer is doing: momentum of "
        "balances and the impairment stage; − effort: missing families × visits × cost of a visit, at most half; "
        "× importance of the size. Never below 0; the parts add up. C1: 75 000 × 2 % + 50 000 × 1 % = 2 000, balances "
        "fell by a tenth at half weight: − 100, two visits: − 200, × 1.2: + 340.",
        "Σ (本行 + (钱包 − 本行) × 可争取比例) × 利差率；× 经营状况(余额变化与资产分类)；− 投入(缺少大类 × 拜访次数 × "
        "单次成本，至多一半)；× 规模重要性。不低于 0，各部分可加。C1：75 000 × 2 % + 50 000 × 1 % = 2 000，"
        "余额下降一成、"
        "权重一半：− 100，两次拜访：− 200，× 1.2：+ 340。",
    ),
    {
        "rows": Small(
            "customer_id: string, kind: string, axis_size: string, stage: int64, own_current: int64, "
            "wallet_current: int64, own_mortgage: int64, wallet_mortgage: int64, deposit_average_12m: int64, "
            "deposit_average_prior: int64",
            [
                ("C1", "company", "large", 1, 50_000_00, 100_000_00, 0, 100_000_00, 90_00, 100_00),
                ("C2", "company", "large", 3, 50_000_00, 100_000_00, 0, 100_000_00, 90_00, 100_00),
                ("C3", "person", None, 1, 0, 30_000_00, 0, 0, 0, 0),
                ("C4", "person", None, 1, 0, 0, 0, 0, 0, 0),
            ],
        )
    },
    _potential,
    Small(
        "customer_id: string, potential_12m: int64, potential_base: int64, potential_doing: int64, "
        "potential_effort: int64, potential_importance: int64",
        [
            ("C1", 2_040_00, 2_000_00, -100_00, 200_00, 340_00),
            ("C2", 0, 2_000_00, -2_000_00, 0, 0),
            ("C3", 150_00, 300_00, 0, 150_00, 0),
            ("C4", 0, 0, 0, 0, 0),
        ],
    ),
    {
        "standing.reachable_share": {"default": 0.5},
        "standing.momentum_weight": 0.5,
        "standing.visits_per_family": 2,
        "standing.stage_factor": {"1": 1.0, "2": 0.5, "3": 0.0},
        "standing.importance": {"person": 1.0, "large": 1.2},
    },
    {
        "rows": {f"{kind}_{family}": "int64" for kind in ("own", "wallet") for family in FAMILIES}
        | dict.fromkeys(("loan_average_12m", "loan_average_prior"), "int64")
    },
)

BASEL = Spec(
    "basel",
    Words("Risk weight by the Basel formula", "内部评级法风险权重"),
    Words(
        "12.5 × K of PD, LGD and months to maturity, scored once per distinct cell. PD in thousand-millionths, LGD in "
        "millionths. The weights of the accord's own table: corporate, LGD 45 %, 2.5 years, and a residential "
        "mortgage.",
        "由违约概率、违约损失率与剩余月数得 12.5 × K，每个不同单元计算一次。违约概率以十亿分之一、"
        "违约损失率以百万分之一计。"
        "取协议附表：公司类，违约损失率 45 %，2.5 年；及住房按揭。",
    ),
    {
        "cells": Small(
            "exposure_class: string, pd_key: int64, lgd_key: int64, months_key: int64",
            [
                ("corporate", 300_000, 450_000, 30),
                ("corporate", 2_500_000, 450_000, 30),
                ("corporate", 10_000_000, 450_000, 30),
                ("corporate", 25_000_000, 450_000, 30),
                ("mortgage", 10_000_000, 450_000, 30),
            ],
        )
    },
    lambda t, a: internal_ratings.scored(t.ask(t["cells"])).mutate(basel_weight=lambda r: r.basel_weight.round(4)),
    Small(
        "exposure_class: string, pd_key: int64, basel_weight: float64",
        [
            ("corporate", 300_000, 0.1444),
            ("corporate", 2_500_000, 0.4947),
            ("corporate", 10_000_000, 0.9232),
            ("corporate", 25_000_000, 1.2216),
            ("mortgage", 10_000_000, 0.5640),
        ],
    ),
)

SPECS = (PROFIT, RELATIONSHIP, OUTFLOW, OUTFLOW_BALANCES, POTENTIAL, BASEL)
