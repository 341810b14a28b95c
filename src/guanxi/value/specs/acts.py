"""Specifications of suggested acts (建议动作的规格): from profiles of customers to rows of the work list."""

from datetime import date

from guanxi.contracts.lines import LINES
from guanxi.kit.words import Words
from guanxi.value.measures.suggestions import large_outflow, leaving, level_step, loss_maker, no_contact, profit_falling
from guanxi.value.specs.spec import AS_OF, Small, Spec

ON = date(2026, 1, 5)
_SILENT = {
    "profiles": {
        **dict.fromkeys(("unit_id", "owner_id", "grade", "level_step", "families"), "string"),
        **dict.fromkeys(("opened_on", "last_contact_on"), "date"),
        **dict.fromkeys([f"{line}_{suffix}" for line in LINES for suffix in ("12m", "prior")], "int64"),
        **dict.fromkeys(
            ("revenue_12m", "counter_events_12m", "account_count", "deposit_average_12m", "deposit_end"), "int64"
        ),
        **dict.fromkeys(("profit_12m", "profit_prior", "potential_12m", "level", "level_gap", "outflow_1m"), "int64"),
    }
}

PROFIT_FALLING = Spec(
    "profit_falling",
    Words("Profit fell", "利润下降"),
    Words(
        "Profit of twelve months fell by the threshold or more against the year before: the fall is at stake.",
        "近十二个月利润较上年下降达到阈值：下降额为所涉金额。",
    ),
    {
        "profiles": Small(
            "customer_id: string, profit_prior: int64, profit_12m: int64",
            [("C1", 1_000_00, 600_00), ("C2", 1_000_00, 701_00), ("C3", -5_00, -500_00)],
        )
    },
    lambda t, a: profit_falling.suggested(t["profiles"], ON, a),
    Small("customer_id: string, kind: string, stake: int64", [("C1", "keep", 400_00)]),
    {},
    _SILENT,
)

LARGE_OUTFLOW = Spec(
    "large_outflow",
    Words("Large outflow", "大额资金流出"),
    Words(
        "A month's outflow that reaches the threshold share of the year's average deposits: what left × margin "
        "rate is at stake.",
        "当月流出达到全年日均存款的阈值比例：流出额 × 利差率为所涉金额。",
    ),
    {
        "profiles": Small(
            "customer_id: string, outflow_1m: int64, deposit_average_12m: int64, deposit_margin_12m: int64",
            [("C1", 40_000_00, 100_000_00, 2_000_00), ("C2", 29_000_00, 100_000_00, 2_000_00)],
        )
    },
    lambda t, a: large_outflow.suggested(t["profiles"], ON, a),
    Small("customer_id: string, stake: int64, urgency: float64", [("C1", 800_00, 1.4)]),
    {},
    _SILENT,
)

NO_CONTACT = Spec(
    "no_contact",
    Words("No contact within the cadence", "超出联系周期"),
    Words(
        "More days than the cadence of the service grade have passed since the last contact; urgency is days ÷ "
        "cadence, at most 2.",
        "距上次联系的天数超过服务等级的联系周期；紧迫度为天数 ÷ 周期，最多为 2。",
    ),
    {
        "profiles": Small(
            "customer_id: string, grade: string, last_contact_on: date, opened_on: date, profit_12m: int64",
            [
                ("C1", "full", date(2025, 11, 16), date(2015, 1, 1), 900_00),
                ("C2", "full", date(2025, 12, 20), date(2015, 1, 1), 900_00),
                ("C3", "full", None, date(2015, 1, 1), -4_00),
            ],
        )
    },
    lambda t, a: no_contact.suggested(t["profiles"], AS_OF, ON, a),
    Small("customer_id: string, stake: int64, urgency: float64", [("C1", 900_00, 1.5), ("C3", 0, 2.0)]),
    {"worklist.cadence_days": {"full": 30, "priority": 60, "general": 180, "unique": 365}},
    _SILENT,
)

LOSS_MAKER = Spec(
    "loss_maker",
    Words("Loss-maker to reprice", "亏损需重新定价"),
    Words(
        "Twelve months in the red: the loss is at stake, and more pressing when it grew.",
        "近十二个月亏损：亏损额为所涉金额，亏损扩大则更紧迫。",
    ),
    {
        "profiles": Small(
            "customer_id: string, profit_12m: int64, profit_prior: int64",
            [("C1", -300_00, -100_00), ("C2", -300_00, -400_00), ("C3", 1_00, -400_00)],
        )
    },
    lambda t, a: loss_maker.suggested(t["profiles"], ON, a),
    Small("customer_id: string, stake: int64, urgency: float64", [("C1", 300_00, 1.2), ("C2", 300_00, 0.8)]),
    {},
    _SILENT,
)

LEVEL_STEP = Spec(
    "level_step",
    Words("One step from the next level", "距上一级仅一步"),
    Words(
        "A single family, month, sign or tenth of the wallet is missing: the gap between potential and revenue, "
        "divided by the levels to climb.",
        "仅缺一类产品、一个活跃月、一个标志或一成客户份额：潜力与收入之差，除以还可提升的级数。",
    ),
    {
        "profiles": Small(
            "customer_id: string, level: int64, level_gap: int64, level_step: string, account_count: int64, "
            "potential_12m: int64, revenue_12m: int64",
            [("C1", 3, 1, "family", 2, 1_000_00, 400_00), ("C2", 3, 2, "family", 2, 1_000_00, 400_00)],
        )
    },
    lambda t, a: level_step.suggested(t["profiles"], ON, a),
    Small("customer_id: string, kind: string, stake: int64", [("C1", "grow", 300_00)]),
    {},
    _SILENT,
)

LEAVING = Spec(
    "leaving",
    Words("Likely to leave", "可能流失"),
    Words(
        "A chance of leaving within three months at or above the threshold: the yearly profit × that chance is at "
        "stake. Without a usable model nobody has a chance, and who has run off already is not likely but gone.",
        "三个月内流失概率达到阈值：年利润 × 该概率为所涉金额。模型不可用时不给出概率；资金已流失者为已流失，不再提示。",
    ),
    {
        "profiles": Small(
            "customer_id: string, profit_12m: int64, departure: string",
            [
                ("C1", 10_000_00, None),
                ("C2", 10_000_00, None),
                ("C3", 10_000_00, None),
                ("C4", 10_000_00, "run_off"),
                ("C5", -10_000_00, None),
            ],
        ),
        "lifetimes": Small(
            "customer_id: string, departure_risk_3m: float64, because: string, besides: string",
            [
                ("C1", 0.25, "latest:1", "price:1"),
                ("C2", 0.14, "latest:2", None),
                ("C3", None, None, None),
                ("C4", 0.9, "latest:1", None),
                ("C5", 0.15, "silence:3", None),
            ],
        ),
    },
    lambda t, a: leaving.suggested(t["profiles"], leaving.likely(t["lifetimes"], a), ON, a),
    Small(
        "customer_id: string, kind: string, stake: int64, chance: float64, urgency: float64",
        [("C1", "keep", 2_500_00, 0.3, 1.25), ("C5", "keep", 0, 0.3, 1.15)],
    ),
    {},
    _SILENT,
)

SPECS = (PROFIT_FALLING, LARGE_OUTFLOW, LEAVING, NO_CONTACT, LOSS_MAKER, LEVEL_STEP)
