"""Groups and households (集团与家庭): their members, and what they are worth together."""

from guanxi.contracts.columns import integer, money, share, text
from guanxi.contracts.shape import Contract
from guanxi.kit.words import Words

GROUPS = Contract(
    "groups",
    Words("Groups and households", "集团与家庭"),
    Words("one row per group", "每集团或家庭一行"),
    ("group_id",),
    (
        text("group_id", "group: the number of its head", "集团：核心成员客户号"),
        integer("members", "members", "成员数"),
        integer("parts", "customers whose profit counts, members and stakes", "归属客户数(含部分持股)"),
        money("deposit_average", "average deposits of the members, last month", "成员上月日均存款"),
        money("loan_average", "average loans of the members, last month", "成员上月日均贷款"),
        money("profit_12m", "profit of 12 months by ownership", "近12月利润(按股权归属)"),
        money("profit_prior", "profit of the 12 months before by ownership", "上年同期利润(按股权归属)"),
        money("capital_average", "capital by ownership, average of 12 months", "平均占用资本(按股权归属)"),
    ),
)
GROUP_MEMBERS = Contract(
    "group_members",
    Words("Members of groups", "集团成员"),
    Words("one row per group and customer with a share in it", "每集团每归属客户一行"),
    ("group_id", "customer_id"),
    (
        text("group_id", "group", "集团"),
        text("customer_id", "customer", "客户号"),
        integer(
            "is_member",
            "1 a member; 0 a company of another group or of none, owned in part",
            "1为成员；0为部分持股的外部企业",
        ),
        share("share_rate", "share of the customer's profit that counts for the group", "归属比例"),
        money("profit_12m", "profit of 12 months that counts for the group", "归属利润(近12月)"),
    ),
)
