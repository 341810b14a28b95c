"""What is known of the market: wallet evidence, market sizes, curves, list prices (市场数据)."""

from guanxi.contracts.columns import code, day, integer, money, number, period, share, text
from guanxi.contracts.products import FAMILIES
from guanxi.contracts.shape import Contract, Placing
from guanxi.kit.words import Words

EVIDENCE_SOURCES = {
    "bureau": ("credit bureau", "征信"),
    "statement": ("statement of another bank", "他行对账单"),
    "filing": ("public filing", "公开报表"),
    "declared": ("declared by the customer", "客户自述"),
    "flow": ("seen in payment flows", "资金流向"),
}

WALLET_EVIDENCE = Contract(
    "wallet_evidence",
    Words("Wallet evidence", "钱包证据"),
    Words("one row per customer, family, bank and day", "每客户每产品大类每银行每日一行"),
    ("customer_id", "family", "bank", "as_of"),
    (
        text("customer_id", "customer", "客户号", refers="customers.customer_id"),
        code("family", "product family", "产品大类", FAMILIES),
        day("as_of", "as of", "截至日期"),
        money("amount", "amount held", "持有金额", low=0),
        text("bank", "at bank", "所在银行"),
        code("source", "source", "来源", EVIDENCE_SOURCES),
    ),
)

MARKET = Contract(
    "market",
    Words("Market sizes", "市场规模"),
    Words("one row per region, industry, family, year and competitor", "每地区每行业每产品每年每竞争者一行"),
    ("region", "industry", "family", "year", "competitor"),
    (
        text("region", "region code", "地区代码"),
        text("industry", "industry code", "行业代码"),
        code("family", "product family", "产品大类", FAMILIES),
        integer("year", "year", "年份", low=1900, high=2200),
        money("size", "size of the market", "市场规模", low=0),
        number("growth", "growth a year", "年增长率", required=False, low=-1, high=10),
        text("competitor", "competitor", "竞争对手"),
        share("competitor_share", "share of the competitor", "竞争对手份额", required=False),
        text("source", "source", "来源", required=False),
    ),
)

RATES = Contract(
    "rates",
    Words("Curves and policy rates", "利率曲线"),
    Words("one row per curve, day and tenor", "每曲线每日每期限一行"),
    ("curve", "on", "tenor"),
    (
        text("curve", "curve: transfer, policy, fx.USD …", "曲线：transfer、policy、fx.USD 等"),
        day("on", "valid from", "生效日期"),
        integer("tenor", "tenor", "期限", unit="months", low=0, high=600),
        number(
            "value",
            "yearly fraction, or units of base currency for one of the foreign",
            "年利率，或一单位外币折本币",
            low=-0.5,
            high=10000,
        ),
    ),
)

PRICES = Contract(
    "prices",
    Words("List prices", "挂牌价格"),
    Words("one row per product and day", "每产品每日一行"),
    ("product_id", "on"),
    (
        text("product_id", "product", "产品代码", refers="products.product_id"),
        day("on", "valid from", "生效日期"),
        number("list_rate", "list rate", "挂牌利率", required=False, low=-0.5, high=5),
        money("fee", "fee", "收费标准", required=False, low=0),
    ),
)

LEDGER_LINES = {
    "interest_paid": ("interest paid on deposits", "存款利息支出"),
    "interest_received": ("interest received on loans", "贷款利息收入"),
    "fees": ("fees booked less waived", "手续费净收入"),
    "deposits": ("deposits at month end", "月末存款"),
    "loans": ("loans at month end", "月末贷款"),
    "operating_cost": ("operating cost of channels", "渠道运营成本"),
    "staff_cost": ("cost of relationship managers", "客户经理成本"),
    "expected_loss": ("expected loss", "预期损失"),
}

LEDGER = Contract(
    "ledger",
    Words("General ledger", "总账"),
    Words("one row per line, unit and month", "每科目每机构每月一行"),
    ("line", "unit_id", "period"),
    (
        code("line", "line of the ledger", "总账科目", LEDGER_LINES),
        text("unit_id", "unit", "机构", refers="units.unit_id"),
        period("period", "month", "月份"),
        money("amount", "amount", "金额"),
    ),
    Placing.PERIOD,
    "period",
    "amount",
)
