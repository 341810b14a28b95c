"""Units and staff (机构与员工): the tree of the bank and the people who answer for customers."""

from guanxi.contracts.columns import PERSONAL, code, day, money, text
from guanxi.contracts.shape import Contract
from guanxi.kit.words import Words

UNIT_KINDS = {
    "bank": ("bank", "总行"),
    "branch": ("branch", "分行"),
    "sub_branch": ("sub-branch", "支行"),
    "team": ("team", "团队"),
    "department": ("department", "部门"),
}

ROLES = {
    "relationship_manager": ("relationship manager", "客户经理"),
    "supervisor": ("supervisor", "主管"),
    "analyst": ("analyst", "分析师"),
    "service": ("service and complaints", "服务与投诉"),
    "specialist": ("product specialist", "产品专家"),
    "auditor": ("auditor", "审计"),
    "administrator": ("administrator", "系统管理员"),
}

UNITS = Contract(
    "units",
    Words("Units", "机构"),
    Words("one row per unit", "每机构一行"),
    ("unit_id",),
    (
        text("unit_id", "unit number", "机构号"),
        text("parent_id", "parent unit", "上级机构", required=False, refers="units.unit_id"),
        text("name", "name", "名称"),
        code("kind", "kind of unit", "机构类型", UNIT_KINDS),
        text("region", "region code (GB/T 2260 or the country's own)", "地区代码", required=False),
    ),
)

STAFF = Contract(
    "staff",
    Words("Staff", "员工"),
    Words("one row per person", "每人一行"),
    ("staff_id",),
    (
        text("staff_id", "staff number", "员工号"),
        text("unit_id", "unit", "所属机构", refers="units.unit_id"),
        text("name", "name", "姓名", privacy=PERSONAL),
        code("role", "role", "角色", ROLES),
        money("yearly_cost", "cost to the bank per year", "年度成本", required=False, low=0, privacy=PERSONAL),
        day("hired_on", "hired on", "入职日期", required=False),
        day("left_on", "left on", "离职日期", required=False),
    ),
)
