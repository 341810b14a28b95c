"""What a run of the engine publishes (发布的指标): the tables between the value engine and the pages.

``12m`` = the twelve complete months up to the as-of day, ``prior`` = the twelve before those.
Every figure of a customer is one column of ``customer_figures``.
"""

from guanxi.contracts.columns import code, day, document, integer, money, moneys, number, period, share, text
from guanxi.contracts.customers import KINDS
from guanxi.contracts.lines import LINES
from guanxi.contracts.movements import CHANNELS
from guanxi.contracts.shape import Column, Contract
from guanxi.kit.words import Words

TIERS = {
    "world": ("world class", "世界级"),
    "blue_chip": ("local blue chip", "本地蓝筹级"),
    "mid": ("small and mid-size", "中小型企业"),
    "small": ("small", "小型企业"),
}
GRADES = {
    "full": ("full service", "全方位服务"),
    "priority": ("priority products", "优先产品服务"),
    "general": ("general products", "一般产品服务"),
    "unique": ("unique product", "独特产品服务"),
}
LEVELS = {
    "1": ("level 1: potential", "一级:潜在型"),
    "2": ("level 2: occasional", "二级:偶尔型"),
    "3": ("level 3: more", "三级:较多型"),
    "4": ("level 4: frequent", "四级:经常性"),
    "5": ("level 5: dependent", "五级:依赖型"),
}
DEPARTURES = {
    "closed": ("all accounts closed", "全部销户"),
    "dormant": ("dormant for twelve months", "休眠满十二个月"),
    "run_off": ("balances ran off", "资金大幅流失"),
}
STEPS = {
    "family": ("one more product family", "再增加一类产品"),
    "activity": ("one more active month", "再活跃一个月"),
    "main_bank": ("a sign of the main bank: payroll, settlement or direct debits", "主办行标志:代发、结算或代扣"),
    "top": ("nothing: the highest level", "已是最高等级"),
}
SCOPES = {"bank": ("bank", "全行"), "unit": ("unit and below", "机构及下级"), "staff": ("manager", "客户经理")}


def _lines(suffix: str, en: str, zh: str) -> tuple[Column, ...]:
    return tuple(money(f"{name}_{suffix}", f"{w.en}, {en}", f"{w.zh}({zh})") for name, w in LINES.items())


CUSTOMER_FIGURES = Contract(
    "customer_figures",
    Words("Figures of a customer", "客户指标"),
    Words("one row per customer", "每客户一行"),
    ("customer_id",),
    (
        text("customer_id", "customer", "客户号"),
        text("unit_id", "unit", "机构"),
        text("owner_id", "main manager (A)", "主办客户经理", required=False),
        text("deputy_id", "deputy manager (B)", "协办客户经理", required=False),
        code("kind", "kind of customer", "客户类型", KINDS),
        *_lines("12m", "12 months", "近12月"),
        *_lines("prior", "the 12 months before", "上年同期"),
        money("profit_12m", "Profit, 12 months", "近12月利润"),
        money("profit_prior", "Profit, the 12 months before", "上年同期利润"),
        money("revenue_12m", "Revenue, 12 months", "近12月收入"),
        money("capital_average", "Capital, average of 12 months", "平均占用资本"),
        money("economic_profit_12m", "Economic profit, 12 months", "近12月经济利润"),
        number("raroc_rate", "RAROC (empty below the capital floor)", "风险调整资本回报", required=False),
        money("deposit_average", "Average deposits, last month", "上月日均存款"),
        money("deposit_average_12m", "Average deposits, 12 months", "近12月日均存款"),
        money("deposit_average_prior", "Average deposits, the 12 months before", "上年同期日均存款"),
        money("deposit_end", "Deposits at month end", "月末存款"),
        money("loan_average", "Average loans, last month", "上月日均贷款"),
        money("loan_average_12m", "Average loans, 12 months", "近12月日均贷款"),
        money("loan_average_prior", "Average loans, the 12 months before", "上年同期日均贷款"),
        money("loan_end", "Loans at month end", "月末贷款"),
        integer("rank_number", "Rank by profit in the bank", "全行利润排名"),
        share("rank_rate", "Place on the profit curve, best first", "利润排名百分位"),
        text("families", "Product families held, separated by spaces", "持有产品大类"),
        integer("family_count", "Product families held", "持有产品类数"),
        integer("account_count", "Accounts open", "在用账户数"),
        integer("active_months", "Months active in 12", "近12月活跃月数"),
        integer("level", "Product relation level (1-5)", "产品关系等级", low=1, high=5),
        code("level_step", "What the next level needs", "升级所需", STEPS),
        money("potential_12m", "Potential total value, a year", "潜在业务总值(年)"),
        code("tier", "Potential tier", "潜力层级", TIERS),
        code("grade", "Service grade", "服务等级", GRADES),
        money("wallet_amount", "Wallet at all banks (peers and evidence)", "钱包总额(同类与证据)"),
        share("customer_share", "Customer share: own holding over wallet", "客户份额", required=False),
        code("departure", "Departure", "流失", DEPARTURES, required=False),
        day("departed_on", "Departed on", "流失日期", required=False),
        text("axis_region", "Region", "地区", required=False),
        text("axis_industry", "Industry", "行业", required=False),
        text("axis_size", "Size", "规模", required=False),
        code("axis_preference", "Preferred channel", "客户偏好", CHANNELS, required=False),
        day("last_contact_on", "Last contact on", "最近联系日期", required=False),
        integer("contacts_12m", "Contacts, 12 months", "近12月联系次数"),
        money("outflow_1m", "Net outflow to other banks, last month", "上月净流出他行"),
        integer("counter_events_12m", "Counter transactions, 12 months", "近12月柜面笔数"),
        integer("events_12m", "Transactions, 12 months", "近12月业务笔数"),
        money("lifetime_value_deck", "Lifetime value by the deck's formula", "客户终身收益(课件公式)"),
        money("winning_cost", "Cost of winning in the customer's unit", "客户获致成本"),
        number("worth_rate", "Worth: lifetime value over cost of winning", "值得争取倍数", required=False),
        moneys("profit_months", "Profit, 24 months", "24个月利润"),
        moneys("deposit_months", "Average deposits, 24 months", "24个月日均存款"),
        moneys("loan_months", "Average loans, 24 months", "24个月日均贷款"),
    ),
)

CONCENTRATION = Contract(
    "concentration",
    Words("Profit concentration", "利润集中度"),
    Words("one row per scope (bank, unit and below, manager)", "每范围一行(全行、机构及下级、客户经理)"),
    ("scope", "scope_id"),
    (
        code("scope", "scope", "范围", SCOPES),
        text("scope_id", "unit or staff number (empty for the bank)", "机构号或员工号", required=False),
        integer("customers", "customers", "客户数"),
        money("gross_profit", "gross positive profit (the denominator)", "正利润合计(分母)"),
        money("net_profit", "net profit", "净利润"),
        share("top20_gross_rate", "share of gross profit of the top 20 %", "前20%占正利润", required=False),
        number("top20_net_rate", "share of net profit of the top 20 %", "前20%占净利润", required=False),
        number(
            "bottom30_loss_rate",
            "share of the peak lost by the bottom 30 % (above 1 when losses exceed it)",
            "后30%吞噬峰值利润(亏损超过峰值时大于1)",
            required=False,
        ),
        number("peak_net_rate", "peak of the curve over net profit", "峰值占净利润", required=False),
        share("peak_at_rate", "place of the peak, best first", "峰值所在百分位", required=False),
        number("gini_rate", "Gini coefficient of profit", "利润基尼系数", required=False),
        share("top1_rate", "share of gross profit of the top 1 %", "前1%占正利润", required=False),
        share("top10_customers_rate", "share of gross profit of the ten best", "前十户占正利润", required=False),
        number("top20_gross_prior", "top 20 % of gross, a year before", "上年前20%占比", required=False),
        number("bottom30_loss_prior", "bottom 30 % loss, a year before", "上年后30%吞噬", required=False),
        money("net_profit_prior", "net profit, a year before", "上年净利润", required=False),
        document(
            "curve",
            "curve: [[customers share, cumulative over gross, profit of the customer there in minor units], …]",
            "集中度曲线",
        ),
        document("curve_prior", "the same a year before", "上年集中度曲线"),
        document(
            "bands",
            "hundred bands of customers, best first, as the brush reads them: [[customers, bank rank of the last one, "
            "profit, deposit margin, loan margin, fees, cost to serve, relationship cost, expected loss], …]; band k "
            "ends with customer number floor(k × customers ÷ 100), bands without customers are left out, money of "
            "12 months in minor units",
            "百分位分段(供刷选):客户数、末位全行排名、利润及各项构成",
        ),
    ),
)

ACQUISITION = Contract(
    "acquisition",
    Words("Cost of winning", "客户获致成本"),
    Words("one row per dimension and member", "每维度每成员一行"),
    ("dimension", "member"),
    (
        text("dimension", "bank, unit, segment or source", "维度:全行、机构、客群、来源"),
        text("member", "member of the dimension", "维度成员", required=False),
        money("yearly_cost", "yearly cost of managers", "客户经理年度成本"),
        integer("visits", "visits made in 12 months", "近12月拜访次数"),
        money("visit_cost", "cost of a visit", "单次拜访成本", required=False),
        integer("wins", "customers won in 12 months", "近12月新客户数"),
        number("visits_per_win", "visits per win", "每获客拜访次数", required=False),
        money("winning_cost", "cost of winning a customer", "客户获致成本", required=False),
        money("campaign_cost", "campaign cost", "营销费用"),
        money("loaded_cost", "cost of winning with campaigns", "含营销费用获客成本", required=False),
        money("lifetime_value", "lifetime value of a customer by the deck's formula", "客户终身收益", required=False),
        number("worth_rate", "worth: lifetime value over cost", "值得争取倍数", required=False),
        number("years", "average years of loyalty", "平均忠诚年数", required=False),
        money("revenue", "yearly revenue of a customer", "年度客户收入", required=False),
        number("margin_rate", "profit margin of the bank", "银行获利率", required=False),
    ),
)

RECONCILIATION = Contract(
    "reconciliation",
    Words("Reconciliation to the ledger", "总账核对"),
    Words("one row per month, unit and line", "每月每机构每科目一行"),
    ("period", "unit_id", "line"),
    (
        period("period", "month", "月份"),
        text("unit_id", "unit", "机构"),
        text("line", "line of the ledger", "总账科目"),
        money("customers", "on customers", "归属客户"),
        money("treasury", "treasury", "资金部门"),
        money("idle", "idle capacity", "闲置产能"),
        money("unallocated", "unallocated", "未分配"),
        money("ledger", "ledger", "总账", required=False),
        money("difference", "difference", "差异", required=False),
    ),
)

TEAMS = Contract(
    "teams",
    Words("Figures of units and managers", "机构与客户经理指标"),
    Words("one row per scope", "每范围一行"),
    ("scope", "scope_id"),
    (
        code("scope", "scope", "范围", SCOPES),
        text("scope_id", "unit or staff number", "机构号或员工号", required=False),
        integer("customers", "customers", "客户数"),
        integer("departed_12m", "departed in 12 months", "近12月流失客户"),
        number("families_per_customer", "product families per customer", "户均产品"),
        share("customer_share", "customer share", "客户份额", required=False),
        money("profit_12m", "profit, 12 months", "近12月利润"),
        money("profit_prior", "profit, the 12 months before", "上年同期利润"),
        moneys("deposit_months", "average deposits, 24 months", "24个月日均存款"),
        moneys("loan_months", "average loans, 24 months", "24个月日均贷款"),
        moneys("fee_months", "fees, 24 months", "24个月手续费"),
        moneys("profit_months", "profit, 24 months", "24个月利润"),
        document("levels", "customers by level: {level: count}", "各等级客户数"),
        document("grades", "customers by grade: {grade: count}", "各服务等级客户数"),
        document("tiers", "customers by tier: {tier: count}", "各潜力层级客户数"),
    ),
)

SUGGESTION_KINDS = {
    "keep": ("keep", "留住"),
    "grow": ("grow", "做大"),
    "mature": ("mature", "到期"),
    "recover": ("mend", "修复"),
    "win": ("win", "争取"),
    "promise": ("promise", "承诺"),
    "plan": ("plan", "计划"),
    "review": ("contact", "联系"),
    "learn": ("learn", "学习"),
}
REASONS = {
    "profit_falling": ("profit is falling", "利润下降"),
    "large_outflow": ("large outflow", "大额流出"),
    "maturing": ("product maturing", "产品到期"),
    "dormant_balance": ("large balance lies still", "大额资金沉睡"),
    "level_step": ("one step from the next level", "距上一级仅一步"),
    "loss_maker": ("loss-maker to reprice", "亏损需重新定价"),
    "no_contact": ("no contact within the cadence", "超出联系周期"),
}

SUGGESTIONS = Contract(
    "suggestions",
    Words("Suggested acts", "建议动作"),
    Words("one row per customer, reason and subject", "每客户每原因每对象一行"),
    ("customer_id", "reason", "subject"),
    (
        text("customer_id", "customer", "客户号"),
        code("kind", "kind of act", "动作类型", SUGGESTION_KINDS),
        code("reason", "reason", "原因", REASONS),
        text("subject", "what it is about: an account, or empty", "对象:账户或空", required=False),
        money("stake", "money at stake", "涉及金额"),
        share("chance", "chance that acting helps", "把握"),
        number("urgency", "urgency, 0-2", "紧迫度"),
        day("due_on", "due on", "期限"),
        document("evidence", "the figures of the reason as JSON: money in minor units, dates ISO", "依据"),
    ),
)

PUBLISHED = (CUSTOMER_FIGURES, CONCENTRATION, ACQUISITION, RECONCILIATION, TEAMS, SUGGESTIONS)
