"""Where we stand (市场定位): share of 24 months, positioning of segments, trial of next product."""

from guanxi.contracts.columns import code, document, flag, integer, money, number, points, share, text
from guanxi.contracts.customers import KINDS, SIZES
from guanxi.contracts.figures.insight import insight
from guanxi.kit.words import Words

CUTS = {
    "market": ("region and industry", "地区与行业"),
    "size": ("kind and size", "类型与规模"),
}
METHODS = {
    "popularity": ("popularity", "热门程度"),
    "order": ("last product opened", "最近开立产品"),
    "counts": ("counts by order of adoption", "按开立顺序计数"),
    "learner": ("learner", "机器学习"),
}
VERDICTS = {
    "learner_better": ("the learner beats the counts and is used", "机器学习优于计数，予以采用"),
    "counts_stand": ("the learner does not beat the counts: the counts are used", "机器学习未优于计数，采用计数"),
    "not_settled": ("the learner's search did not come to rest: the counts are used", "机器学习未收敛，采用计数"),
    "too_few": ("too few openings to compare: the counts are used", "开立数过少，无法比较，采用计数"),
}

SHARE_TREND = insight(
    "share_trend",
    Words("Customer share of 24 months", "24个月客户份额"),
    Words("one row per scope", "每范围一行"),
    (
        share("customer_share", "customer share now", "当前客户份额", required=False),
        points("share_months", "customer share, 24 months", "24个月客户份额"),
        share("share_ahead", "customer share in twelve months", "12个月后客户份额", required=False),
        share("share_ahead_low", "lower bound", "下限", required=False),
        share("share_ahead_high", "upper bound", "上限", required=False),
        integer("customers", "customers", "客户数"),
    ),
)
POSITIONING = insight(
    "positioning",
    Words("Positioning of segments", "客群定位"),
    Words("one row per scope, cut and segment", "每范围每维度每客群一行"),
    (
        code("cut", "how customers are divided", "划分维度", CUTS),
        code("kind", "kind of customer", "客户类型", KINDS),
        text("region", "region", "地区", required=False),
        text("industry", "section of the industry", "行业门类", required=False),
        code("size", "size", "规模", SIZES, required=False),
        integer("customers", "customers", "客户数"),
        money("own_amount", "balances with us", "本行余额"),
        money("wallet_amount", "wallet at all banks", "钱包总额"),
        share("customer_share", "customer share", "客户份额", required=False),
        share("share_before", "customer share a year before", "一年前客户份额", required=False),
        money("revenue_12m", "revenue, 12 months", "近12月收入"),
        money("cost_12m", "cost to serve and relationship cost, 12 months", "近12月服务与关系成本"),
        money("open_value", "revenue of a year still at other banks", "仍在他行的年收入"),
        money("market_size", "size of the market", "市场规模", required=False),
        number("market_growth", "growth of the market a year", "市场年增长率", required=False),
        share("market_share", "our share of the market", "本行市场份额", required=False),
        integer("market_year", "year of the market figures", "市场数据年份", required=False),
        text("market_source", "source of the market figures", "市场数据来源", required=False),
        document("competitors", "largest competitors: name and share", "主要竞争对手", required=False),
    ),
)
NEXT_TRIAL = insight(
    "next_trial",
    Words("Trial of the next product", "下一产品回测"),
    Words("one row per method, of the bank", "每方法一行，全行"),
    (
        code("method", "method", "方法", METHODS),
        integer("hits", "openings among the three named", "命中数"),
        integer("openings", "openings of the later year", "后一年开立数"),
        share("rate", "hit rate at three", "前三命中率", required=False),
        share("low", "lower bound (95 %)", "下限(95%)", required=False),
        share("high", "upper bound (95 %)", "上限(95%)", required=False),
        flag("is_used", "used in this run", "本次采用"),
        code("verdict", "verdict", "结论", VERDICTS),
        number("gain", "learner − counts, paired", "机器学习 − 计数(配对)", required=False),
        number("gain_low", "its lower bound", "其下限", required=False),
        number("gain_high", "its upper bound", "其上限", required=False),
        text("fitted_from", "fitted on openings after this day", "拟合窗口起始日"),
        text("fitted_to", "fitted on openings until this day, tried on those after", "拟合窗口截止日"),
        text("tried_to", "tried on openings until this day", "回测窗口截止日"),
        integer("fitted_customers", "customers of the fitting year", "拟合年客户数"),
        integer("fitted_openings", "openings of the fitting year", "拟合年开立数"),
    ),
)
ALL = (SHARE_TREND, POSITIONING, NEXT_TRIAL)
