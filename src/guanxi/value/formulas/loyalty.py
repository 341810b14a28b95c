"""Retention and loss in words (客户保持与流失口径)."""

from guanxi.value.formulas.formula import Formula, formula

_SIGNS = (
    "Closings can be dated in 24 months, dormancy in 12, run-off in 10; a dormancy of 24 months or more counts as gone "
    "before them.",
    "销户可在24个月内确定日期，休眠为12个月，资金流失为10个月；休眠满24个月者视为此前已流失。",
)
_CLOSINGS = (
    "Closings only: the one sign that can be dated in all 24 months.",
    "仅计销户：24个月内均可确定日期的唯一标志。",
)
_RATE = "standing.departure_floor standing.departure_base standing.run_off standing.run_off_months"

CUSTOMER: dict[str, Formula] = {
    "level_before": formula(
        "The level published a year ago where it was kept; else the rule table on the families held then, the active "
        "months of the twelve before, the customer share of then and the standing orders of today.",
        "一年前已保存的等级；未保存时按当时持有产品、此前12个月活跃月数、当时客户份额与当前约定转账套用规则表。",
        inputs="level share_months",
        contracts="accounts balances events orders",
        assumptions="standing.levels",
        convention=("Empty for those who were not customers then.", "当时不是客户者为空。"),
    ),
    "barriers": formula(
        "Salaries, settlement, standing orders, credit, many years, several product families: those the customer has.",
        "代发工资、支付结算、约定转账、授信、合作年限长、持有多类产品：该客户具备的各项。",
        inputs="families",
        contracts="accounts balances orders customers",
        assumptions="loyalty.barrier_families loyalty.barrier_tenure_months",
        convention=(
            "What makes it costly to leave; no judgement whether it is wanted.",
            "指离开的代价，不评价是否可取。",
        ),
    ),
    "barrier_count": formula("Number of switching barriers.", "转换壁垒的个数。", inputs="barriers"),
    "mood": formula(
        "Worst known of twelve months: a complaint not settled to their liking, an answer below what is adequate, an "
        "adequate one, or nothing known.",
        "近12个月已知的最差情况：投诉未获满意处理、感知低于可接受水平、达到可接受水平，或尚无了解。",
        contracts="answers complaints",
        assumptions="loyalty.mood_months",
        convention=("Nothing known is not content.", "没有了解不等于满意。"),
    ),
}

ALL: dict[str, Formula] = {
    "loss_rates.loss_rate": formula(
        "Customers of a year ago who departed since ÷ customers of a year ago; interval of Wilson, 95 %.",
        "一年前的客户中其后流失者 ÷ 一年前的客户；威尔逊区间，95%。",
        inputs="departed at_risk",
        contracts="customers accounts balances events",
        assumptions=f"{_RATE} loyalty.interval_z",
        convention=_SIGNS,
    ),
    "loss_rates.closing_rate": formula(
        "Customers at the start of the year who closed ÷ customers at the start, this year and the year before.",
        "年初客户中销户者 ÷ 年初客户，本年与上年。",
        inputs="closed at_risk closed_prior at_risk_prior",
        contracts="customers accounts",
        assumptions="loyalty.difference_z",
        convention=_CLOSINGS,
    ),
    "loss_months.closed": formula(
        "Of the customers there at the start of the month, those who left in it, each once, by the sign it is told by: "
        "closed, dormant or run off.",
        "月初在行客户中当月流失者，每户计一次，按其流失标志分列：销户、休眠、资金流失。",
        inputs="at_risk dormant run_off",
        contracts="customers accounts balances events",
        assumptions=_RATE,
        convention=_SIGNS,
    ),
    "loss_rates.differs": formula(
        "The group's loss rate against all other customers of the bank by the pooled z-test; a difference counts from "
        "99 %, because many groups are compared.",
        "该组流失率与全行其余客户比较(合并方差z检验)；因比较组数多，以99%为准。",
        inputs="departed at_risk",
        assumptions="loyalty.difference_z loyalty.least_customers",
        convention=_SIGNS,
    ),
    "loss_rates.norm_rate": formula(
        "The loss rate of the trade as the bank entered it, with its source; empty until it does.",
        "本行录入的行业流失率及来源；未录入时为空。",
        assumptions="loyalty.norm_company loyalty.norm_person",
        convention=(
            "We deliver no norm: published ones do not share this definition of a departure.",
            "系统不提供行业值：公开数据与本系统的流失定义不一致。",
        ),
    ),
    "price_moves.gap": formula(
        "(closing rate a month of holders after − before) − (the same of those who do not hold the product).",
        "持有者月销户率的变化(变动后 − 变动前)− 未持有者的同期变化。",
        inputs="holders_before holders_after others_before others_after",
        contracts="prices products accounts customers",
        assumptions="loyalty.price_window loyalty.price_move_rate loyalty.price_move_fee loyalty.least_departures",
        convention=_CLOSINGS,
    ),
    "loss_destinations.bank": formula(
        "The bank that got most of the payments to other banks in the months up to the departure; without such "
        "payments that of the latest wallet evidence; else not known.",
        "流失前数月转往他行资金最多的银行；无此类支付时取最近的钱包证据；否则为去向不明。",
        contracts="transactions wallet_evidence accounts",
        assumptions="loyalty.destination_months loyalty.evidence_months",
        convention=("Payments are delivered for watched accounts only.", "交易流水仅覆盖重点账户。"),
    ),
    "survival.kept_years": formula(
        "Area under the product-limit curve up to the horizon: S = Π (1 − departed ÷ at risk) over months of age, with "
        "late entry; interval by Greenwood.",
        "乘积极限曲线在限定期内的面积：S = Π(1 − 流失 ÷ 在险)，按账龄月，允许延迟进入；区间按Greenwood公式。",
        inputs="customers departed",
        contracts="customers accounts balances events",
        assumptions="loyalty.horizon_months loyalty.least_at_age loyalty.interval_z",
        convention=("Thin ages take the hazard of the whole bank.", "人数过少的账龄借用全行流失率。"),
    ),
    "cohorts.kept": formula(
        "Of those watched so many months, the share that had not closed.",
        "观察满若干月的客户中未销户的占比。",
        contracts="customers accounts",
        convention=_CLOSINGS,
    ),
    "movements.now": formula(
        "Customers of a year ago by level then and level now; gone for the departed.",
        "一年前的客户按当时与现在等级计数；流失者单列。",
        contracts="accounts balances events orders",
        assumptions="standing.levels",
        convention=(
            "Levels of then: families, activity and customer share of then, standing orders of today.",
            "当时等级：当时产品、活跃度与客户份额，约定转账取当前。",
        ),
    ),
    "binding.bound": formula(
        "Customers of today by number of barriers and by mood.",
        "当前客户按壁垒个数与服务感受计数。",
        contracts="accounts balances orders answers complaints",
        assumptions="loyalty.barrier_bands loyalty.barrier_families loyalty.barrier_tenure_months loyalty.mood_months",
        convention=_SIGNS,
    ),
    "barrier_kinds.differs": formula(
        "Loss rate of those who had the barrier a year ago against those who had not.",
        "一年前有此壁垒者与无此壁垒者的流失率比较。",
        inputs="had had_left had_not had_not_left",
        contracts="accounts balances orders customers",
        assumptions="loyalty.difference_z",
        convention=_SIGNS,
    ),
    "retention_worth.profit_year": formula(
        "One per cent of the customers of a year ago × mean yearly profit of those who left.",
        "一年前客户数的1% × 流失客户的户均年利润。",
        inputs="point margin",
        contracts="customers balances accounts",
        assumptions="loyalty.longest_years",
        convention=("Linear in the points; nobody's behaviour changes with it.", "随百分点线性变化；不计行为改变。"),
    ),
}
