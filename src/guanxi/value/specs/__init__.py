"""Specifications of the measures (指标规格): one file per topic, one page of the manual per specification."""

from guanxi.value.specs import (
    acts,
    bank,
    changes,
    growing,
    keeping,
    life,
    lines,
    losing,
    loyalty,
    market,
    relation,
    signs,
)
from guanxi.value.specs.spec import Small, Spec

ALL: tuple[Spec, ...] = (
    *lines.SPECS,
    *relation.SPECS,
    *market.SPECS,
    *life.SPECS,
    *loyalty.SPECS,
    *losing.SPECS,
    *bank.SPECS,
    *changes.SPECS,
    *signs.SPECS,
    *acts.SPECS,
    *keeping.SPECS,
    *growing.SPECS,
)

__all__ = ["ALL", "Small", "Spec"]
