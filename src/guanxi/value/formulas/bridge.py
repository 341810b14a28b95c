"""The profit bridge in words (利润桥口径)."""

from guanxi.value.formulas.formula import formula

_CONVENTION = (
    "Steps add up: the bridge between two months is the sum of the steps between them, to the cent; between two years "
    "it is the sum of twelve bridges, month against the same month.",
    "逐月变动可累加：任意两月之间的利润桥为其间各步之和，精确到分；两年之间为十二个同月比较之和。",
)
_WHAT = (
    "New: all change of customers in their first twelve months. Departed: all change of customers in the twelve months "
    "up to their departure. Of the others: volume = change of average balance × mean of both margin rates; margin = "
    "the rest of the change of margin after days and volume; fees and charges by their change.",
    "新客户：开户12个月内客户的全部变动；流失客户：流失前12个月内客户的全部变动；其余客户：规模=日均变动×前后利差率均值，"
    "利差率=利差变动扣除天数与规模后的余额，手续费与成本按变动额。",
)
_CONTRACTS = "customers accounts balances events visits"

ALL = {
    "place": formula("One row.", "单行。", convention=_CONVENTION),
    "profits": formula("Profit of each month.", "各月利润。", contracts=_CONTRACTS, convention=_CONVENTION),
    "steps": formula(*_WHAT, inputs="profits", contracts=_CONTRACTS, convention=_CONVENTION),
}
