"""Specifications of acts that keep and recover (挽留与补救类动作的规格): run-off, promises, complaints."""

from datetime import date

from guanxi.kit.words import Words
from guanxi.value.measures.suggestions import complaint_open, promise_open, run_off
from guanxi.value.specs.spec import Small, Spec, at

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

SPECS = (RUN_OFF, PROMISE_OPEN, COMPLAINT_OPEN)
