"""Specifications of acts that keep and recover (挽留与补救类动作的规格): run-off, promises, complaints, terms."""

from datetime import date

from guanxi.kit.words import Words
from guanxi.value.measures.suggestions import complaint_open, maturing, merging, promise_open, repricing, run_off
from guanxi.value.specs.spec import AS_OF, Small, Spec, at

ON = date(2026, 1, 5)
HOME = {"unit_id": "string", "owner_id": "string"}

RUN_OFF = Spec(
    "run_off",
    Words("Run-off begun", "资金开始流失"),
    Words(
        "Last month's average deposits lie below those of twelve months by the threshold share or more, and the "
        "customer has not departed: what is missing × margin rate is at stake, never below 0; urgency is 1 + the "
        "share that is missing. Without deposits nothing can run off.",
        "上月日均存款较近12个月日均下降达到阈值比例，且客户尚未流失：减少额 × 利差率为所涉金额，不低于 0；"
        "紧迫度为 1 + 下降比例。没有存款则无从流失。",
    ),
    {
        "profiles": Small(
            "customer_id: string, deposit_average_12m: int64, deposit_average: int64, deposit_margin_12m: int64, "
            "departure: string",
            [
                ("C1", 100_000_00, 50_000_00, 1_000_00, None),
                ("C2", 100_000_00, 60_000_00, 1_000_00, None),
                ("C3", 100_000_00, 60_000_01, 1_000_00, None),
                ("C4", 100_000_00, 10_000_00, 1_000_00, "run_off"),
                ("C5", 0, 0, 0, None),
                ("C6", 100_000_00, 0, -200_00, None),
            ],
        )
    },
    lambda t, a: run_off.suggested(t["profiles"], ON, a),
    Small(
        "customer_id: string, kind: string, stake: int64, urgency: float64",
        [("C1", "keep", 500_00, 1.5), ("C2", "keep", 400_00, 1.4), ("C6", "keep", 0, 2.0)],
    ),
    {"worklist.run_off_share": 0.4},
    {"profiles": HOME},
)

PROMISE_OPEN = Spec(
    "promise_open",
    Words("Promise open", "承诺未兑现"),
    Words(
        "A promise not kept yet that is past its day, or due within the days ahead: the yearly profit is at stake, "
        "never below 0; urgency is 2 past the day, else 1.5. What is past longer than the days of the assumption is "
        "history. Here the list is shown on 2026-01-05.",
        "尚未兑现且已逾期、或将在规定天数内到期的承诺：年利润为所涉金额，不低于 0；逾期紧迫度为 2，否则为 1.5。"
        "逾期超过规定天数的视为历史。本例清单日期为 2026-01-05。",
    ),
    {
        "profiles": Small("customer_id: string, profit_12m: int64", [("C1", 900_00), ("C2", -100_00)]),
        "promises": Small(
            "promise_id: string, customer_id: string, due_at: timestamp, kept_at: timestamp",
            [
                ("late", "C1", at("2026-01-04 18:00"), None),
                ("today", "C1", at("2026-01-05 09:00"), None),
                ("near", "C1", at("2026-01-08 09:00"), None),
                ("far", "C1", at("2026-01-09 09:00"), None),
                ("kept", "C1", at("2026-01-02 09:00"), at("2026-01-01 09:00")),
                ("last day", "C2", at("2025-10-05 09:00"), None),
                ("history", "C2", at("2025-10-04 09:00"), None),
                ("nobody's", "C9", at("2026-01-04 09:00"), None),
            ],
        ),
    },
    lambda t, a: promise_open.suggested(t["profiles"], t["promises"], ON, a),
    Small(
        "subject: string, customer_id: string, kind: string, stake: int64, urgency: float64, due_on: date",
        [
            ("late", "C1", "promise", 900_00, 2.0, ON),
            ("today", "C1", "promise", 900_00, 1.5, ON),
            ("near", "C1", "promise", 900_00, 1.5, date(2026, 1, 8)),
            ("last day", "C2", "promise", 0, 2.0, ON),
        ],
    ),
    {"worklist.promise_days": 3, "worklist.promise_forgotten_days": 92},
    {"profiles": HOME, "promises": {"process": "string"}},
)

COMPLAINT_OPEN = Spec(
    "complaint_open",
    Words("Complaint open", "投诉未了结"),
    Words(
        "A complaint without an answer, or whose answer was not accepted: the yearly profit is at stake, never "
        "below 0; urgency is 2 from so many days after it was received, else 1.5. An answer of which nobody knows "
        "whether it was accepted settles it; what is older than the days of the assumption is history.",
        "尚未答复、或答复未被接受的投诉：年利润为所涉金额，不低于 0；收到满规定天数后紧迫度为 2，否则为 1.5。"
        "不知是否接受的答复视为了结；早于规定天数的视为历史。",
    ),
    {
        "profiles": Small("customer_id: string, profit_12m: int64", [("C1", 900_00), ("C2", -100_00)]),
        "complaints": Small(
            "complaint_id: string, customer_id: string, received_at: timestamp, closed_at: timestamp, "
            "accepted: boolean",
            [
                ("fresh", "C1", at("2025-12-22 09:00"), None, None),
                ("old", "C1", at("2025-12-21 09:00"), None, None),
                ("settled", "C1", at("2025-12-01 09:00"), at("2025-12-10 09:00"), True),
                ("refused", "C1", at("2025-11-01 09:00"), at("2025-12-10 09:00"), False),
                ("answered", "C1", at("2025-12-01 09:00"), at("2025-12-10 09:00"), None),
                ("last day", "C2", at("2025-07-06 09:00"), None, None),
                ("history", "C2", at("2025-07-05 09:00"), None, None),
            ],
        ),
    },
    lambda t, a: complaint_open.suggested(t["profiles"], t["complaints"], ON, a),
    Small(
        "subject: string, customer_id: string, kind: string, stake: int64, urgency: float64, due_on: date",
        [
            ("fresh", "C1", "recover", 900_00, 1.5, date(2026, 1, 7)),
            ("old", "C1", "recover", 900_00, 2.0, date(2026, 1, 7)),
            ("refused", "C1", "recover", 900_00, 2.0, date(2026, 1, 7)),
            ("last day", "C2", "recover", 0, 2.0, date(2026, 1, 7)),
        ],
    ),
    {"worklist.complaint_days": 15, "worklist.complaint_forgotten_days": 183},
    {"profiles": HOME, "complaints": {"kind": "string"}},
)

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

SPECS = (RUN_OFF, PROMISE_OPEN, COMPLAINT_OPEN, MATURING, REPRICING, MERGING)
