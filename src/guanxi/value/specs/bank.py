"""Specifications of figures of the bank (全行指标的规格)."""

from guanxi.kit.words import Words
from guanxi.value import money
from guanxi.value.measures import acquisition, concentration, reconciliation
from guanxi.value.specs.spec import Small, Spec

CONCENTRATION = Spec(
    "concentration",
    Words("Profit concentration", "利润集中度"),
    Words(
        "Customers in the order of profit. Gross is the sum of the profits above zero: the best fifth's share of it, "
        "what the worst three tenths lose of it, the best 1 %'s share (a tenth of the best of ten) and Gini "
        "Σ (n + 1 − 2 rank) × profit ÷ (n × gross). On the net the best fifth may make more than all. Where nobody "
        "made "
        "a profit no share can be said. The last scope is the deck's 20-80-30.",
        "客户按利润排序。正利润合计为分母：最好两成所占比例，最差三成吞噬的比例，前 1 % "
        "所占比例(十户中为最好一户的十分之一)，"
        "基尼系数 Σ (n + 1 − 2 × 名次) × 利润 ÷ (n × 正利润合计)。以净利润为分母时最好两成可超过全部。"
        "无人盈利则无法给出比例。"
        "最后一个范围即课件的 20-80-30。",
    ),
    {
        "customers": Small(
            "scope: string, scope_id: string, place: int64, profit: int64",
            [
                *[
                    ("bank", "", place, profit)
                    for place, profit in enumerate((60, 20, 10, 5, 5, 0, 0, -5, -10, -15), 1)
                ],
                *[("unit", "U1", place, profit) for place, profit in enumerate((0, -1, -2), 1)],
                *[("unit", "U2", place, profit) for place, profit in enumerate((240, 240, 30, 30, 30, 30, 0), 1)],
                *[("unit", "U2", place, -100) for place in (8, 9, 10)],
            ],
        )
    },
    lambda t, a: concentration.figures(concentration.ranked(t["customers"])),
    Small(
        "scope: string, scope_id: string, customers: int64, gross_profit: int64, net_profit: int64, "
        "top20_gross_rate: float64, top20_net_rate: float64, bottom30_loss_rate: float64, top1_rate: float64, "
        "peak_at_rate: float64, gini_rate: float64",
        [
            ("bank", "", 10, 100, 70, 0.8, 1.142857, 0.3, 0.06, 0.5, 0.75),
            ("unit", "U1", 3, 0, -3, None, None, None, None, 0.0, None),
            ("unit", "U2", 10, 600, 300, 0.8, 1.6, 0.5, 0.04, 0.6, 0.68),
        ],
    ),
)

WORTH = Spec(
    "worth",
    Words("Cost of winning, lifetime value and worth", "客户获致成本、终身收益与值得争取倍数"),
    Words(
        "Visit cost = yearly cost ÷ visits; cost of winning = visit cost × visits per win; lifetime value = "
        "yearly revenue × years "
        "× margin rate; worth = lifetime value ÷ cost of winning. The deck's own numbers. "
        "Without visits there is no cost and no worth to tell; a loss-making customer's value is below 0.",
        "单次拜访成本 = 年成本 ÷ 拜访次数；获致成本 = 单次成本 × 每赢得一户的拜访次数；"
        "终身收益 = 年收入 × 年数 × 利润率；"
        "值得争取倍数 = 终身收益 ÷ 获致成本。数字取自课件。没有拜访则没有成本可言，无法判断是否值得；"
        "亏损客户的终身收益为负。",
    ),
    {
        "rows": Small(
            "member: string, yearly_cost: int64, visits: int64, visits_per_win: float64, revenue: int64, years: "
            "float64, "
            "margin_rate: float64",
            [
                ("deck", 100_000_00, 200, 4.0, 10_000_00, 2.0, 0.1),
                ("longer", 100_000_00, 200, 4.0, 10_000_00, 5.0, 0.1),
                ("loss-making", 100_000_00, 200, 4.0, 10_000_00, 2.0, -0.05),
                ("no visits", 100_000_00, None, None, 10_000_00, 2.0, 0.1),
            ],
        )
    },
    lambda t, a: acquisition._worth(t["rows"].mutate(visit_cost=money.whole(t["rows"].yearly_cost / t["rows"].visits))),
    Small(
        "member: string, visit_cost: int64, winning_cost: int64, lifetime_value: int64, worth_rate: float64",
        [
            ("deck", 500_00, 2_000_00, 2_000_00, 1.0),
            ("longer", 500_00, 2_000_00, 5_000_00, 2.5),
            ("loss-making", 500_00, 2_000_00, -1_000_00, -0.5),
            ("no visits", None, None, 2_000_00, None),
        ],
    ),
    {},
    {"rows": {"wins": "int64", "campaign_cost": "int64"}},
)

RECONCILIATION = Spec(
    "reconciliation",
    Words("Reconciliation to the ledger", "总账核对"),
    Words(
        "Customers + treasury + idle + unallocated = ledger, by month, unit and line. What operating cost "
        "exceeds the time used "
        "is idle; without a ledger amount there is no difference to tell.",
        "客户 + 司库 + 闲置 + 未分配 = 总账，按月、机构、科目。"
        "运营成本超出所用时间的部分为闲置；没有总账金额则无差异可言。",
    ),
    {
        "unit_months": Small(
            "period: string, unit_id: string, line: string, customers: int64, treasury: int64, unallocated: int64",
            [
                ("2025-12", "U1", "net_interest", 70_00, 30_00, 0), ("2025-12", "U1", "operating_cost", 40_00, 0, 0),
                ("2025-12", "U1", "fees", 12_00, 0, 0), ("2025-12", "U1", "loans", 500_00, 0, 0),
            ],
        ),
        "ledger": Small(
            "period: string, unit_id: string, line: string, amount: int64",
            [
                ("2025-12", "U1", "interest_received", 180_00), ("2025-12", "U1", "interest_paid", 80_00),
                ("2025-12", "U1", "operating_cost", 55_00), ("2025-12", "U1", "fees", 13_00),
            ],
        ),
    },
    lambda t, a: reconciliation.reconciliation(t["unit_months"], t["ledger"]).filter(
        lambda r: r.line.isin(["net_interest", "operating_cost", "fees", "loans"])
    ),
    Small(
        "line: string, customers: int64, treasury: int64, idle: int64, ledger: int64, difference: int64",
        [
            ("net_interest", 70_00, 30_00, 0, 100_00, 0), ("operating_cost", 40_00, 0, 15_00, 55_00, 0),
            ("fees", 12_00, 0, 0, 13_00, 1_00), ("loans", 500_00, 0, 0, None, None),
        ],
    ),
)  # fmt: skip

SPECS = (CONCENTRATION, WORTH, RECONCILIATION)
