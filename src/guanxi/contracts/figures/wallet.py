"""Wallet, share and next product of a customer (钱包、客户份额与下一个产品): columns of the customer figures.

What is told per product family is a list in the order of ``contracts.products.FAMILIES`` (and one letter each in
``wallet_marks``), so that a million customers stay narrow and a page needs no measure.
"""

from guanxi.contracts.columns import code, document, money, moneys, points, share, text
from guanxi.contracts.products import FAMILIES
from guanxi.contracts.shape import Column

#: Where the wallet of a family comes from, one letter each.
MARKS = {
    "e": ("evidence of other banks", "他行证据"),
    "f": ("payments to other banks", "资金流向他行"),
    "p": ("holdings of peers", "同类客户水平"),
    "o": ("own holding: above the peers", "本行持有：高于同类"),
    "c": ("own holding: evidence says less than we hold", "本行持有：证据低于本行持有"),
    "n": ("nothing held, nothing known", "未持有且无信息"),
}
#: How fine the cell of peers was, from the finest on.
CELLS = {
    "1": ("kind, industry, size and region", "类型、行业、规模与地区相同"),
    "2": ("kind, industry and size", "类型、行业与规模相同"),
    "3": ("kind and size", "类型与规模相同"),
    "4": ("kind", "类型相同"),
    "0": ("too few peers in every cell", "各级分组人数均不足"),
}

BY_FAMILY = "minor units, one value per product family"

WALLET: tuple[Column, ...] = (
    moneys("own_families", "Own holding by product family", "各产品大类本行持有", unit=BY_FAMILY),
    moneys("wallet_families", "Wallet by product family", "各产品大类钱包", unit=BY_FAMILY),
    text("wallet_marks", "Where each wallet comes from, a letter per family", "各产品大类钱包来源"),
    code("wallet_cell", "Peers compared with", "对照的同类客户", CELLS),
    document("wallet_evidence", "Evidence by family and bank: amount, source, day", "各产品各银行证据", required=False),
    points("share_months", "Customer share, 24 months", "24个月客户份额"),
    share("share_ahead", "Customer share in twelve months, projected", "12个月后客户份额(预测)", required=False),
    share("share_ahead_low", "Lower bound of the projected share", "预测份额下限", required=False),
    share("share_ahead_high", "Upper bound of the projected share", "预测份额上限", required=False),
    money("potential_base", "What the reachable wallet would bring a year", "可争取钱包的年收益"),
    money("potential_doing", "Input 1: how well the customer is doing", "要素一：客户经营状况"),
    money("potential_effort", "Input 2: effort needed", "要素二：所需精力"),
    money("potential_importance", "Input 3: income and importance", "要素三：收入与重要程度"),
    code("next_product", "Next product", "下一个产品", FAMILIES, required=False),
    share("next_product_chance", "Chance that it is opened in twelve months", "12个月内开立概率", required=False),
    money("next_product_value", "Expected gain of the next product", "下一个产品预期收益", required=False),
    document("next_products", "The three best next products with reasons", "前三个下一产品及理由", required=False),
)
