"""The five signs in words (五个信号口径)."""

from guanxi.value.formulas.formula import formula

_CONVENTION = (
    "Shares of few cases are taken over the last three months. A line is steady within the tolerance of the "
    "assumptions and speaks only where both spans rest on enough cases.",
    "样本较少的占比按近三个月滚动计算；变动在假设容差内视为持平，且两段期间样本均须足够。",
)
_CONTRACTS = "customers visits wins accounts prices balances"
_KEYS = (
    "signs.risky_grades signs.sound_grades signs.sought_sources signs.large_deposit signs.still_months "
    "signs.still_spread signs.first_contact_days signs.price_days signs.smooth_months signs.steady signs.least"
)
_WHAT = (
    "Newcomers: risky grades ÷ graded newcomers. Contacts: contacts a month × 100 ÷ customers. Windfalls: rises of "
    "deposits of at least the large amount that then lie still, a month. Wins: contacts, days since the first contact "
    "and price points given, each ÷ wins. Few: positive profit of the best ÷ gross positive profit.",
    "新客户：高风险等级户数 ÷ 有评级新客户；联系：月联系次数 × 100 ÷ 客户数；大额存款：增加额达到大额"
    "且随后沉睡的笔数与金额(月均)；"
    "获客：联系次数、首次联系至成交天数、价格让步，各 ÷ 成交户数；集中：前列客户正利润 ÷ 正利润合计。",
)

ALL = {
    "line": formula("Which line of which sign.", "信号及曲线。", convention=_CONVENTION),
    "place": formula("Order of the lines.", "曲线顺序。", convention=_CONVENTION),
    "values": formula(*_WHAT, contracts=_CONTRACTS, assumptions=_KEYS, convention=_CONVENTION),
    "now": formula(*_WHAT, inputs="values", contracts=_CONTRACTS, assumptions=_KEYS, convention=_CONVENTION),
    "before": formula(
        "The same over the months before the last twelve known.", "近12个月之前各月的同口径数值。",
        inputs="values", contracts=_CONTRACTS, assumptions=_KEYS, convention=_CONVENTION,
    ),
    "basis": formula(
        "Cases behind the last twelve months.", "近12个月样本数。", contracts=_CONTRACTS, convention=_CONVENTION
    ),
    "direction": formula(
        "now against before, beyond the tolerance.", "近12个月与此前比较，超出容差即为上升或下降。",
        inputs="now before basis", assumptions="signs.steady signs.least", convention=_CONVENTION,
    ),
    "customers": formula(
        "Customers of the last twelve months with the largest amounts.", "近12个月金额或次数最大的客户。",
        contracts=_CONTRACTS, convention=_CONVENTION,
    ),
}  # fmt: skip
