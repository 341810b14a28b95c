"""Moves of level, grade and tier against the month before (等级变动): what the history of a customer is made of."""

from guanxi.contracts.columns import code, text
from guanxi.contracts.shape import Contract
from guanxi.kit.words import Words

WHATS = {
    "level": ("product level", "产品关系等级"),
    "grade": ("service grade", "服务等级"),
    "tier": ("potential tier", "潜力层级"),
}

MOVES = Contract(
    "moves",
    Words("Moves of level, grade and tier", "等级与层级变动"),
    Words("one row per customer and what moved", "每客户每项变动一行"),
    ("customer_id", "what"),
    (
        text("customer_id", "customer", "客户号"),
        code("what", "what moved", "变动项目", WHATS),
        text("before", "before", "变动前"),
        text("after", "after", "变动后"),
    ),
)
