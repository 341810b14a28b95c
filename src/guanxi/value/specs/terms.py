"""Specifications of acts at a day of a term, and of one line for one matter (到期类动作与事项合并的规格)."""

from datetime import date

from guanxi.kit.words import Words
from guanxi.value.measures import suggestions
from guanxi.value.measures.suggestions import maturing, merging, repricing
from guanxi.value.specs.spec import AS_OF, Small, Spec

ON = date(2026, 1, 5)
HOME = {"unit_id": "string", "owner_id": "string"}

MATURING = Spec(
    "maturing",
    Words("Product maturing", "产品到期"),
    Words(
        "An account with a term ends within the days ahead: balance × margin rate of the family is at stake. Chance: "
        "of last year's maturities of the family, the share whose customers hold none of it today; an assumption "
        "where too few matured. Urgency: 2 − days left ÷ days ahead. Due some days before the end. No margin rate "
        "of the family: the stake is 0.",
        "定期类账户将在规定天数内到期：余额 × 该大类利差率为所涉金额。概率：该大类去年到期中客户如今不再持有的比例；"
        "到期过少时用假设值。紧迫度：2 − 剩余天数 ÷ 规定天数。须在到期前若干天联系。该大类没有利差率时所涉金额为 0。",
    ),
    {
        "profiles": Small("customer_id: string", [("C1",), ("C2",)]),
        "accounts": Small(
            "account_id: string, customer_id: string, product_id: string, matures_on: date, closed_on: date",
            [
                ("soon", "C1", "T", date(2026, 1, 6), None),
                ("last day", "C1", "T", date(2026, 2, 19), None),
                ("later", "C1", "T", date(2026, 2, 20), None),
                ("today", "C1", "T", ON, None),
                ("loan", "C1", "L", date(2026, 1, 20), None),
                ("home", "C1", "M", date(2026, 1, 20), None),
                ("ended", "C1", "T", date(2026, 1, 20), date(2025, 12, 15)),
                ("kept", "C1", "T", date(2025, 6, 30), date(2025, 6, 30)),
                ("left", "C2", "T", date(2025, 3, 31), date(2025, 3, 31)),
            ],
        ),
        "products": Small(
            "product_id: string, family: string", [("T", "term_deposit"), ("L", "term_loan"), ("M", "mortgage")]
        ),
        "balances": Small(
            "account_id: string, end_balance: int64",
            [(name, 100_000_00) for name in ("soon", "later", "today", "loan", "home", "ended")]
            + [("last day", 200_000_00)],
        ),
        "customer_family": Small(
            "customer_id: string, family: string, accounts: int64", [("C1", "term_deposit", 4), ("C2", "current", 1)]
        ),
        "family_rates": Small("family: string, margin_rate: float64", [("term_deposit", 0.01)]),
    },
    lambda t, a: maturing.suggested(t["profiles"], t, AS_OF, ON, a),
    Small(
        "subject: string, kind: string, stake: int64, chance: float64, urgency: float64, due_on: date",
        [
            ("soon", "mature", 1_000_00, 0.5, 1.9778, ON),
            ("last day", "mature", 2_000_00, 0.5, 1.0, date(2026, 2, 12)),
            ("loan", "mature", 0, 0.35, 1.6667, date(2026, 1, 13)),
        ],
    ),
    {
        "worklist.maturing_days": 45,
        "worklist.maturing_talk_days": 7,
        "worklist.maturing_least": 2,
        "worklist.maturing_left_default": 0.35,
        "worklist.maturing_families": ["term_deposit", "term_loan"],
    },
    {"profiles": HOME},
)

REPRICING = Spec(
    "repricing",
    Words("Loan reprices", "贷款重定价"),
    Words(
        "A loan's rate is set anew every so many months from its opening, on the day of the month it was opened, the "
        "28th at the latest. Within the days ahead: balance × margin rate of the family is at stake; urgency is "
        "2 − days left ÷ days ahead. Loans that reprice too often, are paid back, or do so today are left alone.",
        "贷款自开立起每隔若干月、在开立日对应的日期(最晚 28 日)重新定价。在规定天数内：余额 × 该大类利差率为所涉金额；"
        "紧迫度为 2 − 剩余天数 ÷ 规定天数。重定价过频、已还清或当日重定价的贷款不提示。",
    ),
    {
        "profiles": Small("customer_id: string", [("C1",)]),
        "accounts": Small(
            "account_id: string, customer_id: string, product_id: string, opened_on: date",
            [
                ("yearly", "C1", "M", date(2025, 1, 20)),
                ("month end", "C1", "M", date(2023, 1, 31)),
                ("half-yearly", "C1", "H", date(2025, 8, 10)),
                ("today", "C1", "M", date(2025, 1, 5)),
                ("in July", "C1", "M", date(2025, 7, 20)),
                ("quarterly", "C1", "Q", date(2025, 10, 20)),
                ("paid back", "C1", "M", date(2025, 1, 20)),
            ],
        ),
        "products": Small(
            "product_id: string, family: string, side: string, repricing: int64",
            [("M", "mortgage", "asset", 12), ("H", "term_loan", "asset", 6), ("Q", "mortgage", "asset", 3)],
        ),
        "balances": Small(
            "account_id: string, end_balance: int64",
            [(name, 100_000_00) for name in ("yearly", "month end", "half-yearly", "today", "in July", "quarterly")]
            + [("paid back", 0)],
        ),
        "family_rates": Small("family: string, margin_rate: float64", [("mortgage", 0.01)]),
    },
    lambda t, a: repricing.suggested(t["profiles"], t, AS_OF, ON, a),
    Small(
        "subject: string, kind: string, stake: int64, urgency: float64, due_on: date",
        [
            ("yearly", "mature", 1_000_00, 1.6667, date(2026, 1, 19)),
            ("month end", "mature", 1_000_00, 1.4889, date(2026, 1, 19)),
            ("half-yearly", "mature", 0, 1.2, date(2026, 1, 19)),
        ],
    ),
    {"worklist.maturing_days": 45, "worklist.repricing_least_months": 6},
    {"profiles": HOME, "accounts": {"rate": "float64", "closed_on": "date"}},
)

MERGING = Spec(
    "one_matter",
    Words("One matter, one line", "同一事项合并"),
    Words(
        "Reasons of one matter keep the line that ranks highest by money × chance × urgency; the others stay in its "
        "evidence. No contact within the cadence stands under any other line of the customer.",
        "同一事项的多个原因只保留按金额 × 概率 × 紧迫度最高的一条，其余写入其依据。"
        "超出联系周期并入该客户的其他任一条。",
    ),
    {
        "found": Small(
            "customer_id: string, reason: string, stake: int64, chance: float64, urgency: float64, evidence: string",
            [
                ("C1", "run_off", 500_00, 0.3, 1.5, '{"missing": 5000000}'),
                ("C1", "leaving", 900_00, 0.3, 1.2, '{"leave_risk": 0.2}'),
                ("C1", "no_contact", 2_000_00, 0.1, 2.0, '{"days": 90}'),
                ("C2", "no_contact", 2_000_00, 0.1, 2.0, '{"days": 90}'),
                ("C3", "maturing", 100_00, 0.5, 2.0, "{}"),
                ("C3", "promise_open", 100_00, 0.3, 2.0, "{}"),
            ],
        )
    },
    lambda t, a: merging.merged(t["found"], a),
    Small(
        "customer_id: string, reason: string, evidence: string",
        [
            (
                "C1", "leaving",
                '{"leave_risk": 0.2, "also": [{"reason": "run_off", "evidence": {"missing": 5000000}}, '
                '{"reason": "no_contact", "evidence": {"days": 90}}]}',
            ),
            ("C2", "no_contact", '{"days": 90}'),
            ("C3", "maturing", "{}"),
            ("C3", "promise_open", "{}"),
        ],
    ),
    {"worklist.matters": {"money": ["large_outflow", "run_off", "leaving"]}},
    {"found": dict.fromkeys(("subject", "owner_id", "unit_id", "kind"), "string") | {"due_on": "date"}},
)  # fmt: skip

WORKABLE = Spec(
    "worklist",
    Words("What fits on the work list", "工作清单的取舍"),
    Words(
        "Of each reason the largest stakes, up to its share of the manager's customers (of the unit's where nobody "
        "manages them), rounded up; nothing below the least stake. What must be done is kept whatever its stake or "
        "number: promises, complaints, contacts of the guaranteed grades. S1 has three customers: half of them make "
        "two lines of `leaving`.",
        "每个原因取所涉金额最大者，至多为客户经理客户数(无人管理的按机构)的规定比例，向上取整；低于最低金额的不列。"
        "必须办理的不受金额与条数限制：承诺、投诉、规定等级的联系。S1 有三户：`leaving` 取一半，即两条。",
    ),
    {
        "here": Small(
            "customer_id: string, owner_id: string, unit_id: string, grade: string",
            [
                ("C1", "S1", "U1", "general"),
                ("C2", "S1", "U1", "full"),
                ("C3", "S1", "U1", "general"),
                ("C4", None, "U1", "general"),
                ("C5", None, "U1", "general"),
            ],
        ),
        "found": Small(
            "customer_id: string, owner_id: string, unit_id: string, reason: string, stake: int64",
            [
                ("C1", "S1", "U1", "leaving", 300_00),
                ("C2", "S1", "U1", "leaving", 500_00),
                ("C3", "S1", "U1", "leaving", 400_00),
                ("C1", "S1", "U1", "promise_open", 0),
                ("C2", "S1", "U1", "no_contact", 0),
                ("C3", "S1", "U1", "no_contact", 50_00),
                ("C3", "S1", "U1", "idle_wallet", 900_00),
                ("C4", None, "U1", "leaving", 99_99),
                ("C5", None, "U1", "leaving", 100_00),
            ],
        ),
    },
    lambda t, a: suggestions.workable(t["found"], t["here"], a),
    Small(
        "customer_id: string, reason: string",
        [
            ("C2", "leaving"),
            ("C3", "leaving"),
            ("C1", "promise_open"),
            ("C2", "no_contact"),
            ("C5", "leaving"),
        ],
    ),
    {
        "worklist.least_stake": 100_00,
        "worklist.book_share": {"leaving": 0.5, "no_contact": 1.0},
        "worklist.always": ["promise_open", "complaint_open"],
        "worklist.cadence_guaranteed": ["full", "priority"],
    },
    {
        "found": dict.fromkeys(("subject", "kind", "evidence"), "string")
        | {"due_on": "date", "chance": "float64", "urgency": "float64"}
    },
)

SPECS = (MATURING, REPRICING, MERGING, WORKABLE)
