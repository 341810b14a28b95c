"""Specifications of the measures (指标规格): one file per topic, one page of the manual per specification."""

from guanxi.kit.words import Words
from guanxi.value.specs import (
    acts,
    bank,
    binding,
    changes,
    direction,
    growing,
    holdings,
    keeping,
    life,
    lines,
    losing,
    loyalty,
    market,
    profit,
    proposing,
    relation,
    signs,
    standing,
    terms,
    upset,
    usage,
)
from guanxi.value.specs.spec import Small, Spec

#: The parts of the manual, each with its specifications in the order of the page of contents.
PARTS: dict[Words, tuple[Spec, ...]] = {
    Words("Lines of profit", "利润各项"): (*lines.SPECS, *profit.SPECS),
    Words("Where a customer stands", "客户定位"): (*relation.SPECS, *standing.SPECS, *holdings.SPECS, *market.SPECS),
    Words("Lifetime value and next product", "终身价值与下一个产品"): (*life.SPECS, *usage.SPECS, *proposing.SPECS),
    Words("Retention and loss", "客户保持与流失"): (*loyalty.SPECS, *losing.SPECS, *binding.SPECS, *upset.SPECS),
    Words("The bank and what changed", "全行与变动"): (*bank.SPECS, *changes.SPECS, *signs.SPECS, *direction.SPECS),
    Words("Reasons of the work list", "工作清单的原因"): (*acts.SPECS, *keeping.SPECS, *terms.SPECS, *growing.SPECS),
}
ALL: tuple[Spec, ...] = tuple(spec for part in PARTS.values() for spec in part)

__all__ = ["ALL", "PARTS", "Small", "Spec"]
