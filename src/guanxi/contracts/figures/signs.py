"""The five signs (五个信号): what a bank feels before it looks at its figures, each as lines of 24 months.

``SIGN_LINES``: line → its sign, how its figures are written, and why it may not be known. Source: the
opening of the deck.
"""

from dataclasses import dataclass

from guanxi.contracts.columns import code, document, integer, number
from guanxi.contracts.figures.insight import insight
from guanxi.kit.words import Words

SIGNS = {
    "newcomers": ("risk of walk-in against sought-out newcomers", "自行上门与主动营销新客户的风险"),
    "contacts": ("outbound against inbound contacts", "我方发起与客户发起的联系"),
    "windfalls": ("large deposits that then lie still", "到账后沉睡的大额存款"),
    "wins": ("what a win takes", "争取一户的代价"),
    "few": ("profit with a few", "利润集中于少数客户"),
}
DIRECTIONS = {
    "rise": ("rising", "上升"),
    "fall": ("falling", "下降"),
    "steady": ("steady", "持平"),
    "few": ("too few cases to say", "样本过少，无法判断"),
    "unknown": ("cannot be said", "无法判断"),
}


@dataclass(frozen=True, slots=True)
class SignLine:
    """One line: ``form`` is percent, number, count, money or points; ``lacking`` says why nothing may be known."""

    sign: str
    words: Words
    form: str
    lacking: Words


_NO_GRADE = Words(
    "No newcomer of this kind carries a risk grade that the assumptions know.",
    "此类新客户均无假设参数可识别的风险等级。",
)
_NO_STARTER = Words("No contact on record says who started it.", "联系记录均未注明发起方。")
_NO_MONTHS = Words(
    "Whether money lies still shows over five delivered months in a row; there are not that many.",
    "判断资金是否沉睡需连续五个月余额，目前月份不足。",
)
_NO_PROFIT = Words(
    "Nobody made a profit, or the months of a single manager are too few customers to be drawn.",
    "没有盈利客户，或单个客户经理的户数过少而不逐月绘制。",
)

SIGN_LINES: dict[str, SignLine] = {
    "walk_in_risk": SignLine("newcomers", Words("walk-in, risky grades", "自行上门：高风险占比"), "percent", _NO_GRADE),
    "sought_risk": SignLine(
        "newcomers", Words("sought out, risky grades", "主动营销：高风险占比"), "percent", _NO_GRADE
    ),
    "outbound": SignLine(
        "contacts", Words("we start, per 100 customers a month", "我方发起(每百户每月)"), "number", _NO_STARTER
    ),
    "inbound": SignLine(
        "contacts", Words("the customer starts, per 100 a month", "客户发起(每百户每月)"), "number", _NO_STARTER
    ),
    "still_count": SignLine(
        "windfalls", Words("large deposits that lay still", "沉睡大额存款笔数"), "count", _NO_MONTHS
    ),
    "still_sum": SignLine("windfalls", Words("their sum", "沉睡大额存款金额"), "money", _NO_MONTHS),
    "win_contacts": SignLine(
        "wins",
        Words("contacts per win", "每户联系次数"),
        "number",
        Words("No win on record says how many contacts it took.", "获客记录均未注明联系次数。"),
    ),
    "win_days": SignLine(
        "wins",
        Words("days from the first contact to the win", "首次联系至成交天数"),
        "number",
        Words(
            "No contact with a customer is on record before the win, so the days cannot be counted.",
            "成交前没有与该客户的联系记录，无法计算天数。",
        ),
    ),
    "win_concession": SignLine(
        "wins",
        Words("price given away, percentage points", "价格让步(百分点)"),
        "points",
        Words(
            "No account of a customer won has both a rate and a list price on its opening day.",
            "新客户账户缺少执行利率或开户日挂牌价。",
        ),
    ),
    "top1": SignLine("few", Words("best 1 %", "前1%客户"), "percent", _NO_PROFIT),
    "top10": SignLine("few", Words("ten best", "前十户"), "percent", _NO_PROFIT),
    "top20": SignLine("few", Words("best 20 %", "前20%客户"), "percent", _NO_PROFIT),
}

FIVE_SIGNS = insight(
    "five_signs",
    Words("Five signs", "五个信号"),
    Words("one row per scope and line", "每范围每条曲线一行"),
    (
        code("line", "line", "曲线", {name: (line.words.en, line.words.zh) for name, line in SIGN_LINES.items()}),
        document("values", "24 months, oldest first; null where it cannot be known", "24个月数值，无法判断处为空"),
        number("now", "the last twelve months known", "近12个月", required=False),
        number("before", "the months before those", "此前各月", required=False),
        integer("basis", "cases the last twelve months rest on", "近12个月样本数"),
        document("customers", "who weighs most in the last twelve months: [[customer, amount], …]", "背后的客户"),
        code("direction", "direction against the months before", "变化方向", DIRECTIONS),
    ),
)
