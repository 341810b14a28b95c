"""Level, potential, wallet, grade, departure and worth in words (等级、潜力、钱包、服务等级、流失与值得争取口径)."""

from guanxi.value.formulas.formula import Formula, formula

_RULES = ("Dated rule table; the version in force on the as-of day.", "按生效日期管理的规则表，取基准日有效版本。")

ALL: dict[str, Formula] = {
    "level": formula(
        "The highest level whose least product families, active months, signs of the main bank and customer share are "
        "met; a share that cannot be said is not asked for.",
        "产品大类数、活跃月数、主办行标志与客户份额均达到要求的最高等级；份额无法得知时不作要求。",
        inputs="family_count active_months families customer_share",
        contracts="orders",
        assumptions="standing.levels standing.main_bank_families standing.main_bank_orders",
        convention=_RULES,
    ),
    "level_step": formula(
        "What the next level lacks first: family, activity, sign of the main bank, share.",
        "距上一级首先缺少的条件：产品、活跃度、主办行标志或份额。",
        inputs="level family_count active_months families customer_share",
        assumptions="standing.levels standing.main_bank_families standing.main_bank_orders",
        convention=_RULES,
    ),
    "wallet_amount": formula(
        "Σ families: own holding + evidence at other banks, else the upper quantile of peers; never below own.",
        "Σ 各产品大类：本行持有 + 他行证据；无证据时取同类客户高分位数，且不低于本行持有。",
        contracts="wallet_evidence balances accounts products",
        assumptions="standing.peer_quantile standing.least_peers standing.evidence_months",
        convention=(
            "Peers: the finest cell of kind × industry × size × region with enough members; families with balances.",
            "同类客户：类型×行业×规模×地区中人数足够的最细分组；只计有余额的产品。",
        ),
    ),
    "customer_share": formula(
        "Σ own × margin rate ÷ Σ wallet × margin rate.",
        "Σ 本行持有 × 利差率 ÷ Σ 钱包 × 利差率。",
        inputs="wallet_amount",
        contracts="balances accounts products wallet_evidence",
        convention=("Weighted by what each family earns over the bank.", "按各产品大类在全行的收益率加权。"),
    ),
    "potential_12m": formula(
        "Σ (own + (wallet − own) × reachable share) × margin rate, × momentum × risk factor, − effort of the missing "
        "families, × importance.",
        "Σ(本行持有 +(钱包 − 本行持有)× 可争取比例)× 利差率，× 发展势头 × 风险系数，− 补足产品所需精力，× 重要程度。",
        inputs="wallet_amount deposit_average_12m deposit_average_prior loan_average_12m loan_average_prior",
        assumptions="standing.reachable_share standing.momentum_weight standing.stage_factor "
        "standing.visits_per_family standing.importance",
        convention=("The deck's three inputs; never below 0.", "对应课件的三项要素；不低于0。"),
    ),
    "tier": formula(
        "Potential against the dated bands (the deck's Citi tiers).",
        "潜在业务总值对照分层标准(课件所列花旗标准)。",
        inputs="potential_12m kind",
        assumptions="standing.tiers",
        convention=_RULES,
    ),
    "grade": formula(
        "The first rule that holds over tier, families held and share.",
        "按潜力层级、持有产品与份额逐条匹配，取首条满足的规则。",
        inputs="tier family_count customer_share",
        assumptions="standing.grades",
        convention=(
            "Changes only when two snapshots on end say the same.",
            "连续两次快照结论一致才调整，避免频繁变动。",
        ),
    ),
    "departure": formula(
        "Closed; or dormant twelve months below a floor; or deposits ran off by 70 % within three months.",
        "全部销户；或连续12个月无活动且余额低于下限；或存款在三个月内流失七成。",
        inputs="active_months",
        contracts="customers accounts balances events",
        assumptions="standing.departure_floor standing.departure_base standing.run_off standing.run_off_months",
        convention=("The plainest sign first.", "依次判断，取最明确者。"),
    ),
    "departed_on": formula(
        "The closing day, or the end of the month in which the sign was first complete.",
        "销户日，或流失标志首次成立的月末。",
        inputs="departure",
        contracts="customers accounts balances",
        convention=("Seen within 24 months.", "在24个月范围内判断。"),
    ),
    "lifetime_value_deck": formula(
        "yearly revenue × average years of loyalty × profit margin of the customer's segment.",
        "年度客户收入 × 平均忠诚年数 × 所属客群获利率。",
        inputs="revenue_12m",
        contracts="customers accounts",
        assumptions="winning.longest_years winning.least_customers",
        convention=(
            "The deck's formula, undiscounted; years = 1 ÷ departure rate.",
            "课件公式，不折现；年数 = 1 ÷ 流失率。",
        ),
    ),
    "winning_cost": formula(
        "cost of a visit × visits per win, in the customer's unit, else the bank.",
        "单次拜访成本 × 每获客拜访次数，取客户所属机构，缺失时取全行。",
        contracts="staff visits wins",
        assumptions="relationship.meeting_channels",
        convention=("The deck: 100 000 ÷ 200 × 4 = 2 000.", "课件示例：100000 ÷ 200 × 4 = 2000。"),
    ),
    "worth_rate": formula(
        "lifetime value ÷ cost of winning.",
        "客户终身收益 ÷ 客户获致成本。",
        inputs="lifetime_value_deck winning_cost",
        convention=("1.00 is break-even; empty when winning has no cost.", "1.00为盈亏平衡；无获客成本时为空。"),
    ),
}
