"""Reconciliation to the ledger and the treasury line in words (总账核对与资金部门损益口径)."""

from guanxi.value.formulas.formula import Formula, formula

_EQUAL = (
    "Customers + treasury + idle capacity + unallocated must equal the ledger, to the cent, for every month, unit and "
    "line. Shown for a unit with all below it, or the bank, the entries are added up.",
    "客户 + 资金部门 + 闲置产能 + 未分配 须逐月、逐机构、逐科目与总账分毫不差；机构(含下级)或全行为各分录合计。",
)
_IDENTITY = (
    "Each account is converted to the base currency before it is priced, so that the identity holds to the cent in "
    "every currency.",
    "各账户先折算为本位币再计价，因此各币种均分毫不差。",
)
_TRANSFER = "transfer.curve transfer.shift transfer.default_tenor transfer.pool"
_SOURCES = "balances accounts products rates events visits staff"


def _entry(en: str, zh: str, inputs: str = "", contracts: str = _SOURCES, assumptions: str = "") -> Formula:
    return formula(en, zh, inputs=inputs, contracts=contracts, assumptions=assumptions, convention=_EQUAL)


def _treasury(en: str, zh: str, inputs: str = "", contracts: str = "balances accounts products rates") -> Formula:
    assumptions = _TRANSFER if "rates" in contracts else ""
    return formula(en, zh, inputs=inputs, contracts=contracts, assumptions=assumptions, convention=_IDENTITY)


RECONCILIATION: dict[str, Formula] = {
    "period": _entry("One row.", "单行。", contracts="ledger"),
    "unit_id": _entry(
        "The unit of the account, or of the person whose visits cost.", "账户所属机构，或走访人员所属机构。"
    ),
    "line": _entry(
        "A line of the ledger; net interest is interest received less interest paid.",
        "总账科目；净利息收入 = 收到利息 − 支付利息。",
        contracts="ledger",
    ),
    "customers": _entry(
        "Σ account rows of the unit on this line: interest, margins, fees, balances, cost to serve, visits or loss.",
        "Σ 该机构该科目的账户明细：利息、利差、手续费、余额、服务成本、走访成本或预期损失。",
    ),
    "treasury": _entry(
        "Net interest only: interest of the accounts − margin of their customers.",
        "仅净利息收入：账户利息 − 客户利差。",
        contracts="balances accounts products rates",
        assumptions=_TRANSFER,
    ),
    "idle": _entry(
        "Operating cost only: ledger − cost of the time that was used.",
        "仅运营成本：总账 − 已使用工时的成本。",
        "ledger customers",
        "ledger events",
        "serving.minutes serving.cost_per_minute",
    ),
    "unallocated": _entry(
        "Staff cost only: cost of the staff − what visits put on customers.",
        "仅人员成本：人员成本 − 经走访计入客户的部分。",
        contracts="staff visits",
    ),
    "ledger": _entry("The amount as the bank delivered it.", "本行提供的总账金额。", contracts="ledger"),
    "difference": _entry(
        "ledger − (customers + treasury + idle capacity + unallocated).",
        "总账 −（客户 + 资金部门 + 闲置产能 + 未分配）。",
        "customers treasury idle unallocated ledger",
        f"ledger {_SOURCES}",
    ),
}
TREASURY: dict[str, Formula] = {
    "period": _treasury("One row.", "单行。", contracts="balances"),
    "currency": _treasury("The currency of the account.", "账户币种。", contracts="accounts"),
    "margin": _treasury("Σ margin of deposits + margin of loans, of the customers.", "Σ 客户存款利差 + 贷款利差。"),
    "treasury": _treasury(
        "net interest income − margin of customers: what the treasury earned by taking and giving money at the "
        "transfer rates.",
        "净利息收入 − 客户利差：资金部门按内部转移价格吸收与运用资金的损益。",
        "net_interest margin",
    ),
    "net_interest": _treasury(
        "Σ interest received − Σ interest paid; = margin of customers + treasury line.",
        "Σ 收到利息 − Σ 支付利息；= 客户利差 + 资金部门损益。",
        "margin treasury",
        "balances accounts products rates",
    ),
}
ALL: dict[str, Formula] = {
    **{f"reconciliation.{name}": one for name, one in RECONCILIATION.items()},
    **{f"treasury.{name}": one for name, one in TREASURY.items()},
}
