"""The bank's own relationship records, which re-enter by the same door (自有业务记录)."""

from guanxi.contracts.columns import code, day, flag, integer, moment, money, number, text
from guanxi.contracts.customers import SOURCES
from guanxi.contracts.shape import Contract, Placing
from guanxi.kit.words import Words

CONTACT_CHANNELS = {
    "visit": ("visit", "上门拜访"),
    "branch": ("at the branch", "网点面谈"),
    "phone": ("telephone", "电话"),
    "video": ("video call", "视频"),
    "message": ("message", "消息"),
    "email": ("e-mail", "邮件"),
}
STARTERS = {"bank": ("the bank", "银行"), "customer": ("the customer", "客户")}
OUTCOMES = {
    "progress": ("progress", "有进展"),
    "neutral": ("no change", "无变化"),
    "refused": ("refused", "被拒绝"),
    "won": ("won", "成交"),
    "not_reached": ("not reached", "未联系上"),
}
COMPLAINT_KINDS = {
    "fees": ("fees", "收费"),
    "process": ("process", "流程"),
    "staff": ("staff", "人员"),
    "product": ("product", "产品"),
    "system": ("system", "系统"),
    "promise": ("promise broken", "未兑现承诺"),
    "other": ("other", "其他"),
}

VISITS = Contract(
    "visits",
    Words("Visits and contacts", "拜访与联系"),
    Words("one row per contact", "每次联系一行"),
    ("visit_id",),
    (
        text("visit_id", "contact number", "联系编号"),
        text(
            "customer_id",
            "customer (empty for a prospect)",
            "客户号(潜在客户为空)",
            required=False,
            refers="customers.customer_id",
        ),
        text("staff_id", "by whom", "经办人", refers="staff.staff_id"),
        day("on", "on", "日期"),
        code("channel", "channel", "方式", CONTACT_CHANNELS),
        code("started_by", "started by", "发起方", STARTERS, required=False),
        code("outcome", "outcome", "结果", OUTCOMES, required=False),
        integer("minutes", "minutes", "时长(分钟)", required=False, low=0, high=1440),
    ),
    Placing.PERIOD,
    "on",
)

COMPLAINTS = Contract(
    "complaints",
    Words("Complaints", "投诉"),
    Words("one row per complaint", "每投诉一行"),
    ("complaint_id",),
    (
        text("complaint_id", "complaint number", "投诉编号"),
        text("customer_id", "customer", "客户号", refers="customers.customer_id"),
        moment("received_at", "received", "受理时间"),
        moment("closed_at", "closed", "办结时间", required=False),
        code("kind", "kind", "类型", COMPLAINT_KINDS),
        text("channel", "channel", "渠道", required=False),
        flag("accepted", "customer accepts the answer", "客户是否接受", required=False),
    ),
    Placing.WHOLE,
)

ANSWERS = Contract(
    "answers",
    Words("Survey answers", "调查答卷"),
    Words("one row per answer and question", "每答卷每题一行"),
    ("answer_id", "process"),
    (
        text("answer_id", "answer number", "答卷编号"),
        text("customer_id", "customer", "客户号", refers="customers.customer_id"),
        day("on", "on", "日期"),
        text("process", "process asked about", "所评流程"),
        number("desired", "desired service", "期望水平", low=1, high=9),
        number("adequate", "adequate service", "可接受水平", low=1, high=9),
        number("perceived", "perceived service", "感知水平", low=1, high=9),
    ),
    Placing.WHOLE,
)

PROMISES = Contract(
    "promises",
    Words("Service promises", "服务承诺"),
    Words("one row per promise made", "每项承诺一行"),
    ("promise_id",),
    (
        text("promise_id", "promise number", "承诺编号"),
        text("customer_id", "customer", "客户号", refers="customers.customer_id"),
        text("process", "process", "流程"),
        moment("made_at", "made", "作出时间"),
        moment("due_at", "due", "到期时间"),
        moment("kept_at", "kept", "兑现时间", required=False),
    ),
    Placing.WHOLE,
)

CAMPAIGN_COSTS = Contract(
    "campaign_costs",
    Words("Campaign costs", "营销费用"),
    Words("one row per campaign, unit and day", "每活动每机构每日一行"),
    ("campaign_id", "unit_id", "on"),
    (
        text("campaign_id", "campaign", "活动编号"),
        text("unit_id", "unit", "机构", refers="units.unit_id"),
        day("on", "on", "日期"),
        money("amount", "cost", "费用", low=0),
    ),
    Placing.WHOLE,
    None,
    "amount",
)

WINS = Contract(
    "wins",
    Words("Customers won", "新获客户"),
    Words("one row per customer won", "每新客户一行"),
    ("customer_id",),
    (
        text("customer_id", "customer", "客户号", refers="customers.customer_id"),
        text("staff_id", "won by", "营销人员", required=False, refers="staff.staff_id"),
        day("won_on", "won on", "成交日期"),
        integer("visits", "visits it took", "拜访次数", required=False, low=0),
        code("source", "source", "来源", SOURCES, required=False),
        text("campaign_id", "campaign", "活动编号", required=False),
    ),
    Placing.WHOLE,
)
