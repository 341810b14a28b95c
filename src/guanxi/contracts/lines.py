"""The lines of a customer's profit, in the order a waterfall shows them (客户利润构成).

``profit = deposit_margin + loan_margin + fees - serve_cost - relationship_cost - expected_loss``;
costs and losses are kept positive and subtracted.
"""

from guanxi.kit.words import Words

LINES: dict[str, Words] = {
    "deposit_margin": Words("Deposit margin", "存款利差"),
    "loan_margin": Words("Loan margin", "贷款利差"),
    "fees": Words("Fees", "手续费"),
    "serve_cost": Words("Cost to serve", "服务成本"),
    "relationship_cost": Words("Relationship cost", "客户经理成本"),
    "expected_loss": Words("Expected loss", "预期损失"),
}
INCOME = ("deposit_margin", "loan_margin", "fees")
CHARGES = ("serve_cost", "relationship_cost", "expected_loss")
