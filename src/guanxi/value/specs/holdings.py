"""Specifications of what is held here and elsewhere (本行与他行持有的规格): holdings, evidence, orders, currency, "
"axes."""

from datetime import date

from guanxi.contracts.movements import CHANNELS
from guanxi.kit.words import Words
from guanxi.value.measures import axes, currency, evidence, holding
from guanxi.value.specs.spec import AS_OF, Small, Spec

HOLDING = Spec(
    "holding",
    Words("What a customer holds", "客户持有情况"),
    Words(
        "Own holding of a family with balances is its average balance of the last month, never below 0; of a service "
        "its revenue of the last month × 12. Held is a family with an open account, whatever it earned.",
        "有余额的大类按上月日均余额计，不低于 0；服务类按上月收入 × 12 计。有在用账户即为持有，与收入无关。",
    ),
    {
        "customer_family": Small(
            "customer_id: string, family: string, accounts: int64, average: int64, revenue: int64",
            [
                ("C1", "current", 2, 100_00, 1_00),
                ("C1", "fx", 1, 0, 5_00),
                ("C1", "wealth", 0, 0, 3_00),
                ("C2", "current", 1, -20_00, 0),
            ],
        )
    },
    lambda t, a: holding.own(t["customer_family"]),
    Small(
        "customer_id: string, own_current: int64, own_fx: int64, own_wealth: int64, families: string, "
        "family_count: int64, account_count: int64",
        [("C1", 100_00, 60_00, 36_00, "current fx", 2, 3), ("C2", 0, 0, 0, "current", 1, 1)],
    ),
)

FAMILY_RATES = Spec(
    "family_rates",
    Words("What a unit of a family earns", "产品大类利差率"),
    Words(
        "Over the bank: revenue of the last month × 12 ÷ average balances, never below 0; a family without balances "
        "earns nothing by them. A service already counts by its revenue: 1.",
        "全行合计：上月收入 × 12 ÷ 日均余额，不低于 0；没有余额的大类为 0。服务类已按收入计，为 1。",
    ),
    {
        "customer_family": Small(
            "customer_id: string, family: string, average: int64, revenue: int64",
            [
                ("C1", "current", 9_000_00, 15_00),
                ("C2", "current", 3_000_00, 5_00),
                ("C1", "mortgage", 1_000_00, -2_00),
                ("C1", "bill", 0, 4_00),
                ("C1", "fx", 0, 4_00),
            ],
        )
    },
    lambda t, a: holding.margin_rates(t["customer_family"]),
    Small("family: string, margin_rate: float64", [("current", 0.02), ("mortgage", 0.0), ("bill", 0.0), ("fx", 1.0)]),
)

EVIDENCE = Spec(
    "evidence",
    Words("Evidence of wallets", "钱包证据"),
    Words(
        "All pieces about one customer, family and bank are averaged by weight: that of the source, halved with every "
        "half-life since its day; the piece that weighs most names source and day. A bank that means all banks tells "
        "the whole wallet. East: 1.0 for the bureau of today, 0.5 × ½ for what was declared a year ago: "
        "(100 × 1 000 + 225 × 250) ÷ 1 250 = 125.",
        "同一客户、大类与银行的证据按权重平均：来源权重，每过一个半衰期减半；权重最大的一条给出来源与日期。"
        "表示“全部银行”的给出整个钱包。East：今日征信 1.0，一年前自报 0.5 × ½：(100 × 1 000 + 225 × 250) ÷ 1 250 = "
        "125。",
    ),
    {
        "pieces": Small(
            "customer_id: string, family: string, bank: string, amount: int64, source: string, as_of: date",
            [
                ("C1", "current", "East", 100_00, "bureau", AS_OF),
                ("C1", "current", "East", 225_00, "declared", date(2024, 12, 31)),
                ("C1", "current", "West", 75_00, "flow", AS_OF),
                ("C1", "current", "*", 500_00, "statement", date(2025, 6, 30)),
                ("C2", "wealth", "East", 0, "rumour", date(2015, 1, 1)),
            ],
        )
    },
    lambda t, a: evidence.at_banks(t["pieces"], AS_OF, a),
    Small(
        "customer_id: string, family: string, bank: string, amount: int64, source: string, as_of: date, "
        "is_total: boolean",
        [
            ("C1", "current", "East", 125_00, "bureau", AS_OF, False),
            ("C1", "current", "West", 75_00, "flow", AS_OF, False),
            ("C1", "current", "*", 500_00, "statement", date(2025, 6, 30), True),
            ("C2", "wealth", "East", 0, "rumour", date(2015, 1, 1), False),
        ],
    ),
    {
        "wallet.source_weight": {"bureau": 1.0, "statement": 0.9, "declared": 0.5, "flow": 0.3},
        "wallet.half_life_months": 12,
        "wallet.total_banks": ["*"],
    },
)

OUTSIDE = Spec(
    "outside",
    Words("What is held elsewhere", "他行持有"),
    Words(
        "The banks of a family added up, the whole wallet apart; a service by its yearly revenue: amount × yield. "
        "`flow` is 1 where standing orders alone tell of it. A family without evidence is not known, which is not 0.",
        "某大类各行相加，整个钱包另列；服务类按年收入计：金额 × 收益率。仅凭约定转账得知者 `flow` 为 1。"
        "没有证据的大类为未知，不是 0。",
    ),
    {
        "known": Small(
            "customer_id: string, family: string, bank: string, amount: int64, source: string, is_total: boolean",
            [
                ("C1", "current", "East", 125_00, "bureau", False),
                ("C1", "current", "West", 75_00, "flow", False),
                ("C1", "current", "*", 500_00, "statement", True),
                ("C1", "wealth", "East", 10_000_00, "bureau", False),
                ("C2", "wealth", "East", 5_000_00, "flow", False),
            ],
        )
    },
    lambda t, a: evidence.outside(t["known"], a),
    Small(
        "customer_id: string, outside_current: int64, total_current: int64, flow_current: int64, "
        "outside_wealth: int64, total_wealth: int64, flow_wealth: int64, outside_card: int64",
        [("C1", 200_00, 500_00, 0, 60_00, None, 0, None), ("C2", None, None, None, 30_00, None, 1, None)],
    ),
    {"wallet.service_yield": {"wealth": 0.006}},
)

ORDERS = Spec(
    "order_evidence",
    Words("What standing orders to other banks tell", "约定转账反映的他行持有"),
    Words(
        "Monthly amount × months of the purpose, in the family the purpose means for a company or a person, added up "
        "by bank. Orders within the bank, and purposes that tell of no holding, say nothing.",
        "每月金额 × 该用途月数，按公司或个人对应的大类，逐行相加。本行之内的转账、与持有无关的用途不计。",
    ),
    {
        "customers": Small("customer_id: string, kind: string", [("P1", "person"), ("B1", "company")]),
        "accounts": Small("account_id: string, customer_id: string", [("A1", "P1"), ("A2", "B1")]),
        "orders": Small(
            "account_id: string, purpose: string, amount: int64, counterparty_bank: string",
            [
                ("A1", "loan_payment", 50_00, "East"),
                ("A1", "loan_payment", 10_00, "East"),
                ("A2", "loan_payment", 100_00, "West"),
                ("A1", "loan_payment", 900_00, None),
                ("A1", "rent", 900_00, "East"),
            ],
        ),
    },
    lambda t, a: evidence.flows(t, AS_OF, a),
    Small(
        "customer_id: string, family: string, bank: string, amount: int64, source: string",
        [("P1", "mortgage", "East", 5_040_00, "flow"), ("B1", "term_loan", "West", 8_400_00, "flow")],
    ),
    {"wallet.order_months": {"loan_payment": {"company": "term_loan", "person": "mortgage", "months": 84}}},
)

CURRENCY = Spec(
    "currency",
    Words("Foreign currency", "外币折算"),
    Words(
        "One rate per currency and month: the last one up to its end, so that a closed month keeps its own. Amounts "
        "in base currency stay. A currency that occurs without a rate stops the run and is named.",
        "每币种每月一个汇率：截至月末的最后一个，已结月份保持不变。本位币金额不变。"
        "出现没有汇率的币种时停止运行并指明。",
    ),
    {
        "rates": Small(
            "curve: string, on: date, value: float64",
            [
                ("fx.USD", date(2025, 10, 31), 7.0),
                ("fx.USD", date(2025, 12, 15), 7.2),
                ("fx.USD", date(2026, 1, 1), 8.0),
                ("transfer", date(2025, 12, 15), 0.02),
            ],
        ),
        "calendar": Small(
            "period: string, last_day: date", [("2025-11", date(2025, 11, 30)), ("2025-12", date(2025, 12, 31))]
        ),
        "rows": Small(
            "account_id: string, currency: string, period: string, amount: int64",
            [
                ("A1", "USD", "2025-11", 100_01),
                ("A1", "USD", "2025-12", 100_01),
                ("A2", "CNY", "2025-12", 100_01),
                ("A3", "USD", "2025-12", -3),
            ],
        ),
    },
    lambda t, a: currency.converted(t["rows"], currency.conversion(t["rates"], t["calendar"]), ["amount"]),
    Small(
        "account_id: string, period: string, amount: int64",
        # 10 001 × 7.2 = 72 007.2; −3 × 7.2 = −21.6
        [("A1", "2025-11", 700_07), ("A1", "2025-12", 720_07), ("A2", "2025-12", 100_01), ("A3", "2025-12", -22)],
    ),
)

AXES = Spec(
    "axes",
    Words("Four axes of classification", "分类四维"),
    Words(
        "Region: the customer's own, else the unit's. Industry: the section, first letter of the code. Size as "
        "delivered. Preference: the channel used most in twelve months, the earlier named one when equal; none where "
        "nothing was done.",
        "地区：客户所在地，否则机构所在地。行业：代码首字母门类。规模：按交付。偏好：近十二个月使用最多的渠道，"
        "并列取排在前者；没有业务则无。",
    ),
    {
        "rows": Small(
            "customer_id: string, region: string, unit_region: string, industry: string, size: string, "
            "counter_12m: int64, mobile_12m: int64",
            [
                ("C1", "330100", "330000", "c13", "small", 4, 9),
                ("C2", None, "330000", None, None, 4, 4),
                ("C3", None, None, "J66", "large", 0, 0),
            ],
        )
    },
    lambda t, a: t["rows"].select("customer_id", **axes.axes(t["rows"], t["rows"].unit_region)),
    Small(
        "customer_id: string, axis_region: string, axis_industry: string, axis_size: string, axis_preference: string",
        [
            ("C1", "330100", "C", "small", "mobile"),
            ("C2", "330000", None, None, "counter"),
            ("C3", None, "J", "large", None),
        ],
    ),
    {},
    {"rows": {f"{channel}_12m": "int64" for channel in CHANNELS}},
)

SPECS = (HOLDING, FAMILY_RATES, EVIDENCE, OUTSIDE, ORDERS, CURRENCY, AXES)
