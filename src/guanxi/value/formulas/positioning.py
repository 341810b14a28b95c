"""Positioning, share over time and market in words (市场定位口径)."""

from guanxi.value.formulas.formula import Formula, formula

_HERE = (
    "Customers of the scope who are here and have not departed; 60 segments of each cut, the largest wallets first.",
    "范围内在册且未流失的客户；每种划分取钱包最大的60个客群。",
)
_MARKET = (
    "As the bank delivered it: the latest year of each family, by region and section of the industry. Nothing is said "
    "where nothing was delivered.",
    "以本行提供的数据为准：按地区与行业门类，各产品取最近年份；未提供时不作说明。",
)
_TREND = (
    "Shares of past months use today's wallet carried back at the growth of the market.",
    "往月份额以当前钱包按市场增速回推计算。",
)
_HOLDINGS = "balances accounts products"


def _of(en: str, zh: str, inputs: str = "", contracts: str = "customers", assumptions: str = "") -> Formula:
    return formula(en, zh, inputs=inputs, contracts=contracts, assumptions=assumptions, convention=_HERE)


def _market(en: str, zh: str, inputs: str = "") -> Formula:
    return formula(en, zh, inputs=inputs, contracts="market", convention=_MARKET)


SEGMENTS: dict[str, Formula] = {
    "cut": _of("One row.", "单行。"),
    "kind": _of("The kind of customer of the segment.", "客群的客户类型。"),
    "region": _of(
        "The customer's region, else that of the unit; only in the cut by region and industry.",
        "客户地区，缺失时取所属机构地区；仅用于按地区与行业划分。",
        contracts="customers units",
    ),
    "industry": _of(
        "First letter of the industry code; only in the cut by region and industry.",
        "行业代码首字母（门类）；仅用于按地区与行业划分。",
    ),
    "size": _of("The size of the customer; only in the cut by kind and size.", "客户规模；仅用于按类型与规模划分。"),
    "customers": _of("Customers of the segment.", "客群客户数。"),
    "own_amount": _of("Σ balances with us, of families with balances.", "Σ 本行余额（有余额的产品）。", "", _HOLDINGS),
    "wallet_amount": _of(
        "Σ wallet of the customers: own holding and what evidence or peers tell of other banks.",
        "Σ 客户钱包：本行持有及证据或同类客户显示的他行持有。",
        "own_amount",
        f"wallet_evidence {_HOLDINGS}",
        "standing.peer_quantile standing.least_peers standing.evidence_months",
    ),
    "customer_share": _of(
        "Σ own × margin rate ÷ Σ wallet × margin rate.",
        "Σ 本行持有 × 利差率 ÷ Σ 钱包 × 利差率。",
        "own_amount wallet_amount customers",
        f"wallet_evidence {_HOLDINGS}",
    ),
    "share_before": formula(
        "The same of the month a year ago: own balances of then ÷ today's wallet carried back at the growth of the "
        "market.",
        "一年前同月口径：当时本行业务价值 ÷ 按市场增速回推的当前钱包价值。",
        inputs="customer_share market_growth",
        contracts="balances market",
        assumptions="wallet.growth_default wallet.growth_most",
        convention=_TREND,
    ),
    "revenue_12m": _of("Σ revenue of twelve months.", "近12个月收入合计。", "", _HOLDINGS),
    "cost_12m": _of(
        "Σ cost to serve + relationship cost of twelve months.",
        "近12个月服务成本与关系成本合计。",
        contracts="events visits staff",
        assumptions="serving.minutes relationship.meeting_channels",
    ),
    "open_value": _of(
        "Σ (wallet − own) × margin rate: revenue of a year at other banks; never below 0.",
        "Σ(钱包 − 本行持有)× 利差率：一年中仍在他行的收入；不低于0。",
        "wallet_amount own_amount customer_share revenue_12m cost_12m",
        f"wallet_evidence {_HOLDINGS}",
    ),
    "market_size": _market(
        "Σ size of the families delivered.", "Σ 所提供各产品的市场规模。", "market_year market_source"
    ),
    "market_growth": _market(
        "Growth of the families, weighted by their size.", "各产品市场增速按规模加权。", "market_size market_year"
    ),
    "market_share": formula(
        "Σ balances with us of the families measured ÷ size of the market.",
        "Σ 已测算产品的本行余额 ÷ 市场规模。",
        inputs="market_size market_growth market_year market_source own_amount",
        contracts="market balances accounts products",
        convention=(
            "Below the bank it is the part of the market that the customers of this scope make up.",
            "全行以下范围：该范围客户占市场的比例。",
        ),
    ),
    "market_year": _market("The latest year delivered.", "所提供的最近年份。"),
    "market_source": _market("The source that came with the figures.", "随数据注明的来源。"),
    "competitors": _market(
        "The three with the largest Σ size × share ÷ Σ size of the families they are told of.",
        "Σ 规模 × 份额 ÷ Σ 规模，取最大的三家。",
        "market_size market_year market_source",
    ),
}
SHARES: dict[str, Formula] = {
    "customer_share": _of(
        "Σ own × margin rate ÷ Σ wallet × margin rate of all customers of the scope.",
        "范围内全部客户：Σ 本行持有 × 利差率 ÷ Σ 钱包 × 利差率。",
        "customers",
        f"wallet_evidence {_HOLDINGS}",
        "standing.peer_quantile standing.least_peers standing.evidence_months",
    ),
    "share_months": formula(
        "Σ value of own balances of each month ÷ Σ today's wallet carried back at the growth of the market.",
        "Σ 各月本行业务价值 ÷ Σ 按市场增速回推的当前钱包价值。",
        inputs="customer_share customers",
        contracts="balances market",
        assumptions="wallet.growth_default wallet.growth_most",
        convention=_TREND,
    ),
    "share_ahead": formula(
        "Share now + slope of the straight line through 24 months × Σ damping^k, k = 1 to 12; within 0–1.",
        "当前份额 + 24个月直线斜率 × Σ 衰减^k（k = 1 至 12）；限于0–1。",
        inputs="customer_share share_ahead_low share_ahead_high customers",
        assumptions="wallet.trend_damping wallet.trend_band",
        convention=_TREND,
    ),
    **{
        f"share_ahead_{name}": formula(
            f"Projection {sign} band × standard deviation of the months around the line, widened for the way ahead.",
            f"预测值 {sign} 带宽 × 各月围绕趋势线的标准差（按预测期放大）。",
            inputs="share_ahead customer_share",
            assumptions="wallet.trend_band",
            convention=_TREND,
        )
        for name, sign in (("low", "−"), ("high", "+"))
    },
    "customers": _of("Customers of the scope.", "范围内客户数。"),
}
ALL: dict[str, Formula] = {
    **{f"positioning.{name}": one for name, one in SEGMENTS.items()},
    **{f"share_trend.{name}": one for name, one in SHARES.items()},
}
