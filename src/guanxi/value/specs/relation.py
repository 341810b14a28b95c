"""Specifications of where a customer stands (客户定位的规格)."""

from datetime import date

import ibis
import ibis.expr.types as ir

from guanxi.contracts.products import FAMILIES
from guanxi.kit.words import Words
from guanxi.value.measures import departure, grade, history, level, potential, wallet
from guanxi.value.specs.spec import Small, Spec

LEVEL = Spec(
    "level",
    Words("Product relation level", "产品关系等级"),
    Words(
        "The highest level whose least product families, active months, signs of the main bank and customer share are "
        "all met; with what the next one lacks first, and how many units it lacks in all (of the share, tenths of the "
        "wallet). C5 has all but the share of level 5. C6's share cannot be said: it is not asked for, neither for "
        "better nor for worse.",
        "产品大类数、活跃月数、主办行标志与客户份额均达到要求的最高等级；并给出距上一级首先缺少的条件与所缺总数"
        "（份额以一成为单位）。C5 仅份额未达五级要求。C6 的份额无法得知，不作要求，既不升级也不降级。",
    ),
    {
        "rows": Small(
            "customer_id: string, family_count: int64, active_months: int64, has_payroll: int64, has_payments: int64, "
            "orders: int64, customer_share: float64",
            [
                ("C1", 0, 0, 0, 0, 0, 0.0),
                ("C2", 1, 12, 0, 0, 0, 0.1),
                ("C3", 3, 10, 1, 0, 0, 0.25),
                ("C4", 4, 12, 1, 1, 0, 0.5),
                ("C5", 4, 12, 1, 1, 0, 0.37),
                ("C6", 4, 12, 1, 1, 0, None),
            ],
        )
    },
    lambda t, a: t["rows"].select("customer_id", **level.level(t["rows"], a)),
    Small(
        "customer_id: string, level: int64, level_step: string, level_gap: int64",
        [
            ("C1", 1, "family", 2),
            ("C2", 2, "family", 1),
            ("C3", 4, "family", 7),
            ("C4", 5, "top", 0),
            ("C5", 4, "share", 2),
            ("C6", 5, "top", 0),
        ],
    ),
)

GRADE = Spec(
    "grade",
    Words("Service grade", "服务等级"),
    Words(
        "The first rule that holds, by potential tier and product families held.",
        "按潜力层级与持有产品大类，取第一条成立的规则。",
    ),
    {
        "rows": Small(
            "customer_id: string, tier: string, family_count: int64, customer_share: float64",
            [("C1", "world", 3, 0.2), ("C2", "mid", 1, 0.1), ("C3", "small", 2, None), ("C4", "small", 1, None)],
        )
    },
    lambda t, a: t["rows"].select("customer_id", grade=grade.by_rules(t["rows"], a)),
    Small(
        "customer_id: string, grade: string",
        [("C1", "full"), ("C2", "priority"), ("C3", "general"), ("C4", "unique")],
    ),
)  # fmt: skip

TIER = Spec(
    "tier",
    Words("Potential tier", "潜力层级"),
    Words(
        "The band in which the potential of a year falls, by kind of customer; the lower edge belongs to the band.",
        "按客户类型，一年潜在业务总值所在的区间；下限属于该区间。",
    ),
    {
        "rows": Small(
            "customer_id: string, kind: string, potential_12m: int64",
            [("C1", "company", 30_000_000_00), ("C2", "company", 29_999_999_99),
             ("P1", "person", 10_000_00), ("P2", "person", 0)],
        )
    },
    lambda t, a: t["rows"].select("customer_id", tier=potential.tier(t["rows"], a)),
    Small("customer_id: string, tier: string", [("C1", "world"), ("C2", "blue_chip"), ("P1", "mid"), ("P2", "small")]),
)  # fmt: skip


def _told(outside: ir.Table) -> ir.Table:
    """Add the columns of evidence that the example leaves empty."""
    names = [f"{kind}_{family}" for kind in ("outside", "total", "flow") for family in FAMILIES]
    return outside.mutate(**{name: ibis.null("int64") for name in names if name not in outside.columns})


WALLET = Spec(
    "wallet",
    Words("Wallet", "钱包"),
    Words(
        "Own holding and what evidence tells of other banks, where there is some; else the quantile of "
        "peers in the "
        "finest cell with enough members, never below the own holding.",
        "有证据时为本行持有与他行证据之和；否则取成员足够的最细同类单元的分位数，且不低于本行持有。",
    ),
    {
        "facts": Small(
            "customer_id: string, kind: string, axis_industry: string, axis_size: string, axis_region: string, "
            "here: boolean, own_current: int64",
            [
                ("N1", "company", "C", "small", "north", True, 0),
                ("N2", "company", "C", "small", "north", True, 10_00),
                ("N3", "company", "C", "small", "north", True, 90_00),
                ("S1", "company", "C", "small", "south", True, 50_00),
            ],
        ),
        "outside": Small("customer_id: string, outside_current: int64", [("N1", 11_00)]),
    },
    lambda t, a: wallet.wallets(
        t["facts"], {keys: wallet.peers(t["facts"], keys, a) for keys in wallet.CELLS}, _told(t["outside"])
    ),
    Small("customer_id: string, wallet_current: int64", [("N1", 11_00), ("N2", 10_00), ("N3", 90_00), ("S1", 50_00)]),
    {"standing.least_peers": 3, "standing.peer_quantile": 0.5},
    {"facts": {f"own_{family}": "int64" for family in FAMILIES}},
)  # fmt: skip

_DEPOSITS = [f"deposit_{i:02d}" for i in range(24)]
DEPARTURE = Spec(
    "departure",
    Words("Run-off", "资金流失"),
    Words(
        "Within three months average deposits fell by seven tenths of the average of the twelve months before, "
        "and have not "
        "come back: the end of the month in which that was first complete.",
        "三个月内日均存款下降达前十二个月均值的七成且未回升：取首次满足的月末。",
    ),
    {
        "rows": Small(
            "customer_id: string, " + ", ".join(f"{name}: int64" for name in _DEPOSITS),
            [
                ("gone", *[100_000_00] * 20, 60_000_00, 30_000_00, 20_000_00, 20_000_00),
                ("back", *[100_000_00] * 20, 60_000_00, 30_000_00, 20_000_00, 80_000_00),
            ],
        )
    },
    lambda t, a: t["rows"].select("customer_id", **departure.signs(t["rows"], "2025-12", a)),
    Small("customer_id: string, run_off_on: date", [("gone", date(2025, 10, 31)), ("back", None)]),
    {},
    {"rows": {f"{name}_{i:02d}": "int64" for name in (*history.LISTS, "active") for i in range(24)}},
)

_RATES = {family: {"current": 0.02, "mortgage": 0.01}.get(family, 0.0) for family in FAMILIES}
SHARE = Spec(
    "share",
    Words("Customer share", "客户份额"),
    Words(
        "Σ own holding × margin rate ÷ Σ wallet × margin rate: a family counts by what it earns. Here the "
        "margin rate of current "
        "accounts is 2 %, of mortgages 1 %.",
        "Σ 本行持有 × 利差率 ÷ Σ 钱包 × 利差率：各产品按其收益计。本例活期利差率为 2 %，住房按揭为 1 %。",
    ),
    {
        "rows": Small(
            "customer_id: string, own_current: int64, wallet_current: int64, own_mortgage: int64, "
            "wallet_mortgage: int64",
            [("C1", 50_00, 100_00, 0, 200_00), ("C2", 0, 0, 0, 0)],
        )
    },
    lambda t, a: t["rows"].select(
        "customer_id", **wallet.share(t["rows"], {name: ibis.literal(rate) for name, rate in _RATES.items()})
    ),
    Small(
        "customer_id: string, wallet_amount: int64, customer_share: float64", [("C1", 300_00, 0.25), ("C2", 0, None)]
    ),
    {},
    {"rows": {f"{kind}_{family}": "int64" for kind in ("own", "wallet") for family in FAMILIES}},
)

SPECS = (LEVEL, GRADE, TIER, WALLET, SHARE, DEPARTURE)
