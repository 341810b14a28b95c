"""Figures of a customer (客户指标): every figure of a customer is one column.

``12m`` = the twelve complete months up to the as-of day, ``prior`` = the twelve before those.
"""

from guanxi.contracts.columns import code, day, integer, money, moneys, number, share, text
from guanxi.contracts.customers import KINDS
from guanxi.contracts.figures.codes import DEPARTURES, GRADES, STEPS, TIERS
from guanxi.contracts.figures.lifetime import LIFETIME
from guanxi.contracts.figures.loyalty import MOODS
from guanxi.contracts.figures.usage import USAGE
from guanxi.contracts.figures.wallet import WALLET
from guanxi.contracts.lines import LINES
from guanxi.contracts.movements import CHANNELS
from guanxi.contracts.shape import Column, Contract
from guanxi.kit.words import Words


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
        money("overhead_cost_12m", "Upkeep and overhead, 12 months", "近12月维护与间接费用"),
        money("profit_direct_12m", "Profit after direct cost, 12 months", "近12月利润(直接成本)"),
        money("profit_full_12m", "Profit after full cost, 12 months", "近12月利润(完全成本)"),
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
        integer(
            "level_before", "Product relation level a year ago", "一年前的产品关系等级", required=False, low=1, high=5
        ),
        text("barriers", "Switching barriers, separated by spaces", "转换壁垒", required=False),
        integer("barrier_count", "Switching barriers, number", "转换壁垒数"),
        code("mood", "What is known of how the service is felt", "服务感受", MOODS),
        *WALLET,
        *LIFETIME,
        *USAGE,
    ),
)
