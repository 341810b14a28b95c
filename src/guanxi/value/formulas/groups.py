"""Groups and households in words (集团与家庭口径)."""

from guanxi.value.formulas.formula import Formula, formula

_TOGETHER = (
    "Together by control, by ownership of at least the share of control, or by family; links in force on the day. A "
    "company's profit counts for its owners' groups by share, the rest for its own; the shares sum to one.",
    "因控制、持股达到控制比例或亲属关系成为一组，以基准日有效的关系为准。企业利润按持股归属各股东所在集团，其余归属本集团，"
    "比例合计为一。",
)
_BOOKS = "links customers accounts balances"


def _of(en: str, zh: str, inputs: str = "", contracts: str = _BOOKS) -> Formula:
    return formula(en, zh, inputs=inputs, contracts=contracts, assumptions="groups.control_share", convention=_TOGETHER)


GROUPS: dict[str, Formula] = {
    "group_id": _of(
        "The member nobody in the group owns or controls; the smallest number of several.",
        "组内无人控制或持有的成员；有多个时取客户号最小者。",
        contracts="links",
    ),
    "members": _of("Customers who belong together.", "同属一组的客户数。", contracts="links customers"),
    "parts": _of("Members and customers owned in part.", "成员与部分持股客户数。", "members", "links customers"),
    "deposit_average": _of("Σ average deposits of the members, last month.", "Σ 成员上月日均存款。", "members"),
    "loan_average": _of("Σ average loans of the members, last month.", "Σ 成员上月日均贷款。", "members"),
    "profit_12m": _of(
        "Σ profit of twelve months × share that counts for the group.",
        "Σ 近12个月利润 × 归属比例。",
        "members parts profit_prior capital_average",
        f"{_BOOKS} events visits",
    ),
    "profit_prior": _of(
        "Σ profit of the twelve months before × share that counts for the group.",
        "Σ 再往前12个月利润 × 归属比例。",
        "members parts",
        f"{_BOOKS} events visits",
    ),
    "capital_average": _of(
        "Σ average capital of twelve months × share that counts for the group.",
        "Σ 近12个月平均占用资本 × 归属比例。",
        "members parts",
    ),
}
MEMBERS: dict[str, Formula] = {
    "group_id": _of("The group the customer's profit counts for.", "客户利润归属的集团。", contracts="links"),
    "customer_id": _of("One row.", "单行。", contracts="customers"),
    "is_member": _of(
        "1 when the customer belongs to the group, 0 when the group owns a part of it.",
        "客户属于该集团为1，仅被其部分持股为0。",
        contracts="links",
    ),
    "share_rate": _of(
        "The stake of the group, all stakes above one in all scaled down; a member's own group has the rest.",
        "集团持股比例，合计超过一时按比例缩减；成员所在集团取其余部分。",
        "is_member",
        "links",
    ),
    "profit_12m": _of(
        "Profit of twelve months × share that counts for the group, in whole cents.",
        "近12个月利润 × 归属比例，取整到分。",
        "share_rate is_member",
        f"{_BOOKS} events visits",
    ),
}
ALL: dict[str, Formula] = {
    **{f"groups.{name}": one for name, one in GROUPS.items()},
    **{f"group_members.{name}": one for name, one in MEMBERS.items()},
}
