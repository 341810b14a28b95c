"""Insights about retention and loss (客户保持与流失): the six questions about lost customers (M29) and their kin.

Rows stand for the bank, every unit with all below and, where the numbers allow, every manager; money in minor units.
"""

from guanxi.contracts.columns import code, document, integer, money, moneys, number, period, share, text
from guanxi.contracts.figures.codes import DEPARTURES
from guanxi.contracts.figures.insight import insight
from guanxi.contracts.products import FAMILIES
from guanxi.contracts.shape import Column
from guanxi.kit.words import Words

BARRIERS = {
    "payroll": ("salaries through us", "代发工资"),
    "settlement": ("payments settled with us", "支付结算"),
    "orders": ("standing orders", "约定转账与代扣"),
    "credit": ("credit with us", "授信与贷款"),
    "tenure": ("many years with us", "合作年限长"),
    "families": ("several product families", "持有多类产品"),
}
BOUND = {
    "free": ("not bound", "无壁垒"),
    "some": ("somewhat bound", "壁垒一般"),
    "firm": ("firmly bound", "壁垒较高"),
}
MOODS = {
    "complaint": ("complaint not settled to their liking", "投诉未获满意处理"),
    "below": ("service felt below what is adequate", "感知低于可接受水平"),
    "content": ("service felt adequate or better", "感知达到可接受水平"),
    "silent": ("nothing known", "尚无了解"),
}
DIMENSIONS = {
    "all": ("all together", "全部"),
    "kind": ("kind of customer", "客户类型"),
    "source": ("how the customer came", "客户来源"),
    "level": ("level a year ago", "一年前的产品关系等级"),
    "tier": ("potential tier", "潜力层级"),
    "cohort": ("year of opening", "开户年份"),
    "family": ("product family held a year ago", "一年前持有的产品大类"),
}
DIFFERS = {
    "more": ("loses more", "流失更多"),
    "fewer": ("loses fewer", "流失更少"),
    "alike": ("no real difference", "无显著差别"),
    "too_few": ("too few to say", "样本太少，无法判断"),
}
PRICE_KINDS = {"rate": ("list rate", "挂牌利率"), "fee": ("fee", "收费标准")}
VERDICTS = {
    "rose": ("losses rose more among holders", "持有者流失上升更多"),
    "fell": ("losses rose less among holders", "持有者流失上升更少"),
    "unclear": ("no difference beyond chance", "差异未超出偶然"),
    "too_few": ("too few departures to say", "流失太少，无法判断"),
}
STANDINGS = {"level": ("level", "产品关系等级"), "tier": ("tier", "潜力层级")}
EVIDENCE = {
    "payments": ("seen in payments", "见于支付流水"),
    "evidence": ("known from wallet evidence", "见于钱包证据"),
    "unknown": ("not known", "去向不明"),
}


def _wilson(name: str, en: str, zh: str) -> tuple[Column, ...]:
    return (
        share(f"{name}_rate", en, zh, required=False),
        share(f"{name}_low", f"{en}, lower bound of 95 %", f"{zh}(95%下限)", required=False),
        share(f"{name}_high", f"{en}, upper bound of 95 %", f"{zh}(95%上限)", required=False),
    )


LOSS_MONTHS = insight(
    "loss_months",
    Words("Departures of 24 months", "24个月流失"),
    Words("one row per scope; lists of 24 months, oldest first", "每范围一行，24个月序列"),
    (
        period("last", "last month", "最后月份"),
        moneys("at_risk", "customers at the start of the month", "月初客户数"),
        moneys("closed", "left by closing", "销户流失"),
        moneys("dormant", "fallen dormant (datable for 12 months)", "转入休眠(仅近12月可定日期)"),
        moneys("run_off", "run off (datable for 10 months)", "资金流失(仅近10月可定日期)"),
        moneys("profit_lost", "profit of the year before of those who left", "流失客户的上年利润"),
        moneys("balance_lost", "average balances of the year before of those who left", "流失客户的上年日均余额"),
    ),
)

LOSS_RATES = insight(
    "loss_rates",
    Words("Loss rates by group", "分组流失率"),
    Words("one row per scope, dimension and member; managers have the row of all only", "每范围每维度每成员一行"),
    (
        code("dimension", "dimension", "维度", DIMENSIONS),
        text("member", "member of the dimension", "维度成员", required=False),
        integer("at_risk", "customers a year ago", "一年前客户数"),
        integer("departed", "of them departed since", "其后流失"),
        integer("closed", "of them left by closing", "其中销户"),
        integer("at_risk_prior", "customers two years ago", "两年前客户数"),
        integer("closed_prior", "of them left by closing within a year", "其后一年内销户"),
        *_wilson("loss", "loss rate", "流失率"),
        *_wilson("closing", "closing rate", "销户率"),
        *_wilson("closing_prior", "closing rate of the year before", "上年销户率"),
        code("differs", "against the rest of the bank", "与全行其余客户相比", DIFFERS),
        code("changed", "closings against the year before", "销户率同比", DIFFERS),
        money("profit", "profit of the year before of all", "全部客户上年利润"),
        money("profit_lost", "profit of the year before of those who left", "流失客户上年利润"),
        money("balance", "average balances of the year before of all", "全部客户上年日均余额"),
        money("balance_lost", "average balances of the year before of those who left", "流失客户上年日均余额"),
        share("top_lost_rate", "largest single loss in the balances lost", "最大单户占流失余额", required=False),
        share("norm_rate", "loss rate of the trade as entered", "行业流失率(本行录入)", required=False),
        text("norm_source", "where the norm comes from", "行业标准来源", required=False),
    ),
)  # fmt: skip

PRICE_MOVES = insight(
    "price_moves",
    Words("Price moves against losses", "价格变动与流失"),
    Words("one row per scope and move, managers aside; closings only", "每范围每次变动一行(不含客户经理)，仅计销户"),
    (
        text("product_id", "product", "产品代码"),
        text("product", "name of the product", "产品名称", required=False),
        code("family", "product family", "产品大类", FAMILIES),
        period("moved_in", "month of the move", "变动月份"),
        code("price_kind", "what moved", "变动内容", PRICE_KINDS),
        number("price_before", "price before", "变动前"),
        number("price_after", "price after", "变动后"),
        integer("holders", "holders at the move", "变动时持有客户"),
        number("holders_before", "closing rate a month of holders before", "持有者此前月销户率", required=False),
        number("holders_after", "closing rate a month of holders after", "持有者此后月销户率", required=False),
        number("others_before", "closing rate a month of others before", "其他客户此前月销户率", required=False),
        number("others_after", "closing rate a month of others after", "其他客户此后月销户率", required=False),
        number("gap", "change of holders less change of others", "持有者变化减其他客户变化", required=False),
        number("gap_low", "lower bound of 95 %", "95%下限", required=False),
        number("gap_high", "upper bound of 95 %", "95%上限", required=False),
        code("verdict", "what may be concluded", "结论", VERDICTS),
        document(
            "months",
            "24 months: [[price, holders at risk, holders closed, others at risk, others closed], …]",
            "24个月序列：价格、持有者月初数与销户数、其他客户月初数与销户数",
        ),
    ),
)

LOSS_DESTINATIONS = insight(
    "loss_destinations",
    Words("What happened to the lost", "流失客户的去向"),
    Words("one row per scope, sign of departure and bank, managers aside", "每范围每流失标志每银行一行(不含客户经理)"),
    (
        code("departure", "sign of departure", "流失标志", DEPARTURES),
        text("bank", "bank that got most of the money (empty when not known)", "资金主要去向银行", required=False),
        code("evidence", "how it is known", "依据", EVIDENCE),
        integer("customers", "customers", "客户数"),
        money("balance_lost", "average balances of the year before", "上年日均余额"),
    ),
)

SURVIVAL = insight(
    "survival",
    Words("How long customers stay", "客户保持时间"),
    Words("one row per scope, dimension and member, managers aside", "每范围每维度每成员一行(不含客户经理)"),
    (
        code("dimension", "dimension", "维度", DIMENSIONS),
        text("member", "member of the dimension", "维度成员", required=False),
        integer("customers", "customers watched", "观察客户数"),
        integer("departed", "departures seen", "观察到的流失"),
        number("kept_years", "mean years kept within the horizon", "平均保持年数(限定期内)", required=False),
        number("kept_low", "lower bound of 95 %", "95%下限", required=False),
        number("kept_high", "upper bound of 95 %", "95%上限", required=False),
        integer("median_months", "months until half are gone", "半数流失所需月数", required=False),
        share("borrowed_rate", "share of ages that stand on the bank's hazard", "借用全行流失率的账龄占比"),
        code("differs", "against the bank", "与全行相比", DIFFERS),
        document("curve", "share kept after each month from 0: [1, …]", "各月保持率"),
    ),
)  # fmt: skip

COHORTS = insight(
    "cohorts",
    Words("Cohorts kept", "各期客户保持"),
    Words(
        "one row per scope and half-year of opening, managers aside; closings only", "每范围每开户半年一行，仅计销户"
    ),
    (
        text("cohort", "half-year of opening", "开户半年"),
        integer("customers", "customers watched", "观察客户数"),
        document("kept", "[[months watched, customers, kept], …]", "[[观察月数，客户数，保持数], …]"),
    ),
)

MOVEMENTS = insight(
    "movements",
    Words("Movement over levels and tiers", "等级与层级迁移"),
    Words("one row per scope, kind of standing and where customers stood a year ago", "每范围每种等级每一年前位置一行"),
    (
        code("standing", "level or tier", "等级或层级", STANDINGS),
        text("before", "a year ago (empty for those who came since)", "一年前(其后新增为空)", required=False),
        document("now", "now: {code: customers}; gone for the departed", "现在：{代码：客户数},gone 为流失"),
        integer("customers", "customers", "客户数"),
    ),
)  # fmt: skip

BINDING = insight(
    "binding",
    Words("Barriers against mood", "转换壁垒与服务感受"),
    Words("one row per scope and bond", "每范围每壁垒档一行"),
    (
        code("bound", "how firmly bound", "壁垒档", BOUND),
        *(integer(f"{m}_customers", f"customers: {en}", f"客户数：{zh}") for m, (en, zh) in MOODS.items()),
        *(money(f"{m}_profit", f"profit, 12 months: {en}", f"近12月利润：{zh}") for m, (en, zh) in MOODS.items()),
    ),
)

BARRIER_KINDS = insight(
    "barrier_kinds",
    Words("Switching barriers", "转换壁垒清单"),
    Words("one row per scope and barrier, managers aside", "每范围每种壁垒一行(不含客户经理)"),
    (
        code("barrier", "barrier", "壁垒", BARRIERS),
        integer("customers", "customers who have it now", "现有客户数"),
        integer("had", "customers who had it a year ago", "一年前有此壁垒"),
        integer("had_left", "of them departed", "其中流失"),
        integer("had_not", "customers who had it not", "一年前无此壁垒"),
        integer("had_not_left", "of them departed", "其中流失"),
        code("differs", "those with it against those without", "有与无相比", DIFFERS),
    ),
)

RETENTION_WORTH = insight(
    "retention_worth",
    Words("What one point of retention is worth", "一个百分点保持率的价值"),
    Words("one row per scope", "每范围一行"),
    (
        integer("customers", "customers a year ago", "一年前客户数"),
        number("point", "customers in one point", "一个百分点的客户数"),
        share("loss_rate", "loss rate", "流失率", required=False),
        number("years", "years a kept customer stays on average", "留住后平均再留年数", required=False),
        money("margin", "profit a year of a customer who left", "流失客户户均年利润", required=False),
        money("profit_year", "profit kept in the first year", "首年留住的利润", required=False),
        money("profit_life", "profit kept over the years", "全期留住的利润", required=False),
        money("winning", "cost of winning as many anew", "同等数量新客户的获致成本", required=False),
        number("wallet", "families more than newer customers hold", "三年以上客户多持有的产品类数", required=False),
        money("serving", "cost to serve less a year than newer ones", "较新客户每年少花的服务成本", required=False),
        number("referrals", "customers a year who came by referral, per 100", "每百户每年推荐来的客户", required=False),
        integer("departed", "departed in the year", "本年流失"),
    ),
)  # fmt: skip

LOYALTY = (
    LOSS_MONTHS,
    LOSS_RATES,
    PRICE_MOVES,
    LOSS_DESTINATIONS,
    SURVIVAL,
    COHORTS,
    MOVEMENTS,
    BINDING,
    BARRIER_KINDS,
    RETENTION_WORTH,
)
