"""Specifications of the lines of a customer month (客户月度各项的规格)."""

from datetime import date

from guanxi.kit.words import Words
from guanxi.value import money
from guanxi.value.measures import account_month, attribution, losses, serving, transfer
from guanxi.value.specs.spec import Small, Spec

MONTH = "2025-12"
_ACCOUNT = "account_id: string, period: string, side: string, family: string"
_MARGIN = {
    **dict.fromkeys(("fees", "waived_fees", "expected_loss", "end_balance", "days_past_due", "month_index"), "int64"),
    **dict.fromkeys(("pd", "lgd", "risk_weight", "rate"), "float64"),
    **dict.fromkeys(("opened_on", "closed_on", "matures_on", "last_day"), "date"),
    "stage": "int64",
}  # fmt: skip

TRANSFER = Spec(
    "transfer",
    Words("Transfer rate", "内部资金转移价格"),
    Words(
        "The curve in force on the day, at the tenor in months: linear between its points, flat outside them. "
        "Before the "
        "first curve the first one counts.",
        "取当日有效的曲线，按期限(月)取值：节点之间线性插值，节点之外取端点值；首条曲线之前用首条。",
    ),
    {
        "keys": Small(
            "account_id: string, day: date, tenor: int64",
            [
                ("A", date(2025, 3, 1), 12), ("B", date(2025, 3, 1), 24), ("C", date(2025, 3, 1), 60),
                ("D", date(2025, 7, 1), 1), ("E", date(2024, 1, 1), 12),
            ],
        ),
        "rates": Small(
            "curve: string, on: date, tenor: int64, value: float64",
            [
                ("transfer", date(2025, 1, 1), 12, 0.02), ("transfer", date(2025, 1, 1), 36, 0.03),
                ("transfer", date(2025, 6, 1), 12, 0.015), ("transfer", date(2025, 6, 1), 36, 0.025),
            ],
        ),
    },
    lambda t, a: transfer.at(t["keys"], transfer.nodes(t["rates"], a["transfer.curve"])),
    Small(
        "account_id: string, transfer_rate: float64",
        [("A", 0.02), ("B", 0.025), ("C", 0.03), ("D", 0.015), ("E", 0.02)],
    ),
)  # fmt: skip

MARGINS = Spec(
    "margins",
    Words("Margin lines of an account", "账户利差各项"),
    Words(
        "c = average balance × transfer rate × days ÷ basis, rounded once. Deposit margin = c − interest paid; "
        "loan margin "
        "= interest received − c; the treasury holds the other side, so that customers and treasury make the "
        "net interest.",
        "c = 日均余额 × 转移价格 × 天数 ÷ 计息基数，只取整一次。存款利差 = c − 付息；贷款利差 = 收息 − c;"
        "另一侧记入司库，客户与司库之和等于净利息收入。",
    ),
    {
        "rows": Small(
            f"{_ACCOUNT}, days: int64, average_balance: int64, interest_paid: int64, interest_received: int64, "
            "transfer_rate: float64",
            [
                ("A", MONTH, "liability", "current", 73, 1_000_000_00, 400_00, 0, 0.02),
                ("B", MONTH, "asset", "term_loan", 73, 500_000_00, 0, 6_000_00, 0.03),
            ],
        )
    },
    lambda t, a: t["rows"].select("account_id", **account_month._lines(t["rows"], a)),
    Small(
        "account_id: string, deposit_margin: int64, loan_margin: int64, treasury: int64",
        [("A", 3_600_00, 0, -4_000_00), ("B", 0, 3_000_00, 3_000_00)],
    ),
    {"money.day_basis": 365},
    {"rows": _MARGIN},
)

ATTRIBUTION = Spec(
    "attribution",
    Words("Joint accounts", "共有账户的归属"),
    Words(
        "Each holder gets the share of the account, shares scaled to one; the last holder gets the rest, so "
        "that no minor "
        "unit is lost. A guarantor holds nothing.",
        "各持有人按份额分得金额，份额折算为合计一；最后一位取余数，一分不差。担保人不持有。",
    ),
    {
        "rows": Small("account_id: string, customer_id: string, amount: int64", [("A", "C1", 101), ("B", "C9", 50)]),
        "account_parties": Small(
            "account_id: string, customer_id: string, role: string, share: float64",
            [("A", "C1", "holder", 0.4), ("A", "C2", "holder", 0.4), ("A", "C3", "guarantor", None)],
        ),
    },
    lambda t, a: attribution.attributed(t["rows"], attribution.splits(t["account_parties"]), ["amount"]),
    Small(
        "account_id: string, customer_id: string, amount: int64", [("A", "C1", 51), ("A", "C2", 50), ("B", "C9", 50)]
    ),
)

SERVING = Spec(
    "serving",
    Words("Cost to serve", "服务成本"),
    Words(
        "Counted events × minutes of an event × cost of a minute of the channel. What the channel costs beyond "
        "the time used "
        "is idle capacity and no customer's.",
        "业务笔数 × 每笔分钟数 × 渠道每分钟成本。渠道成本超出所用时间的部分为闲置产能，不摊给客户。",
    ),
    {
        "events": Small(
            "customer_id: string, channel: string, kind: string, count: int64",
            [("C1", "counter", "withdrawal", 3), ("C2", "mobile", "transfer", 40)],
        )
    },
    lambda t, a: t["events"].join(serving.costs(a), ["channel", "kind"]).mutate(
        serve_cost=lambda r: money.whole(r["count"] * r.unit_cost)
    ),
    Small("customer_id: string, serve_cost: int64", [("C1", 45_00), ("C2", 8_00)]),
    {
        "serving.minutes": {"counter": {"withdrawal": 5}, "mobile": {"transfer": 0.1}},
        "serving.cost_per_minute": {"counter": 300, "mobile": 200},
    },
)  # fmt: skip

LOSSES = Spec(
    "losses",
    Words("Expected loss and capital", "预期损失与资本"),
    Words(
        "A month's loss: stage 1 exposure × PD × LGD ÷ 12; stage 2 the loss of the life left, spread over its "
        "months; stage 3 "
        "exposure × LGD over the months of work-out. Capital = exposure × risk weight × target ratio.",
        "当月损失：第一阶段 敞口 × 违约概率 × 违约损失率 ÷ 12；第二阶段 剩余期限的损失按月分摊；"
        "第三阶段 敞口 × 违约损失率 按处置月数分摊。资本 = 敞口 × 风险权重 × 目标资本充足率。",
    ),
    {
        "rows": Small(
            "account_id: string, exposure: float64, stage: int64, pd: float64, lgd: float64, risk_weight: float64",
            [
                ("A", 1_200_000_00.0, 1, 0.01, 0.45, 1.0),
                ("B", 1_200_000_00.0, 2, 0.10, 0.50, 1.0),
                ("C", 1_200_000_00.0, 3, 1.0, 0.50, 0.75),
            ],
        )
    },
    lambda t, a: t["rows"].mutate(
        loss=money.whole(losses.monthly(t["rows"], t["rows"].exposure, a)),
        capital=money.whole(losses.capital(t["rows"], t["rows"].exposure, a)),
    ),
    Small(
        "account_id: string, loss: int64, capital: int64",
        # B: 1 200 000 × (1 − 0.9²) × 0.5 ÷ 24 = 4 750
        [("A", 450_00, 120_000_00), ("B", 4_750_00, 120_000_00), ("C", 25_000_00, 90_000_00)],
    ),
    {"risk.life_months": 24, "risk.workout_months": 24, "risk.target_ratio": 0.1},
    {"rows": {"days_past_due": "int64", "family": "string", "matures_on": "date", "month_index": "int64"}},
)

SPECS = (TRANSFER, MARGINS, ATTRIBUTION, SERVING, LOSSES)
