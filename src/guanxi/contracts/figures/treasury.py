"""The treasury line by month and currency (分币种资金部门损益)."""

from guanxi.contracts.columns import money, period, text
from guanxi.contracts.figures.insight import insight
from guanxi.kit.words import Words

TREASURY = insight(
    "treasury",
    Words("The treasury line by currency", "分币种资金部门损益"),
    Words("one row per scope, month and currency", "每范围每月每币种一行"),
    (
        period("period", "month", "月份"),
        text("currency", "currency", "币种"),
        money("margin", "margin of customers", "客户利差"),
        money("treasury", "treasury line", "资金部门损益"),
        money("net_interest", "net interest income", "净利息收入"),
    ),
)
