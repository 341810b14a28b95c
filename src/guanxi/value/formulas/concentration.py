"""Concentration in words (利润集中度口径)."""

from guanxi.value.formulas.formula import Formula, formula

_GROSS = (
    "Denominator: gross positive profit, on which 20-80-30 holds. A fraction of a customer takes that "
    "part of the next.",
    "分母为正利润合计，20-80-30法则以此成立。不足一户的部分按下一户相应比例计入。",
)
_NET = ("Denominator: net profit; empty when it is not positive.", "分母为净利润；净利润不为正时为空。")
_PRIOR = ("Customers there were a year before, by the profit of that year.", "以上年在册客户及当年利润计算。")


def _of(en: str, zh: str, convention: tuple[str, str] = _GROSS, inputs: str = "gross_profit") -> Formula:
    return formula(en, zh, inputs=inputs, contracts="customers units", convention=convention)


ALL: dict[str, Formula] = {
    "customers": _of("Customers of the scope in the twelve months.", "范围内近12个月的客户数。", inputs=""),
    "gross_profit": _of("Σ of the positive profits of twelve months.", "近12个月利润为正的客户利润合计。", inputs=""),
    "net_profit": _of("Σ of all profits of twelve months.", "近12个月全部客户利润合计。", inputs=""),
    "top20_gross_rate": _of(
        "Positive profit of the best 20 % of customers ÷ gross.", "前20%客户的正利润 ÷ 正利润合计。"
    ),
    "top20_net_rate": _of(
        "Profit of the best 20 % of customers ÷ net.", "前20%客户的利润 ÷ 净利润。", _NET, "net_profit"
    ),
    "bottom30_loss_rate": _of("Loss of the worst 30 % of customers ÷ gross.", "后30%客户的亏损 ÷ 正利润合计。"),
    "peak_net_rate": _of(
        "gross ÷ net: the peak of the curve.", "正利润合计 ÷ 净利润，即曲线峰值。", _NET, "gross_profit net_profit"
    ),
    "peak_at_rate": _of(
        "Customers with positive profit ÷ customers.", "利润为正的客户数 ÷ 客户数。", inputs="customers"
    ),
    "gini_rate": _of(
        "Σ (n + 1 − 2 rank) × positive profit ÷ (n × gross): 0 when all bring the same, near 1 when one brings all; "
        "a loss counts as nought.",
        "Σ(n + 1 − 2×名次)× 正利润 ÷(n × 正利润合计)：人人相同为0，一户独占趋近1；亏损按零计。",
    ),
    "top1_rate": _of("Positive profit of the best 1 % ÷ gross.", "前1%客户的正利润 ÷ 正利润合计。"),
    "top10_customers_rate": _of("Positive profit of the ten best ÷ gross.", "前十户的正利润 ÷ 正利润合计。"),
    "top20_gross_prior": _of("Top 20 % of gross, a year before.", "上年前20%客户占正利润比例。", _PRIOR, ""),
    "bottom30_loss_prior": _of("Bottom 30 % loss, a year before.", "上年后30%客户吞噬比例。", _PRIOR, ""),
    "net_profit_prior": _of("Σ of all profits, a year before.", "上年全部客户利润合计。", _PRIOR, ""),
    "curve": _of("Cumulative profit ÷ gross, best customers first.", "由优到劣累计利润 ÷ 正利润合计。"),
    "curve_prior": _of("The same, a year before.", "上年同口径曲线。", _PRIOR, ""),
    "bands": _of(
        "Profit and its lines in hundred bands of customers.", "按客户百分位分段的利润及构成。", inputs="customers"
    ),
}
