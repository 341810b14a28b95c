"""Products, accounts and their roles (产品、账户与账户角色)."""

from guanxi.contracts.columns import code, day, integer, money, number, rate, share, text
from guanxi.contracts.shape import Contract
from guanxi.kit.words import Words

FAMILIES = {
    "current": ("current account", "活期存款"),
    "term_deposit": ("term deposit", "定期存款"),
    "structured": ("structured deposit", "结构性存款"),
    "card": ("card", "银行卡"),
    "consumer_loan": ("consumer loan", "消费贷款"),
    "mortgage": ("mortgage", "住房按揭"),
    "working_capital": ("working capital loan", "流动资金贷款"),
    "term_loan": ("term loan", "项目贷款"),
    "bill": ("bills", "票据"),
    "trade": ("trade finance", "贸易融资"),
    "fx": ("foreign exchange", "外汇"),
    "payments": ("payments", "支付结算"),
    "payroll": ("payroll", "代发工资"),
    "wealth": ("wealth management", "理财"),
    "custody": ("custody", "托管"),
    "insurance": ("insurance", "代理保险"),
}
DEPOSITS = ("current", "term_deposit", "structured")
LOANS = ("card", "consumer_loan", "mortgage", "working_capital", "term_loan", "bill", "trade")

FTP_METHODS = {"matched": ("matched term", "期限匹配"), "pool": ("pool", "资金池")}
ACCOUNT_ROLES = {
    "holder": ("holder", "持有人"),
    "signatory": ("signatory", "授权签字人"),
    "guarantor": ("guarantor", "担保人"),
}
SIDES = {
    "asset": ("asset (the customer owes)", "资产(客户负债)"),
    "liability": ("liability (the bank owes)", "负债(客户存款)"),
    "service": ("service, no balance", "服务(无余额)"),
}

PRODUCTS = Contract(
    "products",
    Words("Products", "产品"),
    Words("one row per product", "每产品一行"),
    ("product_id",),
    (
        text("product_id", "product code", "产品代码"),
        text("name", "name", "名称", required=False),
        code("family", "product family", "产品大类", FAMILIES),
        code("side", "side of the balance sheet", "资产负债方向", SIDES),
        integer("tenor", "contract tenor", "合同期限", unit="months", required=False, low=0, high=600),
        integer("repricing", "repricing interval", "重定价周期", unit="months", required=False, low=0, high=600),
        code("ftp_method", "transfer pricing method", "资金转移定价方法", FTP_METHODS, required=False),
        number("risk_weight", "risk weight of capital", "风险权重", required=False, low=0, high=12.5),
        share("lgd", "loss given default", "违约损失率", required=False),
        text("needs", "needs answered", "满足的需求", required=False),
    ),
)

ACCOUNTS = Contract(
    "accounts",
    Words("Accounts", "账户"),
    Words("one row per account", "每账户一行"),
    ("account_id",),
    (
        text("account_id", "account number", "账号"),
        text("customer_id", "customer", "客户号", refers="customers.customer_id"),
        text("product_id", "product", "产品代码", refers="products.product_id"),
        text("unit_id", "unit", "机构", refers="units.unit_id"),
        text("currency", "currency (ISO 4217)", "币种"),
        rate("rate", "customer rate", "客户利率", required=False),
        day("opened_on", "opened on", "开立日期"),
        day("matures_on", "matures on", "到期日", required=False),
        day("closed_on", "closed on", "销户日期", required=False),
        money("limit", "credit limit", "授信额度", required=False, low=0),
    ),
)

ACCOUNT_PARTIES = Contract(
    "account_parties",
    Words("Roles on accounts", "账户角色"),
    Words("one row per account, customer and role", "每账户每客户每角色一行"),
    ("account_id", "customer_id", "role"),
    (
        text("account_id", "account", "账号", refers="accounts.account_id"),
        text("customer_id", "customer", "客户号", refers="customers.customer_id"),
        code("role", "role", "角色", ACCOUNT_ROLES),
        share("share", "share of the account", "归属比例", required=False),
    ),
)
