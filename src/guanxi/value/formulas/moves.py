"""Moves of level, grade and tier in words (等级变动口径)."""

from guanxi.value.formulas.formula import Formula, formula

_MONTHS = (
    "From month end to month end; a customer without a standing in the month before has moved nowhere.",
    "逐月末比较；上月末没有等级的客户不计变动。",
)
#: The rule table behind each standing that can move.
RULES = {"level": "standing.levels", "grade": "standing.grades", "tier": "standing.tiers"}


def _of(en: str, zh: str, inputs: str = "") -> Formula:
    rules = " ".join(RULES.values())
    return formula(en, zh, inputs=inputs, contracts="customers", assumptions=rules, convention=_MONTHS)


ALL: dict[str, Formula] = {
    "moves.customer_id": _of("One row.", "单行。"),
    "moves.what": _of("Level, grade or tier.", "等级、服务等级或潜力层级。"),
    "moves.before": _of("The standing kept at the month end before.", "上月末保存的结果。", "what"),
    "moves.after": _of(
        "The standing of this month end by its rule table, where it differs from the one kept before.",
        "按规则表得出的本月末结果，与上月末保存的不同。",
        "what before",
    ),
}
