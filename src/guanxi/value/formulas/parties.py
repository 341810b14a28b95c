"""Who a figure is about (归属): columns taken over from the book."""

from guanxi.value.formulas.formula import Formula, formula

_TAKEN = ("As delivered, on the day of the run.", "按运行日已交付的数据。")


def _taken(en: str, zh: str) -> Formula:
    return formula(en, zh, contracts="customers", convention=_TAKEN)


ALL: dict[str, Formula] = {
    "customer_id": _taken("The bank's customer number.", "银行客户号。"),
    "unit_id": _taken("The unit that answers for the customer.", "客户所属机构。"),
    "owner_id": _taken("The main manager (A).", "主办客户经理(A)。"),
    "deputy_id": _taken("The deputy manager (B).", "协办客户经理(B)。"),
    "kind": _taken("Company or person.", "企业或个人。"),
}
