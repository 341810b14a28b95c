"""Figures of the bank, its units and managers (全行、机构与客户经理指标)."""

from guanxi.contracts.columns import code, document, integer, money, moneys, number, period, share, text
from guanxi.contracts.figures.codes import SCOPES
from guanxi.contracts.shape import Contract
from guanxi.kit.words import Words

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
        share("gini_rate", "Gini coefficient of positive profit", "正利润基尼系数", required=False),
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
            "百分位分段(供刷选)：客户数、末位全行排名、利润及各项构成",
        ),
    ),
)

ACQUISITION = Contract(
    "acquisition",
    Words("Cost of winning", "客户获致成本"),
    Words("one row per dimension and member", "每维度每成员一行"),
    ("dimension", "member"),
    (
        text("dimension", "bank, unit, segment or source", "维度：全行、机构、客群、来源"),
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
