"""Specifications of share and position in the market (份额与市场定位的规格)."""

import ibis.expr.types as ir

from guanxi.contracts.products import FAMILIES
from guanxi.kit.words import Words
from guanxi.value.assumptions import Assumptions
from guanxi.value.measures import market, positioning, scopes, share_trend
from guanxi.value.specs.spec import Small, Spec, Tables

YEAR_AGO = share_trend.MONTHS - 13


def _shares(t: Tables, a: Assumptions) -> ir.Table:
    found = share_trend.months(t["rows"])
    shares = found.share_months
    return found.select(
        "customer_id", first=shares[0], year_ago=shares[YEAR_AGO], month_after=shares[YEAR_AGO + 1], now=shares[23]
    )


SHARE_TREND = Spec(
    "share_trend",
    Words("Share over 24 months", "24 个月份额"),
    Words(
        "Share of a month = own value ÷ wallet value, in hundredths of a percent. Own value = average deposits and "
        "loans × what a unit of the present mix earns, and the services in months with fees. Wallet value = today's ÷ "
        "(1 + growth of the market × years back), never below the own value. The last month is the published share; "
        "without a wallet there is no share.",
        "当月份额 = 本行价值 ÷ 钱包价值，以万分之一计。本行价值 = 日均存贷款 × 现有结构的单位收益，"
        "有手续费的月份另计服务。"
        "钱包价值 = 当前钱包 ÷(1 + 市场增长率 × 回溯年数)，且不低于本行价值。最后一月为已发布份额；"
        "没有钱包则没有份额。",
    ),
    {
        "rows": Small(
            "customer_id: string, deposits: array<int64>, deposit_unit: float64, fees: array<int64>, "
            "service_value: float64, wallet_value: float64, market_growth: float64, customer_share: float64",
            [
                ("steady", [100_000_00] * 24, 0.01, [0] * 24, 0.0, 2_000_00.0, 0.0, 0.5),
                ("market grows", [50_000_00] * 24, 0.01, [0] * 24, 0.0, 1_250_00.0, 0.25, 0.4),
                ("above the wallet", [300_000_00] * 12 + [100_000_00] * 12, 0.01, [0] * 24, 0.0, 2_000_00.0, 0.0, 0.5),
                ("services", [0] * 24, 0.01, [0] * 12 + [9_00] * 12, 100_00.0, 400_00.0, 0.0, 0.25),
                ("no wallet", [0] * 24, 0.01, [0] * 24, 0.0, 0.0, 0.0, None),
            ],
        )
    },
    _shares,
    Small(
        "customer_id: string, first: int64, year_ago: int64, month_after: int64, now: int64",
        [
            ("steady", 5000, 5000, 5000, 5000),
            # 1 250.00 ÷ (1 + 0.25 × 23/12) = 845.07 in the first month, ÷ (1 + 0.25 × 11/12) = 1 016.95 in the 13th
            ("market grows", 5917, 5000, 4917, 4000),
            ("above the wallet", 10000, 10000, 5000, 5000),
            ("services", 0, 0, 2500, 2500),
            ("no wallet", None, None, None, None),
        ],
    ),
    {},
    {"rows": {"loans": "array<int64>", "loan_unit": "float64"}},
)

SHARE_AHEAD = Spec(
    "share_ahead",
    Words("Share twelve months ahead", "未来十二个月份额"),
    Words(
        "The straight line through the 24 months, damped: share now + slope × Σ damping^k for k = 1 … 12; band: the "
        "spread of the months around the line × width × √1.5; all within 0–1. A month without a share stands at "
        "today's. Without a share today nothing is projected. Here Σ 0.9^k = 6.458134.",
        "过 24 个月的直线并加阻尼：当前份额 + 斜率 × Σ 阻尼^k，k = 1 … 12；区间为各月偏离直线的离散度 × 宽度 × √1.5；"
        "均限于 0–1。没有份额的月份按当前份额计；当前没有份额则不预测。本例 Σ 0.9^k = 6.458134。",
    ),
    {
        "rows": Small(
            "customer_id: string, share_months: array<int64>",
            [
                ("flat", [5000] * 24),
                ("rising", [1000 + 100 * month for month in range(24)]),
                ("near the top", [7700 + 100 * month for month in range(24)]),
                ("uneven", [4900] * 6 + [5100] * 12 + [4900] * 6),
                ("new", [None] * 23 + [3000]),
                ("unknown", [3000] * 23 + [None]),
            ],
        )
    },
    lambda t, a: share_trend.ahead(share_trend.lines(t["rows"]), a),
    Small(
        "customer_id: string, share_ahead: float64, share_ahead_low: float64, share_ahead_high: float64",
        [
            ("flat", 0.5, 0.5, 0.5),
            ("rising", 0.3946, 0.3946, 0.3946),
            ("near the top", 1.0, 1.0, 1.0),
            ("uneven", 0.49, 0.4743, 0.5057),
            ("new", 0.3, 0.3, 0.3),
            ("unknown", None, None, None),
        ],
    ),
    {"wallet.trend_damping": 0.9, "wallet.trend_band": 1.28},
)


def _positions(t: Tables, a: Assumptions) -> ir.Table:
    above = scopes.ancestors([("U1", None)])
    rows = positioning.positioning(t["cells"], above, t["market"], t["competitors"])
    return rows.filter(rows.scope == "bank")


POSITIONING = Spec(
    "positioning",
    Words("Positioning", "市场定位"),
    Words(
        "Segments cut by kind, region and industry beside their market, and by kind and size; the largest wallets "
        "first. Share = own value ÷ wallet value, now and a year ago; open = wallet value − own value; market share = "
        "our balances of the families the market measures ÷ its size. Without a wallet no share, without a market no "
        "market share.",
        "按类型、地区、行业划分并与市场并列，另按类型与规模划分；钱包大者在前。份额 = 本行价值 ÷ 钱包价值，"
        "现在与一年前；"
        "空间 = 钱包价值 − 本行价值；市场份额 = 本行在市场统计大类中的余额 ÷ 市场规模。没有钱包则无份额，"
        "没有市场数据则无市场份额。",
    ),
    {
        "cells": Small(
            "kind: string, region: string, industry: string, size: string, customers: int64, wallet_amount: int64, "
            "own_value: int64, wallet_value: int64, own_11: int64, wallet_11: int64, held_current: int64, "
            "held_mortgage: int64",
            [
                ("company", "north", "C", "small", 3, 1_000_00, 20_00, 100_00, 10_00, 80_00, 200_00, 100_00),
                ("company", "north", "C", "large", 1, 500_00, 30_00, 50_00, 20_00, 40_00, 100_00, 0),
                ("person", "", "", "", 2, 0, 0, 0, 0, 0, 0, 0),
            ],
        ),
        "market": Small(
            "region: string, industry: string, market_size: int64, growth: float64, in_current: int64",
            [("north", "C", 6_000_00, 0.05, 1)],
        ),
        "competitors": Small(
            "region: string, industry: string, competitors: string",
            [("north", "C", '[{"name": "Other", "rate": 0.4}]')],
        ),
    },
    _positions,
    Small(
        "cut: string, place: int64, kind: string, size: string, customers: int64, customer_share: float64, "
        "share_before: float64, open_value: int64, market_share: float64, market_growth: float64",
        [
            ("market", 0, "company", "", 4, 0.333333, 0.25, 100_00, 0.05, 0.05),
            ("market", 1, "person", "", 2, None, None, 0, None, None),
            ("size", 60, "company", "small", 3, 0.2, 0.125, 80_00, None, None),
            ("size", 61, "company", "large", 1, 0.6, 0.5, 20_00, None, None),
            ("size", 62, "person", "", 2, None, None, 0, None, None),
        ],
    ),
    {},
    {
        "cells": {"unit_id": "string", "owner_id": "string"}
        | dict.fromkeys((*positioning.SUMS, *(f"held_{f}" for f in FAMILIES)), "int64"),
        "market": {"market_year": "int64", "market_source": "string"} | {f"in_{f}": "int64" for f in FAMILIES},
    },
)


def _market(t: Tables, a: Assumptions) -> ir.Table:
    found = market.cells(market.sizes(t["market"]))
    return found.join(market.competitors(t["market"]), ["region", "industry"])


MARKET = Spec(
    "market",
    Words("Size, growth and competitors of a market", "市场规模、增长与竞争对手"),
    Words(
        "By region and section of the industry (its first letter), the latest year of each family. A size told once "
        "per competitor is taken once; growth is weighted by the sizes that know it: (4 000 × 10 % − 1 000 × 5 %) ÷ "
        "5 000. A competitor's share is its part of the sizes it is told of: (4 000 × 0.4 + 2 000 × 0.1) ÷ 6 000.",
        "按地区与行业门类(首字母)，各大类取最近年份。按竞争对手重复给出的规模只计一次；增长率按已知规模加权："
        "(4 000 × 10 % − 1 000 × 5 %) ÷ 5 000。竞争对手份额为其在已知规模中的占比：(4 000 × 0.4 + 2 000 × 0.1) ÷ 6 "
        "000。",
    ),
    {
        "market": Small(
            "region: string, industry: string, family: string, year: int64, size: int64, growth: float64, "
            "competitor: string, competitor_share: float64",
            [
                ("north", "C13", "current", 2024, 4_000_00, 0.1, "East", 0.4),
                ("north", "C13", "current", 2024, 4_000_00, 0.1, "West", 0.2),
                ("north", "c14", "current", 2024, 2_000_00, None, "East", 0.1),
                ("north", "C13", "current", 2023, 9_000_00, 0.9, "East", 0.9),
                ("north", "C13", "mortgage", 2023, 1_000_00, -0.05, "", None),
            ],
        )
    },
    _market,
    Small(
        "region: string, industry: string, market_size: int64, growth: float64, in_current: int64, "
        "in_mortgage: int64, in_card: int64, market_year: int64, competitors: string",
        [
            (
                "north", "C", 7_000_00, 0.07, 1, 1, 0, 2024,
                '[{"name": "East", "rate": 0.3}, {"name": "West", "rate": 0.2}]',
            )
        ],
    ),
    {},
    {"market": {"source": "string"}},
)  # fmt: skip

SPECS = (SHARE_TREND, SHARE_AHEAD, POSITIONING, MARKET)
