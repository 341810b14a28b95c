"""Specifications of what changed and whom it counts for (变动与归属的规格): bridge, treasury, moves, groups."""

from datetime import date

import ibis.expr.types as ir

from guanxi.contracts.figures.bridge import CAUSES
from guanxi.contracts.lines import LINES
from guanxi.kit.words import Words
from guanxi.value.assumptions import Assumptions
from guanxi.value.measures import bridge, groups, moves, scopes, treasury
from guanxi.value.specs.spec import AS_OF, Small, Spec, Tables

LAST = "2025-12"
ABOVE = (("U1", "U0"), ("U0", None))


def _step(t: Tables, a: Assumptions) -> ir.Table:
    """Return the last of the 23 steps of the bank, November to December."""
    rows, above = t["months"], scopes.ancestors(ABOVE)
    months = [rows.filter(rows.month == number).drop("month") for number in range(bridge.MONTHS)]
    steps = bridge.steps(bridge.cells(months, t["facts"], LAST), above, LAST)
    return steps.filter((steps.scope == "bank") & (steps.step == bridge.MONTHS - 1))


BRIDGE = Spec(
    "bridge",
    Words("Profit bridge", "利润桥"),
    Words(
        "What moved profit from one month to the next; the causes add up to the change. Customers in their first "
        "twelve months move `new`, those in the twelve months up to their departure `departed`, by all their "
        "profit changed. For the others: days = margin × days ÷ days before − margin; volume = change of average "
        "balance × mean of both margin rates; rate = the rest of the change of margin; fees and charges by their "
        "change; a margin without a balance is `other`. November (month 22, 30 days) to December (month 23, 31 days): "
        "3 000 + 100 for the day make 0.31 % of 1 000 000; 4 650 make 0.3875 % of 1 200 000; "
        "volume = 200 000 × 0.34875 % = 697.50.",
        "相邻两月利润变动的原因，各项之和等于变动额。开户十二个月内的客户全部变动计入 `new`，流失前十二个月内的计入 "
        "`departed`。其余客户：天数 = 利差 × 本月天数 ÷ 上月天数 − 利差；规模 = 日均变动 × 前后利差率均值；"
        "利差率 = 利差变动的余额；手续费与成本按变动额；没有余额的利差计入 `other`。本例 11 月(第 22 月，30 天)至 "
        "12 月(第 23 月，31 天)：3 000 加一天的 100 为 1 000 000 的 0.31 %；4 650 为 1 200 000 的 0.3875 %；"
        "规模 = 200 000 × 0.34875 % = 697.50。",
    ),
    {
        "facts": Small(
            "customer_id: string, opened_on: date, departed_on: date",
            [
                ("C1", date(2010, 1, 1), None),
                ("C2", date(2025, 3, 1), None),
                ("C3", date(2010, 1, 1), date(2025, 12, 20)),
                ("C4", date(2010, 1, 1), None),
            ],
        ),
        "months": Small(
            "month: int64, customer_id: string, deposit_margin: int64, deposit_average: int64, loan_margin: int64, "
            "fees: int64, serve_cost: int64, expected_loss: int64",
            [
                (22, "C1", 3_000_00, 1_000_000_00, 0, 500_00, 200_00, 50_00),
                (23, "C1", 4_650_00, 1_200_000_00, 0, 700_00, 260_00, 20_00),
                (22, "C2", 0, 0, 0, 100_00, 0, 0),
                (23, "C2", 0, 0, 0, 400_00, 0, 0),
                (22, "C3", 0, 0, 0, 900_00, 0, 0),
                (23, "C4", 0, 0, 70_00, 0, 0, 0),
            ],
        ),
    },
    _step,
    Small(
        ", ".join(f"{cause}: int64" for cause in CAUSES),
        [(300_00, -900_00, 697_50, 852_50, 0, 0, 200_00, -60_00, 0, 30_00, 100_00, 70_00)],
    ),
    {},
    {
        "facts": {"unit_id": "string", "owner_id": "string"},
        "months": dict.fromkeys((*LINES, "deposit_average", "loan_average"), "int64"),
    },
)

TREASURY = Spec(
    "treasury",
    Words("Treasury line", "资金部门损益"),
    Words(
        "By scope, month and currency: margin of customers + treasury = net interest income, newest month first. "
        "1 000 000 lent at 5.76 % and as much deposited at 0.50 %: against 3.50 % on both sides customers make "
        "52 600 and the treasury nothing; credit the deposit at 1.20 % only, and the treasury makes 23 000 of the "
        "same 52 600.",
        "按范围、月份与币种：客户利差 + 司库 = 净利息收入，最近月份在前。贷出 1 000 000 利率 5.76 %，同额存款利率 "
        "0.50 %：两侧均按 3.50 % 转移时客户利差为 52 600，司库为零；存款只按 1.20 % 计价时，司库得 52 600 中的 23 "
        "000。",
    ),
    {
        "months": Small(
            "unit_id: string, period: string, currency: string, margin: int64, treasury: int64, "
            "interest_received: int64, interest_paid: int64",
            [
                ("U1", LAST, "CNY", 52_600_00, 0, 57_600_00, 5_000_00),
                ("U1", LAST, "USD", 29_600_00, 23_000_00, 57_600_00, 5_000_00),
                ("U0", LAST, "CNY", -10_00, 30_00, 20_00, 0),
                ("U1", "2025-11", "CNY", 0, 0, 0, 0),
            ],
        )
    },
    lambda t, a: treasury.treasury(t["months"], scopes.ancestors(ABOVE)).filter(lambda r: r.scope_id.isin(["", "U1"])),
    Small(
        "scope: string, scope_id: string, place: int64, period: string, currency: string, margin: int64, "
        "treasury: int64, net_interest: int64",
        [
            ("bank", "", 1, LAST, "CNY", 52_590_00, 30_00, 52_620_00),
            ("bank", "", 2, LAST, "USD", 29_600_00, 23_000_00, 52_600_00),
            ("bank", "", 3, "2025-11", "CNY", 0, 0, 0),
            ("unit", "U1", 1, LAST, "CNY", 52_600_00, 0, 52_600_00),
            ("unit", "U1", 2, LAST, "USD", 29_600_00, 23_000_00, 52_600_00),
            ("unit", "U1", 3, "2025-11", "CNY", 0, 0, 0),
        ],
    ),
)

MOVES = Spec(
    "moves",
    Words("Moves of level, grade and tier", "等级与层级变动"),
    Words(
        "The standing of this month against the one kept of the month before. Who has no standing of then, or of "
        "whom one part was not known, has not moved.",
        "本月等级与上月所存等级相比。上月没有等级、或某项未知的客户，不视为变动。",
    ),
    {
        "standing": Small(
            "customer_id: string, level: int64, grade: string, tier: string",
            [("C1", 3, "full", "mid"), ("C2", 2, "general", "small"), ("C3", 1, "unique", "small")],
        ),
        "before": Small(
            "customer_id: string, level: int64, grade: string, tier: string",
            [("C1", 2, "priority", "mid"), ("C3", 1, "unique", None), ("C4", 5, "full", "world")],
        ),
    },
    lambda t, a: moves.moves(t["standing"], t["before"]),
    Small(
        "customer_id: string, what: string, before: string, after: string",
        [("C1", "grade", "priority", "full"), ("C1", "level", "2", "3")],
    ),
)

_BELONGING = {
    "links": Small(
        "from_id: string, to_id: string, kind: string, share: float64, to_on: date",
        [
            ("A", "B", "controls", None, None),
            ("C", "D", "owns", 0.5, None),
            ("P", "Q", "family", None, None),
            ("P", "B", "owns", 0.3, None),
            ("A", "G", "owns", 0.4, None),
            ("C", "G", "owns", 0.4, None),
            ("P", "G", "owns", 0.4, None),
            ("A", "E", "controls", None, date(2020, 1, 1)),
            ("A", "H", "supplies", None, None),
        ],
    ),
    "figures": Small(
        "customer_id: string, profit_12m: int64",
        [
            ("A", 0), ("B", 100_01), ("C", 10_00), ("D", -4_00), ("E", 500_00),
            ("G", 100_00), ("H", 700_00), ("P", 0), ("Q", 0),
        ],
    ),
}  # fmt: skip
_SILENT = {
    "links": {"from_on": "date"},
    "figures": dict.fromkeys((*groups.AMOUNTS, "deposit_average", "loan_average"), "int64"),
}


def _members(t: Tables, a: Assumptions) -> ir.Table:
    return groups.members(groups.stretches(t.ask, t["links"], AS_OF, a), t["figures"])


GROUPS = Spec(
    "groups",
    Words("Groups and households", "集团与家庭"),
    Words(
        "Who is controlled, owned by the share of control or more, or family, hangs together, by links in force; the "
        "head nobody in it owns names the group. Its profit: all of its members' own parts and its stakes in others "
        "(see the parts of a group). Customers outside any group stand in none.",
        "受控制、被持有达到控制比例或为家庭成员者归为一体，只看有效关系；集团以其中不被他人持有的首位命名。"
        "集团利润为成员自有部分与对外持股部分之和(见集团构成)。不属任何集团的客户不列入。",
    ),
    _BELONGING,
    lambda t, a: groups.groups(_members(t, a)),
    Small(
        "group_id: string, members: int64, parts: int64, profit_12m: int64",
        [("A", 2, 3, 103_34), ("C", 2, 3, 39_34), ("P", 2, 4, 63_33)],
    ),
    {"groups.control_share": 0.5},
    _SILENT,
)

GROUP_PARTS = Spec(
    "group_parts",
    Words("Parts of a group", "集团构成"),
    Words(
        "A customer's profit counts for the groups of its owners: a stake from outside by its share, the rest for "
        "the own group. Stakes above one in all are scaled down; parts lie end to end and are cut at whole minor "
        "units, so that none is lost: 33.33 + 33.34 + 33.33 = 100.00.",
        "客户利润按所有权计入各集团：集团外持股按比例，其余归本集团。持股合计超过一时按比例缩减；"
        "各部分首尾相接并取整到分，一分不差：33.33 + 33.34 + 33.33 = 100.00。",
    ),
    _BELONGING,
    _members,
    Small(
        "group_id: string, customer_id: string, is_member: int64, share_rate: float64, profit_12m: int64",
        [
            ("A", "A", 1, 1.0, 0),
            ("A", "B", 1, 0.7, 70_01),
            ("A", "G", 0, 0.333333, 33_33),
            ("C", "C", 1, 1.0, 10_00),
            ("C", "D", 1, 1.0, -4_00),
            ("C", "G", 0, 0.333333, 33_34),
            ("P", "B", 0, 0.3, 30_00),
            ("P", "G", 0, 0.333333, 33_33),
            ("P", "P", 1, 1.0, 0),
            ("P", "Q", 1, 1.0, 0),
        ],
    ),
    {"groups.control_share": 0.5},
    _SILENT,
)

SPECS = (BRIDGE, TREASURY, MOVES, GROUPS, GROUP_PARTS)
