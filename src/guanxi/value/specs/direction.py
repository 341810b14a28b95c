"""Specifications of profit with a few and of the direction of the five signs (利润集中与信号方向的规格)."""

import ibis
import ibis.expr.types as ir

from guanxi.contracts.figures.signs import SIGN_LINES
from guanxi.kit.words import Words
from guanxi.value import money
from guanxi.value.assumptions import Assumptions
from guanxi.value.measures import concentration, scopes, signs
from guanxi.value.measures.signs import few
from guanxi.value.specs.spec import Small, Spec, Tables


def _months(t: Tables, a: Assumptions) -> ir.Table:
    rows, people = t["months"], t["people"]
    months = [rows.filter(rows.month == number).drop("month") for number in (0, 1)]
    steps = few.steps(months, t["customers"])
    found = few.shares(steps, scopes.ancestors([("U1", None)]), people)
    return found.filter(found.scope == "bank").mutate(rate=money.ratio(found.num, found.den))


FEW = Spec(
    "profit_with_few",
    Words("Profit with a few, by month", "利润集中度逐月"),
    Words(
        "Of the sum of a month's profits above zero: the part of the best 1 % and 20 % of the customers of the month "
        "and of the ten best. With ten customers 1 % is a tenth of the best one. A month in which nobody made a "
        "profit has no row.",
        "当月正利润合计中，当月客户前 1 %、前 20 % 与前十户所占部分。十户客户时前 1 % 为最好一户的十分之一。"
        "无人盈利的月份没有行。",
    ),
    {
        "customers": Small("customer_id: string", [(f"C{n}",) for n in range(1, 7)]),
        "months": Small(
            "month: int64, customer_id: string, fees: int64, expected_loss: int64",
            [
                (0, "C1", 60_00, 0), (0, "C2", 20_00, 0), (0, "C3", 12_00, 2_00), (0, "C4", 6_00, 0),
                (0, "C5", 4_00, 0), (0, "C6", 0, 50_00), (1, "C6", 0, 50_00),
            ],
        ),
        "people": Small(
            "scope: string, scope_id: string, month: int64, customers: int64",
            [("bank", "", 0, 10), ("bank", "", 1, 10)],
        ),
    },
    _months,
    Small(
        "line: string, month: int64, num: int64, den: int64, rate: float64",
        [
            ("top1", 0, 6_00, 100_00, 0.06), ("top10", 0, 100_00, 100_00, 1.0), ("top20", 0, 80_00, 100_00, 0.8),
        ],
    ),
    {},
    {"customers": {"unit_id": "string"}, "months": dict.fromkeys(
        ("deposit_margin", "loan_margin", "serve_cost", "relationship_cost"), "int64"
    )},
)  # fmt: skip

_SHOWN = ("walk_in_risk", "sought_risk", "outbound", "inbound", "still_count", "win_contacts", "top20")


def _five(t: Tables, a: Assumptions) -> ir.Table:
    bank = {"scope": ibis.literal("bank"), "scope_id": ibis.literal("")}
    t = Tables({name: table.mutate(**bank) for name, table in t.items()}, t.ask)
    known = {line: list(range(24)) for line in SIGN_LINES} | {"still_count": list(range(1, 21))}
    spread = t["counts"].select("scope", "scope_id", "line", "month", "num", "den")
    nobody = spread.filter(spread.line == "nothing")
    cells = signs.laid_out(spread, nobody, signs.people(spread), known)
    ranked, prior = (concentration.ranked(t[name]) for name in ("profits", "profits_before"))
    found = signs.five_signs(cells, t["behind"], ranked, prior, a)
    return found.filter(found.line.isin(_SHOWN))


FIVE_SIGNS = Spec(
    "five_signs",
    Words("The five signs and their direction", "五个信号及其方向"),
    Words(
        "Now = Σ num ÷ Σ den of the last twelve months known, before = the same of the months before them; of a sum "
        "its mean a month; contacts per hundred customers a month; the last sign from the profits of both years. It "
        "rises or falls beyond the steady band, only where both rest on enough cases; without cases it cannot be "
        "said. Here 200 customers all along; what lay still is known for the months 1 … 20.",
        "现在 = 可知的近十二个月 Σ 分子 ÷ Σ 分母，以前 = 此前各月同样计算；合计类取每月平均；联系按每百户每月；"
        "最后一个信号取两年利润。超出持平幅度为上升或下降，且两期样本均须足够；没有样本则无法判断。"
        "本例始终 200 户；沉睡存款可知月份为 1 … 20。",
    ),
    {
        "counts": Small(
            "line: string, month: int64, num: int64, den: int64",
            [
                ("people", 0, 200, 0),
                ("walk_in_risk", 5, 4, 40), ("walk_in_risk", 18, 12, 40),
                ("sought_risk", 5, 2, 10), ("sought_risk", 18, 1, 40),
                ("outbound", 5, 36, 0), ("outbound", 18, 24, 0), ("inbound", 5, 24, 0), ("inbound", 18, 24, 0),
                ("still_count", 3, 24, 24), ("still_count", 9, 24, 24), ("still_count", 22, 900, 900),
            ],
        ),
        "profits": Small(
            "place: int64, profit: int64", list(enumerate((60_00, 10_00, 10_00, 10_00, 10_00), 1))
        ),
        "profits_before": Small(
            "place: int64, profit: int64", list(enumerate((40_00, 20_00, 20_00, 20_00, -5_00), 1))
        ),
        "behind": Small("line: string, customers: string", [("walk_in_risk", '[["C1", 12]]')]),
    },
    _five,
    Small(
        "line: string, now: float64, before: float64, basis: int64, direction: string, customers: string",
        [
            ("walk_in_risk", 0.3, 0.1, 40, "rise", '[["C1", 12]]'),
            ("sought_risk", 0.025, 0.2, 40, "few", "[]"),
            ("outbound", 1.0, 1.5, 2400, "fall", "[]"),
            ("inbound", 1.0, 1.0, 2400, "steady", "[]"),
            ("still_count", 2.0, 3.0, 24, "fall", "[]"),
            ("win_contacts", None, None, 0, "unknown", "[]"),
            ("top20", 0.6, 0.4, 5, "rise", "[]"),
        ],
    ),
    {"signs.least": 20, "signs.steady": 0.05},
)  # fmt: skip

SPECS = (FEW, FIVE_SIGNS)
