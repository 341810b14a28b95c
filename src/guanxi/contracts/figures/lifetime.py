"""Departure risk and lifetime value of a customer, and the cards of models (流失风险、终身价值、模型卡)."""

from guanxi.contracts.columns import code, document, integer, money, number, share, text
from guanxi.contracts.figures.insight import insight
from guanxi.contracts.shape import Column
from guanxi.kit.words import Words

MODELS = {"departure_3m": ("departure within three months", "三个月内流失")}
VERDICTS = {
    "converged": ("converged", "已收敛"),
    "not_converged": ("not converged", "未收敛"),
    "not_enough": ("cannot say: too few departures", "无法给出：流失户数不足"),
    "at_bound": ("a parameter stands at its bound", "参数停在边界"),
}
#: The bins of each feature of the departure risk, in words.
BINS: dict[str, tuple[tuple[str, str], ...]] = {
    "trend": (
        ("hardly any balances nine months ago", "九个月前几乎没有余额"),
        ("balances fell to less than a third", "余额降至不足三成"),
        ("balances fell by more than 30 %", "余额下降超过三成"),
        ("balances fell by 10 to 30 %", "余额下降一至三成"),
        ("balances are steady", "余额平稳"),
        ("balances grew by more than 20 %", "余额增长超过两成"),
    ),
    "latest": (
        ("hardly any deposits for three months", "此前三个月几乎没有存款"),
        ("deposits fell below 30 % of their usual height", "月末存款不足此前三个月的三成"),
        ("deposits fell to 30 to 60 % of their usual height", "月末存款为此前三个月的三至六成"),
        ("deposits fell to 60 to 85 % of their usual height", "月末存款为此前三个月的六成至八成半"),
        ("deposits are as usual", "月末存款与此前三个月相当"),
        ("deposits are higher than usual", "月末存款高于此前三个月"),
    ),
    "activity": (
        ("no activity for three months", "三个月没有业务"),
        ("active in one month of three", "三个月中仅一个月有业务"),
        ("active in two months of three", "三个月中两个月有业务"),
        ("active every month", "每月都有业务"),
    ),
    "silence": (
        ("something going on or something held in the last month", "最近一个月有业务或有余额"),
        ("silent for one to five months", "静默一至五个月"),
        ("silent for six to eight months", "静默六至八个月"),
        ("silent for nine to eleven months", "静默九至十一个月"),
        ("nothing held and nothing done in a year", "一年内既无业务也无余额"),
    ),
    "size": (
        ("balances below 1,000", "余额不足一千"),
        ("balances of 1,000 to 10,000", "余额一千至一万"),
        ("balances of 10,000 to 100,000", "余额一万至十万"),
        ("balances of 100,000 to a million", "余额十万至一百万"),
        ("balances above a million", "余额一百万以上"),
    ),
    "profit": (
        ("a loss in three months", "近三个月亏损"),
        ("no profit in three months", "近三个月无利润"),
        ("a profit in three months", "近三个月盈利"),
    ),
    "grievance": (
        ("no promise broken and no answer refused of late", "近期无承诺落空，无投诉答复未获接受"),
        ("a promise broken or an answer refused in six months", "近六个月有承诺落空或投诉答复未获接受"),
    ),
    "price": (
        ("no price moved against the customer of late", "近期无不利的价格变动"),
        ("a price moved against the customer in three months", "近三个月价格变动对客户不利"),
    ),
    "tenure": (
        ("a customer for less than a year", "开户不足一年"),
        ("a customer for one to three years", "开户一至三年"),
        ("a customer for three to seven years", "开户三至七年"),
        ("a customer for seven years or more", "开户七年以上"),
    ),
    "kind": (("a company", "企业客户"), ("a person", "个人客户")),
}

LIFETIME: tuple[Column, ...] = (
    share("departure_risk_3m", "Chance of leaving within three months", "三个月内流失概率", required=False),
    share("departure_risk_6m", "Chance of leaving within six months", "六个月内流失概率", required=False),
    document("departure_reasons", "What raises the chance of leaving most", "流失概率的主要成因", required=False),
    number("departure_hazard", "Chance of leaving within a month", "月流失概率", required=False),
    number("departure_later", "The same of the bank on average", "全行平均月流失概率", required=False),
    money("lifetime_value", "Lifetime value by survival", "终身价值(生存法)"),
    money("lifetime_low", "Lower bound of the lifetime value", "终身价值下限"),
    money("lifetime_high", "Upper bound of the lifetime value", "终身价值上限"),
    money("lifetime_closed", "Lifetime value by the closed form", "终身价值(封闭公式)"),
    number("expected_months", "Months expected to stay, of the horizon", "预期留存月数", required=False),
)

MODEL_CARDS = insight(
    "model_cards",
    Words("Model cards", "模型卡"),
    Words("one row per model and run", "每模型每次运行一行"),
    (
        code("model", "model", "模型", MODELS),
        text("window_from", "first month end counted", "数据起始月末"),
        text("window_to", "last month end counted", "数据截止月末"),
        integer("rows", "customers counted, once per month end", "计入的客户月末数"),
        integer("events", "departures counted", "计入的流失数"),
        code("verdict", "how the fit ended", "拟合结论", VERDICTS),
        document("parameters", "coefficients by feature and bin", "系数"),
        document("measures", "backtest on the later window: model and naive rule", "回测：模型与朴素规则"),
        document("tenths", "ten groups by predicted chance: n, expected, left", "按预测概率分十组"),
        text("checksum", "checksum of the counts", "计数校验码"),
    ),
)
