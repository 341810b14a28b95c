"""The shape of a formula in words: formula, inputs, contracts, assumptions, convention."""

from dataclasses import dataclass

from guanxi.kit.words import Words

PLAIN = Words("Whole minor units; rounded once, half away from zero.", "以分为单位取整，四舍五入只做一次。")


@dataclass(frozen=True, slots=True)
class Formula:
    """``inputs`` are columns of the same contract; ``assumptions`` keys such as ``risk.tax``."""

    words: Words
    inputs: tuple[str, ...] = ()
    contracts: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = ()
    convention: Words = PLAIN


def formula(
    en: str,
    zh: str,
    *,
    inputs: str = "",
    contracts: str = "",
    assumptions: str = "",
    convention: tuple[str, str] | None = None,
) -> Formula:
    """Build a formula; lists are written as words with spaces."""
    return Formula(
        Words(en, zh),
        tuple(inputs.split()),
        tuple(contracts.split()),
        tuple(assumptions.split()),
        Words(*convention) if convention else PLAIN,
    )
