"""Products that are used, not held (使用型产品): chance of still using them and what use is worth; model cards."""

from guanxi.contracts.columns import code, document, integer, money, share, text
from guanxi.contracts.figures.insight import insight
from guanxi.contracts.shape import Column
from guanxi.kit.words import Words

USES = {"card": ("cards", "银行卡"), "remittance": ("remittances", "汇款")}
VERDICTS = {
    "converged": ("converged", "已收敛"),
    "at_bound": ("a parameter stands at its bound", "参数停在边界"),
    "not_converged": ("cannot say: the fit did not converge", "无法给出：拟合未收敛"),
    "not_enough": ("cannot say: too few customers used it again", "无法给出：再次使用的客户不足"),
    "months_missing": ("cannot say: months of use were not delivered", "无法给出：有月份的业务笔数未交付"),
}


def _of(use: str, en: str, zh: str) -> tuple[Column, ...]:
    return (
        share(f"{use}_active", f"Chance of still using {en}", f"仍在使用{zh}的概率", required=False),
        money(f"{use}_value", f"Lifetime value of using {en}", f"使用{zh}的终身价值", required=False),
        money(f"{use}_low", f"Lower bound of the value of using {en}", f"使用{zh}的终身价值下限", required=False),
        money(f"{use}_high", f"Upper bound of the value of using {en}", f"使用{zh}的终身价值上限", required=False),
    )


USAGE: tuple[Column, ...] = tuple(column for use, words in USES.items() for column in _of(use, *words))

USAGE_MODELS = insight(
    "usage_models",
    Words("Model cards of products used", "使用型产品模型卡"),
    Words("one row per product used and run", "每种使用型产品每次运行一行"),
    (
        code("use", "product used", "使用型产品", USES),
        text("window_from", "first day counted", "数据起始日"),
        text("window_to", "last day counted", "数据截止日"),
        text("tested_from", "first day of the later window", "后期窗口起始日", required=False),
        integer("customers", "customers who used it", "使用过的客户数"),
        integer("again", "of these, used it again", "其中再次使用的客户数"),
        integer("uses", "uses counted", "计入的使用次数"),
        integer("histories", "distinct histories", "不同交易历史数"),
        code("verdict", "how the fit of use ended (BG/NBD)", "使用次数拟合结论(BG/NBD)", VERDICTS),
        code("amount_verdict", "how the fit of income ended (Gamma-Gamma)", "单次收益拟合结论(Gamma-Gamma)", VERDICTS),
        document("parameters", "parameters of both models", "两个模型的参数"),
        document("measures", "backtest on the later window: model and naive rule", "回测：模型与朴素规则"),
        document("tracking", "month, users back by its end: foretold, seen, naive rule", "各月末累计再次使用客户数"),
        text("checksum", "checksum of the counts", "计数校验码"),
    ),
)  # fmt: skip
