"""Suggested acts (建议动作): what the work list is made of."""

from guanxi.contracts.columns import code, day, document, money, number, share, text
from guanxi.contracts.figures.codes import REASONS, SUGGESTION_KINDS
from guanxi.contracts.shape import Contract
from guanxi.kit.words import Words

SUGGESTIONS = Contract(
    "suggestions",
    Words("Suggested acts", "建议动作"),
    Words("one row per customer, reason and subject", "每客户每原因每对象一行"),
    ("customer_id", "reason", "subject"),
    (
        text("customer_id", "customer", "客户号"),
        code("kind", "kind of act", "动作类型", SUGGESTION_KINDS),
        code("reason", "reason", "原因", REASONS),
        text("subject", "what it is about: an account, or empty", "对象：账户或空", required=False),
        money("stake", "money at stake", "涉及金额"),
        share("chance", "chance that acting helps", "把握"),
        number("urgency", "urgency, 0-2", "紧迫度"),
        day("due_on", "due on", "期限"),
        document("evidence", "the figures of the reason as JSON: money in minor units, dates ISO", "依据"),
    ),
)
