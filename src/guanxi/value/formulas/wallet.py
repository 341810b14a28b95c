"""Wallet, share and next product in words (钱包、客户份额与下一个产品口径)."""

from guanxi.value.formulas.formula import Formula, formula

_BY_FAMILY = (
    "In the order of the product families; balances as last month's average, services as yearly revenue.",
    "按产品大类排列；余额取上月日均，服务按年收入计。",
)
_TREND = (
    "Plain reading: the share rises when business with us grows faster than the market.",
    "通俗理解：客户与我行业务增速高于市场时，份额上升。",
)
_AHEAD = (
    "No promise: it says where the line of 24 months leads when its slope fades.",
    "并非承诺：仅表示24个月趋势逐月衰减后的去向。",
)
_CONTRIBUTION = (
    "The four parts add up to the potential, to the cent.",
    "四个部分之和等于潜在业务总值，精确到分。",
)
_CHANCE = (
    "Learner or counts by order of adoption, whichever won the backtest of this run; see its model card.",
    "机器学习或按开立顺序计数，以本次运行回测胜出者为准；见模型卡。",
)

ALL: dict[str, Formula] = {
    "own_families": formula(
        "What the customer holds with us, by product family.",
        "客户在本行各产品大类的持有。",
        contracts="balances accounts products account_parties",
        convention=_BY_FAMILY,
    ),
    "wallet_families": formula(
        "Own holding + weighted evidence at other banks; none: the upper quantile of peers; never below own.",
        "本行持有 + 按来源与时效加权的他行证据；无证据时取同类客户高分位数；不低于本行持有。",
        inputs="own_families wallet_marks wallet_cell wallet_evidence",
        contracts="wallet_evidence orders balances accounts products",
        assumptions="wallet.source_weight wallet.half_life_months wallet.order_months wallet.service_yield "
        "standing.peer_quantile standing.least_peers standing.evidence_months",
        convention=_BY_FAMILY,
    ),
    "wallet_marks": formula(
        "A letter per family: e evidence, f payment flows, p peers, o own above peers, c evidence below ours, n none.",
        "每产品大类一个字母：e 证据、f 资金流向、p 同类、o 本行高于同类、c 证据低于本行持有、n 无。",
        contracts="wallet_evidence orders",
        convention=(
            "Evidence of a whole wallet below our own holding is not believed: the holding stands.",
            "整体证据低于本行持有时不予采信，以本行持有为准。",
        ),
    ),
    "wallet_cell": formula(
        "The finest cell of peers with enough members.",
        "成员数达标的最细同类分组。",
        contracts="customers units",
        assumptions="standing.least_peers",
    ),
    "wallet_evidence": formula(
        "Per family and bank: the pieces of evidence averaged by weight = source × half per half-life of age.",
        "每产品每银行：按“来源权重 × 每过一个半衰期减半”加权平均。",
        contracts="wallet_evidence orders",
        assumptions="wallet.source_weight wallet.half_life_months wallet.order_months wallet.total_banks "
        "standing.evidence_months",
    ),
    "share_months": formula(
        "Value of own balances of the month at today's mix ÷ today's wallet carried back at the growth of the market.",
        "按当前产品结构计价的当月本行业务价值 ÷ 按市场增速回推的当前钱包价值。",
        inputs="deposit_months loan_months wallet_amount customer_share",
        contracts="market",
        assumptions="wallet.growth_default wallet.growth_most",
        convention=_TREND,
    ),
    "share_ahead": formula(
        "Share now + slope of the straight line through 24 months × Σ damping^k, k = 1 to 12; within 0–1.",
        "当前份额 + 24个月直线斜率 × Σ 衰减^k(k = 1 至 12)；限于0–1。",
        inputs="share_months",
        assumptions="wallet.trend_damping",
        convention=_AHEAD,
    ),
    **{
        f"share_ahead_{name}": formula(
            f"Projection {sign} band × standard deviation of the months around the line, widened for the way ahead.",
            f"预测值 {sign} 带宽 × 各月围绕趋势线的标准差(按预测期放大)。",
            inputs="share_ahead share_months",
            assumptions="wallet.trend_band",
            convention=_AHEAD,
        )
        for name, sign in (("low", "−"), ("high", "+"))
    },
    "potential_base": formula(
        "Σ (own + (wallet − own) × reachable share) × margin rate.",
        "Σ(本行持有 +(钱包 − 本行持有)× 可争取比例)× 利差率。",
        inputs="own_families wallet_families",
        assumptions="standing.reachable_share",
        convention=_CONTRIBUTION,
    ),
    "potential_doing": formula(
        "base × (momentum of balances × factor of the worst stage − 1).",
        "基础值 ×(余额发展势头 × 最差减值阶段系数 − 1)。",
        inputs="potential_base deposit_average_12m deposit_average_prior loan_average_12m loan_average_prior",
        contracts="balances",
        assumptions="standing.momentum_weight standing.stage_factor",
        convention=_CONTRIBUTION,
    ),
    "potential_effort": formula(
        "Missing families × visits to place one × cost of a visit, at most half of what could be won.",
        "缺少的产品大类 × 每类拜访次数 × 单次拜访成本，最多为可得收益的一半。",
        inputs="own_families wallet_families",
        contracts="visits staff",
        assumptions="standing.visits_per_family",
        convention=_CONTRIBUTION,
    ),
    "potential_importance": formula(
        "(base + doing − effort) × (factor of the size − 1).",
        "(基础值 + 经营状况 − 精力)×(规模系数 − 1)。",
        inputs="potential_base potential_doing potential_effort axis_size",
        assumptions="standing.importance",
        convention=_CONTRIBUTION,
    ),
    "next_product": formula(
        "The product family not held, sold and suitable, with the largest chance × margin of a year − effort.",
        "未持有、在售且适合的产品大类中，概率 × 年收益 − 精力 最大者。",
        inputs="next_product_chance next_product_value families",
        contracts="accounts products customers",
        assumptions="next_product.rules next_product.visits",
        convention=(
            "Suitability rules filter first; empty when no family is left or none pays its effort.",
            "先按适当性规则筛选；没有合适产品或收益不抵精力时为空。",
        ),
    ),
    "next_product_chance": formula(
        "P(family is opened within twelve months ∣ families held, last one opened, kind and size).",
        "P(12个月内开立该类产品 ∣ 已持有产品、最近开立产品、类型与规模)。",
        contracts="accounts products customers",
        assumptions="next_product.shrinkage next_product.window_months",
        convention=_CHANCE,
    ),
    "next_product_value": formula(
        "chance × what holders like this one earn with the family in a year − visits × cost of a visit.",
        "概率 × 同类持有客户该产品年收益 − 拜访次数 × 单次拜访成本。",
        inputs="next_product_chance",
        contracts="balances accounts products visits staff",
        assumptions="next_product.visits next_product.least_holders",
    ),
    "next_products": formula(
        "The three best with chance, value and how many customers of the same holdings opened it next.",
        "前三名及其概率、价值，以及持有相同产品的客户中下一步开立该产品的人数。",
        inputs="next_product_chance next_product_value",
        contracts="accounts products customers",
        assumptions="next_product.rules next_product.shrinkage",
    ),
}
