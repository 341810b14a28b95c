"""The profit bridge (利润桥): what moved the profit of a scope from one month to the next, cause by cause."""

from guanxi.contracts.columns import document
from guanxi.contracts.figures.insight import insight
from guanxi.kit.words import Words

#: In the order of the waterfall; the causes of a step add up to the change of profit, to the cent.
CAUSES = {
    "new": Words("New customers", "新客户"),
    "departed": Words("Departed customers", "流失客户"),
    "deposit_volume": Words("Deposit volume", "存款规模"),
    "deposit_rate": Words("Deposit margin rate", "存款利差率"),
    "loan_volume": Words("Loan volume", "贷款规模"),
    "loan_rate": Words("Loan margin rate", "贷款利差率"),
    "fees": Words("Fees", "手续费"),
    "serve_cost": Words("Cost to serve", "服务成本"),
    "relationship_cost": Words("Relationship cost", "客户经理成本"),
    "expected_loss": Words("Expected loss", "预期损失"),
    "days": Words("Days of the month", "计息天数"),
    "other": Words("Other", "其他"),
}

PROFIT_BRIDGE = insight(
    "profit_bridge",
    Words("Profit bridge", "利润桥"),
    Words("one row per scope", "每范围一行"),
    (
        document("profits", "profit of 24 months, oldest first, minor units", "24个月利润"),
        document(
            "steps",
            "what moved it from month to month: 23 lists of an amount per cause (new, departed, deposit_volume, "
            "deposit_rate, loan_volume, loan_rate, fees, serve_cost, relationship_cost, expected_loss, days, other)",
            "逐月变动按原因分解(23步)",
        ),
    ),
)
