"""Figures of units and managers in words (机构与客户经理指标口径)."""

from guanxi.value.formulas.formula import Formula, formula

_TODAY = (
    "The customers of today bring their past: a moved portfolio does not break the line.",
    "按当前名下客户追溯，客户移交不会造成断点。",
)


def _of(en: str, zh: str, contracts: str = "customers units") -> Formula:
    return formula(en, zh, contracts=contracts, convention=_TODAY)


ALL: dict[str, Formula] = {
    "customers": _of("Customers who have not departed.", "未流失的客户数。"),
    "departed_12m": _of("Customers who departed in twelve months.", "近12个月流失客户数。"),
    "families_per_customer": _of("Product families held ÷ customers.", "持有产品大类数 ÷ 客户数。"),
    "customer_share": _of("Σ own × margin rate ÷ Σ wallet × margin rate.", "Σ 本行持有 × 利差率 ÷ Σ 钱包 × 利差率。"),
    "profit_12m": _of("Σ profit of the customers, twelve months.", "名下客户近12个月利润合计。"),
    "profit_prior": _of("Σ profit of the customers, the twelve months before.", "名下客户再往前12个月利润合计。"),
    "deposit_months": _of("Σ average deposits of each of 24 months.", "24个月各月日均存款合计。", "balances"),
    "loan_months": _of("Σ average loans of each of 24 months.", "24个月各月日均贷款合计。", "balances"),
    "fee_months": _of("Σ fees of each of 24 months.", "24个月各月手续费合计。", "balances"),
    "profit_months": _of("Σ profit of each of 24 months.", "24个月各月利润合计。"),
    "levels": _of("Customers by level.", "各等级客户数。"),
    "grades": _of("Customers by grade.", "各服务等级客户数。"),
    "tiers": _of("Customers by tier.", "各潜力层级客户数。"),
}
