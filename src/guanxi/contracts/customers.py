"""Customers and the links between them (客户与客户关系), company and person in one model."""

from guanxi.contracts.columns import PERSONAL, code, day, share, text
from guanxi.contracts.shape import Contract
from guanxi.kit.words import Words

KINDS = {"company": ("company", "企业"), "person": ("person", "个人")}

SIZES = {
    "large": ("large", "大型"),
    "medium": ("medium", "中型"),
    "small": ("small", "小型"),
    "micro": ("micro", "微型"),
}

SOURCES = {
    "walk_in": ("walk-in", "自行上门"),
    "sought_out": ("sought out", "主动营销"),
    "referral": ("referral", "客户推荐"),
    "campaign": ("campaign", "营销活动"),
    "acquired": ("acquired", "并购接收"),
}

LINK_KINDS = {
    "owns": ("owns", "持股"),
    "controls": ("controls", "控制"),
    "family": ("family", "家庭成员"),
    "guarantees": ("guarantees", "担保"),
    "supplies": ("supplies", "供应"),
    "works_for": ("works for", "任职"),
}

CUSTOMERS = Contract(
    "customers",
    Words("Customers", "客户"),
    Words("one row per customer", "每客户一行"),
    ("customer_id",),
    (
        text("customer_id", "customer number", "客户号"),
        code("kind", "kind of customer", "客户类型", KINDS),
        text("name", "name", "名称", privacy=PERSONAL),
        text("id_number", "identity or registration number", "证件号码", required=False, privacy=PERSONAL),
        text("region", "region code", "地区代码", required=False),
        text(
            "industry",
            "industry code (GB/T 4754 unless the settings say another)",
            "行业代码（默认 GB/T 4754，可在设置中另行指定）",
            required=False,
        ),
        code("size", "size of the company", "企业规模", SIZES, required=False),
        text("risk_grade", "risk grade of the bank", "风险等级", required=False),
        text("unit_id", "unit", "所属机构", refers="units.unit_id"),
        text("owner_id", "main manager (A)", "主办客户经理", required=False, refers="staff.staff_id"),
        text("deputy_id", "deputy manager (B)", "协办客户经理", required=False, refers="staff.staff_id"),
        code("source", "how the customer came", "客户来源", SOURCES, required=False),
        text("referred_by", "referred by customer", "推荐人客户号", required=False),
        day("opened_on", "customer since", "开户日期"),
        day("closed_on", "closed on", "销户日期", required=False),
        day("born_on", "born or founded on", "出生或成立日期", required=False, privacy=PERSONAL),
        text("phone", "telephone", "电话", required=False, privacy=PERSONAL),
        text("email", "e-mail", "电子邮箱", required=False, privacy=PERSONAL),
        text("address", "address", "地址", required=False, privacy=PERSONAL),
    ),
)

LINKS = Contract(
    "links",
    Words("Links between customers", "客户关联"),
    Words("one row per pair and kind", "每对客户每种关系一行"),
    ("from_id", "to_id", "kind"),
    (
        text("from_id", "from customer", "起点客户", refers="customers.customer_id"),
        text("to_id", "to customer", "终点客户", refers="customers.customer_id"),
        code("kind", "kind of link", "关系类型", LINK_KINDS),
        share("share", "share owned", "持股比例", required=False),
        day("from_on", "from", "起始日期", required=False),
        day("to_on", "until", "终止日期", required=False),
    ),
)
