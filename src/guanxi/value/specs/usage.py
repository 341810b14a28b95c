"""Specifications of products that are used, not held (使用型产品的规格)."""

from typing import Any

import ibis.expr.types as ir

from guanxi.kit.words import Words
from guanxi.value.assumptions import Assumptions
from guanxi.value.measures import usage, usage_models
from guanxi.value.specs.spec import Small, Spec, Tables

LAST = "2025-12"
#: The twelve months that are judged; those before are fitted.
LATER = "2025-01"


def _history(t: Tables, a: Assumptions) -> ir.Table:
    """Return the history of use with its number taken apart."""
    rows = t["months"]
    known = ("2024-01", "2024-03", "2024-07", "2025-05", "2025-12")
    kept = rows.select("customer_id", "period", **usage.of_month(rows, known))
    halves = {"12m": kept.period >= LATER, "prior": kept.period < LATER}
    sums: dict[str, Any] = {
        f"{name}_{end}": kept[name].sum(where=there).fill_null(0).cast("int64")
        for name in usage.MONTH
        for end, there in halves.items()
    }
    row = usage.usage(kept.group_by("customer_id").aggregate(**sums), LAST)
    rest = (row.card_key / usage.BASE).floor().cast("int64")
    return row.select(
        "customer_id",
        x=(rest / usage.BASE).floor().cast("int64"),
        t_x=rest % usage.BASE,
        T=row.card_key % usage.BASE,
        months=row.card_months,
        income=row.card_income,
        charge=row.card_charge,
        later=row.card_later,
    )


HISTORY = Spec(
    "usage",
    Words("History of use", "使用历史"),
    Words(
        "Uses after the first (x), months to the last (t_x), months until today (T): the first use counts at the begin "
        "of its month, the last at its end. Income is that of months with use that brought some, charge that of all "
        "months with use. Uses of the last twelve months judge what the months before foretold.",
        "首次之后的使用次数(x)、至末次的月数(t_x)、至今的月数(T)：首次按当月初计，末次按当月末计。"
        "收益取有使用且有收益的月份，支出取所有有使用的月份。近12个月的使用次数用于评判此前的预测。",
    ),
    {
        "months": Small(
            "customer_id: string, period: string, card_uses: int64, card_income: int64, card_charge: int64",
            [
                ("C1", "2024-01", 2, 5_00, 1_00),
                ("C1", "2024-03", 0, 9_00, 9_00),
                ("C1", "2025-05", 3, 7_00, 1_00),
                ("C2", "2024-07", 1, 0, 50),
                ("C3", "2025-12", 4, 8_00, 2_00),
            ],
        )
    },
    _history,
    Small(
        "customer_id: string, x: int64, t_x: int64, T: int64, months: int64, income: int64, charge: int64, "
        "later: int64",
        [("C1", 4, 17, 24, 2, 12_00, 2_00, 3), ("C2", 0, 0, 18, 0, 0, 50, 0), ("C3", 3, 1, 1, 1, 8_00, 2_00, 4)],
    ),
    {},
    {"months": dict.fromkeys(("remittance_uses", "remittance_income", "remittance_charge"), "int64")},
)

WORTH = Spec(
    "usage_worth",
    Words("Worth of use", "使用价值"),
    Words(
        "Discounted uses expected ÷ own uses × (income expected of a month × months with income − own charge). Income "
        "expected of a month is factor × (own income + prior): between the own and that of all. Without income of use "
        "there is no value; who has left is told nothing.",
        "贴现后的预期使用次数 ÷ 自身使用次数 ×(预期月收益 × 有收益月数 − 自身支出)。"
        "预期月收益 = 系数 ×(自身收益 + 先验)：介于自身与全体之间。使用未带来收益则不给出价值；已流失客户不给出。",
    ),
    {
        "used": Small(
            "customer_id: string, card_key: int64, card_months: int64, card_income: int64, card_charge: int64",
            [("C1", 5252, 2, 12_00, 2_00), ("C2", 5252, 0, 0, 50), ("C3", 5252, 2, 12_00, 2_00)],
        ),
        "scores": Small(
            "use: int64, key: int64, uses: float64, active: float64, expected: float64, expected_low: float64, "
            "expected_high: float64",
            [(0, 5252, 5.0, 0.8, 40.0, 0.0, 60.0)],
        ),
        "factors": Small(
            "use: int64, months: int64, factor: float64, factor_low: float64, factor_high: float64, prior: float64",
            [(0, 2, 0.4, 0.2, 0.5, 300.0)],
        ),
        "facts": Small("customer_id: string, here: boolean", [("C1", True), ("C2", True), ("C3", False)]),
    },
    lambda t, a: usage_models.figures(t["used"], t["scores"], t["factors"], t["facts"]),
    Small(
        "customer_id: string, card_active: float64, card_value: int64, card_low: int64, card_high: int64",
        [("C1", 0.8, 80_00, 0, 156_00), ("C2", 0.8, None, None, None)],
    ),
    {},
    {"used": dict.fromkeys(("remittance_key", "remittance_months", "remittance_income", "remittance_charge"), "int64")},
)

SPECS = (HISTORY, WORTH)
