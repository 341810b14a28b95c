"""Month-end balances, counted events and single transactions (月末余额、业务笔数、交易流水)."""

from guanxi.contracts.columns import PERSONAL, code, integer, moment, money, period, share, text
from guanxi.contracts.shape import Contract, Placing
from guanxi.kit.words import Words

CHANNELS = {
    "counter": ("counter", "柜面"),
    "atm": ("cash machine", "自助设备"),
    "phone": ("telephone", "电话"),
    "online": ("online", "网上银行"),
    "mobile": ("mobile", "手机银行"),
}
EVENT_KINDS = {
    "deposit": ("deposit", "存款"),
    "withdrawal": ("withdrawal", "取款"),
    "transfer": ("transfer", "转账"),
    "enquiry": ("enquiry", "查询"),
    "statement": ("statement", "对账单"),
    "card_payment": ("card payment", "刷卡消费"),
    "loan_service": ("loan servicing", "贷款服务"),
}
DIRECTIONS = {"in": ("in", "转入"), "out": ("out", "转出")}
PURPOSES = {
    "salary": ("salary", "工资"),
    "pension": ("pension", "养老金"),
    "settlement": ("trade settlement", "货款结算"),
    "tax": ("tax", "税费"),
    "household": ("household bills", "生活缴费"),
    "loan_payment": ("loan payment", "还贷"),
    "insurance": ("insurance", "保险"),
    "leasing": ("leasing", "租赁"),
    "investment": ("investment", "投资"),
    "interest": ("interest", "利息"),
    "fee": ("fee", "手续费"),
    "penalty": ("penalty interest", "罚息"),
    "cash": ("cash", "现金"),
    "other": ("other", "其他"),
}

BALANCES = Contract(
    "balances",
    Words("Monthly balances", "月度余额"),
    Words("one row per account and month", "每账户每月一行"),
    ("account_id", "period"),
    (
        text("account_id", "account", "账号", refers="accounts.account_id"),
        period("period", "month", "月份"),
        money("average_balance", "average daily balance", "日均余额"),
        money("end_balance", "balance at month end", "月末余额"),
        money("interest_paid", "interest paid to the customer", "付息", required=False, low=0),
        money("interest_received", "interest received from the customer", "收息", required=False, low=0),
        money("fees", "fees booked", "手续费收入", required=False),
        money("waived_fees", "fees waived", "减免手续费", required=False, low=0),
        integer("days_past_due", "days past due", "逾期天数", required=False, low=0),
        integer("stage", "impairment stage", "减值阶段", required=False, low=1, high=3),
        share("pd", "probability of default, 12 months", "违约概率(12个月)", required=False),
        money("expected_loss", "the bank's own expected loss of the month", "银行自有预期损失", required=False),
    ),
    Placing.PERIOD,
    "period",
    "end_balance",
)

EVENTS = Contract(
    "events",
    Words("Counted events", "业务笔数"),
    Words("one row per account, month, channel and kind", "每账户每月每渠道每类一行"),
    ("account_id", "period", "channel", "kind"),
    (
        text("account_id", "account", "账号", refers="accounts.account_id"),
        period("period", "month", "月份"),
        code("channel", "channel", "渠道", CHANNELS),
        code("kind", "kind of event", "业务类型", EVENT_KINDS),
        integer("count", "count", "笔数", low=0),
    ),
    Placing.PERIOD,
    "period",
)

TRANSACTIONS = Contract(
    "transactions",
    Words("Transactions", "交易流水"),
    Words("one row per transaction", "每笔交易一行"),
    ("transaction_id",),
    (
        text("transaction_id", "transaction number", "流水号"),
        text("account_id", "account", "账号", refers="accounts.account_id"),
        moment("at", "moment", "交易时间"),
        money("amount", "amount", "金额", low=0),
        code("direction", "direction", "方向", DIRECTIONS),
        code("channel", "channel", "渠道", CHANNELS, required=False),
        text("counterparty_bank", "counterparty bank", "对手行", required=False),
        text("counterparty_account", "counterparty account", "对手账号", required=False, privacy=PERSONAL),
        code("purpose", "purpose", "用途", PURPOSES, required=False),
        money("balance_after", "balance after", "交易后余额", required=False),
    ),
    Placing.PERIOD,
    "at",
    "amount",
)

ORDERS = Contract(
    "orders",
    Words("Standing orders", "约定转账"),
    Words("one row per standing order", "每约定转账一行"),
    ("order_id",),
    (
        text("order_id", "order number", "约定编号"),
        text("account_id", "account", "账号", refers="accounts.account_id"),
        text("counterparty_bank", "to bank", "收款行", required=False),
        text("counterparty_account", "to account", "收款账号", required=False, privacy=PERSONAL),
        money("amount", "monthly amount", "月金额", low=0),
        code("purpose", "purpose", "用途", PURPOSES, required=False),
    ),
    Placing.WHOLE,
    None,
    "amount",
)
