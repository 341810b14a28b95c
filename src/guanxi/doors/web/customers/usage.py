"""What use of cards and remittances is worth (使用型产品): still in use or not, value with interval, or why not."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from guanxi.book.customer_figures import CustomerFigure
from guanxi.contracts.figures.usage import USES
from guanxi.kit.words import Words


@dataclass(frozen=True, slots=True)
class Use:
    """One product used: ``silence`` says why there is no chance, ``gap`` why there is no value."""

    name: str
    words: Words
    active: float | None
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    silence: str
    gap: str


def uses(figure: CustomerFigure) -> list[Use]:
    """Return what is told of each product used."""
    return [_use(figure, name, Words(*words)) for name, words in USES.items()]


def _use(figure: CustomerFigure, name: str, words: Words) -> Use:
    active, value, low, high = (getattr(figure, f"{name}_{what}") for what in ("active", "value", "low", "high"))
    silence, gap = "", ""
    if active is None:
        silence = _("used once: cannot be told") if value is not None else _("not used in 24 months, or too few use it")
    if value is None:
        gap = _("its use brought no income") if active is not None else _("cannot be told")
    return Use(name, words, active, value, low, high, silence, gap)
