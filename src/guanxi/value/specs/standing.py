"""Specifications of standings that settle and of the signs of leaving (等级确认与流失标志的规格)."""

from datetime import date

import ibis.expr.types as ir

from guanxi.kit.words import Words
from guanxi.value.assumptions import Assumptions
from guanxi.value.measures import departure, facts, grade, history
from guanxi.value.specs.spec import Small, Spec, Tables

LAST = "2025-12"

GRADE_SETTLED = Spec(
    "grade_settled",
    Words("When a service grade changes", "服务等级何时变更"),
    Words(
        "A grade changes only when two snapshots on end say the same: `due` is what the rules say now, `old_due` what "
        "they said last time. Who had no grade gets the one that is due at once.",
        "连续两次快照结论一致才变更等级：`due` 为本次规则结论，`old_due` 为上次结论。没有等级者立即取本次结论。",
    ),
    {
        "rows": Small(
            "customer_id: string, due: string, old_grade: string, old_due: string",
            [
                ("C1", "full", None, None),
                ("C2", "full", "full", "priority"),
                ("C3", "full", "general", "general"),
                ("C4", "full", "general", "full"),
                ("C5", "full", "general", "priority"),
            ],
        )
    },
    lambda t, a: t["rows"].select(
        "customer_id", grade=grade.settled(t["rows"].due, t["rows"].old_grade, t["rows"].old_due)
    ),
    Small(
        "customer_id: string, grade: string",
        [("C1", "full"), ("C2", "full"), ("C3", "general"), ("C4", "full"), ("C5", "general")],
    ),
)


def _dormant(t: Tables, a: Assumptions) -> ir.Table:
    row = t["rows"]
    silent = row.mutate(dormant_on=departure.signs(row, LAST, a)["dormant_on"])
    return silent.select("customer_id", dormant_on=facts.silent_since(silent))


DORMANT = Spec(
    "dormant",
    Words("Dormancy", "休眠"),
    Words(
        "Twelve months on end up to today without activity and with balances below the floor: the end of the month "
        "in which that was first complete. Month 11 is December 2024, month 5 June 2024. Months before a customer "
        "came are no silence; one active month, or a balance at the floor, begins the count anew.",
        "截至当前连续十二个月无活跃且余额低于下限：取首次满足的月末。第 11 月为 2024 年 12 月，第 5 月为 2024 年 6 月。"
        "开户前的月份不算静默；一个活跃月或余额达到下限，即重新计数。",
    ),
    {
        "rows": Small(
            "customer_id: string, opened_on: date, deposit_23: int64, active_05: int64, active_11: int64, "
            "active_12: int64",
            [
                ("C1", date(2015, 1, 1), 99_99, 0, 1, 0),
                ("C2", date(2015, 1, 1), 0, 1, 0, 0),
                ("C3", date(2015, 1, 1), 0, 0, 0, 1),
                ("C4", date(2015, 1, 1), 100_00, 0, 0, 0),
                ("C5", date(2015, 1, 1), 0, 0, 0, 0),
                ("C6", date(2025, 6, 15), 0, 0, 0, 0),
            ],
        )
    },
    _dormant,
    Small(
        "customer_id: string, dormant_on: date",
        [
            ("C1", date(2025, 12, 31)),
            ("C2", date(2025, 6, 30)),
            ("C3", None),
            ("C4", None),
            ("C5", date(2024, 12, 31)),
            ("C6", None),
        ],
    ),
    {"standing.departure_floor": 100_00},
    {"rows": {f"{name}_{month:02d}": "int64" for name in (*history.LISTS, "active") for month in range(24)}},
)

DEPARTED = Spec(
    "departed",
    Words("Departure by one of three signs", "按三种标志认定流失"),
    Words(
        "Closed, else dormant, else run off: the plainest sign tells what happened and when.",
        "先看销户，其次休眠，再次资金流失：以最明确的标志认定流失及日期。",
    ),
    {
        "rows": Small(
            "customer_id: string, closed_on: date, dormant_on: date, run_off_on: date",
            [
                ("C1", date(2025, 11, 5), date(2025, 6, 30), date(2025, 3, 31)),
                ("C2", None, date(2025, 6, 30), date(2025, 3, 31)),
                ("C3", None, None, date(2025, 3, 31)),
                ("C4", None, None, None),
            ],
        )
    },
    lambda t, a: t["rows"].select("customer_id", **departure.departed(t["rows"], t["rows"].closed_on)),
    Small(
        "customer_id: string, departure: string, departed_on: date",
        [
            ("C1", "closed", date(2025, 11, 5)),
            ("C2", "dormant", date(2025, 6, 30)),
            ("C3", "run_off", date(2025, 3, 31)),
            ("C4", None, None),
        ],
    ),
)

SPECS = (GRADE_SETTLED, DORMANT, DEPARTED)
