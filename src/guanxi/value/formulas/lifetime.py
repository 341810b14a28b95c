"""Chance of leaving and lifetime value in words (流失概率与终身价值口径)."""

from guanxi.value.formulas.formula import Formula, formula

_LEARNT = (
    "Learnt from who left within the horizon after earlier month ends; its model card tells how well it does.",
    "由以往月末之后的流失情况学得；效果见模型卡。",
)
_INTERVAL = (
    "Worse or better end of the intervals of hazard and margin, at the stated confidence.",
    "取流失风险与利润区间中较差或较好一端，置信度见假设。",
)
_RULES = (
    "departing.trend_edges departing.latest_edges departing.silence_edges departing.size_edges departing.tenure_edges "
    "departing.grievance_months departing.price_months departing.least_events"
)
_TERMS = "lifetime.horizon_months lifetime.own_months lifetime.discount lifetime.growth_most"


def _risk(months_en: str, months_zh: str) -> Formula:
    return formula(
        "Logistic regression on trend of balances, latest deposits, activity, silence, size, profit, "
        f"grievances, prices, tenure and kind: leaving within {months_en}.",
        "以余额变化、月末存款、活跃度、静默月数、余额规模、盈亏、不满、价格变动、开户年限与类型作逻辑回归："
        f"{months_zh}内流失的概率。",
        inputs="deposit_months loan_months profit_months",
        contracts="balances events accounts customers complaints promises prices",
        assumptions=_RULES,
        convention=_LEARNT,
    )


ALL: dict[str, Formula] = {
    "departure_risk_3m": _risk("three months", "三个月"),
    "departure_risk_6m": _risk("six months", "六个月"),
    "departure_reasons": formula(
        "The features whose bin adds most to the log-odds against the bank's average.",
        "相对全行平均，对数几率增加最多的特征。",
        inputs="departure_risk_3m",
        assumptions="departing.least_reason",
        convention=_LEARNT,
    ),
    "departure_hazard": formula(
        "1 − (1 − chance within three months)^(1/3).",
        "1 −(1 − 三个月内流失概率)^(1/3)。",
        inputs="departure_risk_3m",
        convention=(
            "Too few departures to fit the model: the bank's own rate, (departures + ½) ÷ (customers + 1).",
            "流失户数不足以拟合时，取全行比率：(流失户数 + ½)÷(客户数 + 1)。",
        ),
    ),
    "departure_later": formula(
        "Mean of the monthly chance over today's customers.", "当前客户月流失概率的平均值。", inputs="departure_hazard"
    ),
    "lifetime_value": formula(
        "Σ margin of the month × chance of still being there ÷ (1 + discount)^(months ÷ 12) over the horizon.",
        "计算期内 Σ 当月利润 × 仍在概率 ÷(1 + 贴现率)^(月数 ÷ 12)。",
        inputs="profit_12m departure_hazard departure_later",
        assumptions=_TERMS,
        convention=(
            "Own hazard first, the bank's after; margin grows a year; paid at month end.",
            "先用客户自身风险，后用全行平均；利润随同类增长一年；按月末计。",
        ),
    ),
    "lifetime_low": formula(
        "Lower end of the lifetime value.",
        "终身价值下限。",
        inputs="lifetime_value profit_months",
        assumptions="lifetime.confidence",
        convention=_INTERVAL,
    ),
    "lifetime_high": formula(
        "Upper end of the lifetime value.",
        "终身价值上限。",
        inputs="lifetime_value profit_months",
        assumptions="lifetime.confidence",
        convention=_INTERVAL,
    ),
    "lifetime_closed": formula(
        "yearly profit × r ÷ (1 + d − r), r the share of customers like this kept over a year.",
        "年利润 × r ÷(1 + d − r),r 为同类客户一年保持率。",
        inputs="profit_12m departure_hazard",
        assumptions="lifetime.discount",
        convention=("Yearly payments after the first, without end.", "按年计，不含首期，无限期。"),
    ),
    "expected_months": formula(
        "Σ chance of still being there over the months of the horizon.",
        "计算期内各月仍在概率之和。",
        inputs="departure_hazard departure_later",
        assumptions="lifetime.horizon_months lifetime.own_months",
        convention=("Not more than the horizon.", "不超过计算期。"),
    ),
}
