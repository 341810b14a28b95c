"""Lines, profit, economic profit and balances in words (利润构成口径)."""

from guanxi.contracts.lines import CHARGES, INCOME, LINES
from guanxi.value.formulas.formula import Formula, formula

_SUFFIXES = {
    "12m": ("Sum of the twelve complete months up to the as-of day: ", "截至基准日的12个完整月份合计："),
    "prior": ("Sum of the twelve months before those: ", "再往前12个月合计："),
}
_JOINT = (
    "Booked interest where delivered. Joint accounts are attributed by the holders' shares, which sum to one.",
    "有实际利息则用实际利息。联名账户按持有人份额归属，份额合计为一。",
)
_LINES: dict[str, tuple[str, str, str, str, tuple[str, str]]] = {
    "deposit_margin": (
        "average balance × transfer rate × days ÷ basis − interest paid (+ interest received on overdrafts).",
        "日均余额 × 内部转移价格 × 天数 ÷ 计息基数 − 付息(透支另加收息)。",
        "balances accounts products rates account_parties",
        "transfer.curve transfer.pool transfer.default_tenor transfer.shift money.day_basis",
        _JOINT,
    ),
    "loan_margin": (
        "interest received − interest paid − average balance × transfer rate × days ÷ basis.",
        "收息 − 付息 − 日均余额 × 内部转移价格 × 天数 ÷ 计息基数。",
        "balances accounts products rates account_parties",
        "transfer.curve transfer.pool transfer.default_tenor transfer.shift money.day_basis",
        _JOINT,
    ),
    "fees": (
        "fees booked − fees waived.",
        "已记手续费 − 减免手续费。",
        "balances accounts account_parties",
        "money.base_currency",
        _JOINT,
    ),
    "serve_cost": (
        "Σ events × minutes × cost per minute of the channel.",
        "Σ 业务笔数 × 每笔分钟数 × 渠道每分钟成本。",
        "events accounts account_parties",
        "serving.minutes serving.cost_per_minute",
        (
            "Only the time used; idle capacity is a line of its own and never pushed on customers.",
            "只计实际占用时间；闲置产能单列，不摊给客户。",
        ),
    ),
    "relationship_cost": (
        "visits × cost per visit (the person's yearly cost ÷ visits made in twelve months).",
        "拜访次数 × 单次拜访成本(经办人年度成本 ÷ 近12月拜访次数)。",
        "visits staff",
        "relationship.meeting_channels relationship.least_visits_a_year",
        (
            "Only meetings count; what the staff cost beyond the visits is unallocated.",
            "只计面谈；超出拜访的人员成本列入未分配。",
        ),
    ),
    "expected_loss": (
        "the bank's own figure, else stage 1: exposure × PD × LGD ÷ 12; stage 2: lifetime loss over the remaining "
        "months; stage 3: exposure × LGD over the time of work-out.",
        "优先用银行自有数据；否则第一阶段：敞口 × 违约概率 × 违约损失率 ÷ 12；第二阶段：整个存续期损失按剩余月份分摊；"
        "第三阶段：敞口 × 违约损失率按处置期分摊。",
        "balances accounts products account_parties",
        "risk.pd risk.lgd risk.stage_two_days risk.stage_three_days risk.life_months risk.workout_months",
        ("Exposure is the average balance of the month.", "敞口取当月日均余额。"),
    ),
}


def _lines() -> dict[str, Formula]:
    out = {}
    for name in LINES:
        en, zh, contracts, assumptions, convention = _LINES[name]
        for suffix, (before_en, before_zh) in _SUFFIXES.items():
            out[f"{name}_{suffix}"] = formula(
                before_en + en, before_zh + zh, contracts=contracts, assumptions=assumptions, convention=convention
            )
    return out


def _profit(suffix: str) -> Formula:
    return formula(
        "deposit margin + loan margin + fees − cost to serve − relationship cost − expected loss.",
        "存款利差 + 贷款利差 + 手续费 − 服务成本 − 客户经理成本 − 预期损失。",
        inputs=" ".join(f"{n}_{suffix}" for n in (*INCOME, *CHARGES)),
        contracts="balances accounts products rates events visits staff account_parties",
    )


def _average(what_en: str, what_zh: str, months_en: str, months_zh: str) -> Formula:
    return formula(
        f"Average daily {what_en} of the customer's accounts, {months_en}.",
        f"客户名下账户的日均{what_zh},{months_zh}。",
        contracts="balances accounts products account_parties",
        convention=("A mean of months; a month without a balance counts as 0.", "按月平均；无余额的月份按0计。"),
    )


def _balances() -> dict[str, Formula]:
    out: dict[str, Formula] = {}
    for name, en, zh in (("deposit", "deposits", "存款"), ("loan", "loans", "贷款")):
        out[f"{name}_average"] = _average(en, zh, "the last complete month", "最近一个完整月份")
        out[f"{name}_average_12m"] = _average(en, zh, "the last twelve months", "近12个月")
        out[f"{name}_average_prior"] = _average(en, zh, "the twelve months before", "再往前12个月")
        out[f"{name}_end"] = formula(
            f"Balance of {en} at the end of the last complete month.",
            f"最近一个完整月份的月末{zh}余额。",
            contracts="balances accounts products account_parties",
        )
        out[f"{name}_months"] = _average(en, zh, "each of 24 months, oldest first", "24个月，由远及近")
    return out


ALL: dict[str, Formula] = {
    **_lines(),
    **_balances(),
    "profit_12m": _profit("12m"),
    "profit_prior": _profit("prior"),
    "profit_months": formula(
        "Profit of each of 24 months, oldest first.",
        "24个月各月利润，由远及近。",
        contracts="balances accounts products rates events visits staff account_parties",
    ),
    "revenue_12m": formula(
        "deposit margin + loan margin + fees of twelve months.",
        "近12个月存款利差 + 贷款利差 + 手续费。",
        inputs="deposit_margin_12m loan_margin_12m fees_12m",
    ),
    "overhead_cost_12m": formula(
        "upkeep of each open account + (cost to serve + cost of visits) × overhead rate, twelve months.",
        "每个在用账户的维护成本 +(服务成本 + 拜访成本)× 间接费用率，近12个月合计。",
        contracts="accounts products events visits staff account_parties",
        assumptions="layers.account_upkeep layers.overhead_rate",
        convention=(
            "A standard cost beside the ledger; idle capacity is no part of it.",
            "按标准成本计，不与总账核对；闲置产能不在其中。",
        ),
    ),
    "profit_direct_12m": formula(
        "deposit margin + loan margin + fees − cost to serve − expected loss.",
        "存款利差 + 贷款利差 + 手续费 − 服务成本 − 预期损失。",
        inputs="profit_12m relationship_cost_12m",
        contracts="balances accounts products rates events account_parties",
        convention=(
            "Direct layer: what the customer's own transactions and risk cost, before the manager's visits.",
            "直接成本层：只计客户自身业务与风险的成本，不含客户经理拜访。",
        ),
    ),
    "profit_full_12m": formula(
        "profit − upkeep and overhead.",
        "利润 − 维护与间接费用。",
        inputs="profit_12m overhead_cost_12m",
        contracts="balances accounts products rates events visits staff account_parties",
        convention=(
            "Full layer: attributable profit less upkeep of accounts and overhead; idle capacity stays the bank's.",
            "完全成本层：可归属利润再减账户维护与间接费用；闲置产能由银行承担。",
        ),
    ),
    "capital_average": formula(
        "exposure × risk weight × target ratio, the mean of twelve months; the weight by the Basel formula of "
        "PD, LGD and maturity where internal ratings are chosen.",
        "敞口 × 风险权重 × 目标资本充足率，取12个月平均；"
        "选用内部评级法时，权重按违约概率、违约损失率与期限的巴塞尔公式计算。",
        contracts="balances accounts products",
        assumptions="risk.capital_method risk.risk_weight risk.basel_class risk.target_ratio",
        convention=("Deposits bind no capital.", "存款不占用资本。"),
    ),
    "economic_profit_12m": formula(
        "profit × (1 − tax) − average capital × hurdle.",
        "利润 × (1 − 税率) − 平均占用资本 × 资本成本率。",
        inputs="profit_12m capital_average",
        assumptions="risk.tax risk.hurdle",
        convention=("A loss earns its tax credit.", "亏损按同一税率抵税。"),
    ),
    "raroc_rate": formula(
        "profit × (1 − tax) ÷ average capital.",
        "利润 × (1 − 税率) ÷ 平均占用资本。",
        inputs="profit_12m capital_average",
        assumptions="risk.tax risk.capital_floor",
        convention=(
            "Withheld below the capital floor: a quotient of two small numbers says nothing.",
            "占用资本低于下限时不显示：两个小数相除没有意义。",
        ),
    ),
}
