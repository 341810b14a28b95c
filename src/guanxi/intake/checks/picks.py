"""Where each column of a contract comes from and how it is written (列的来源与写法)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from guanxi.contracts.shape import Column


@dataclass(frozen=True, slots=True)
class Writing:
    """How values are written, as far as it differs from plain digits and ISO dates.

    ``thousands`` is the separator allowed between groups of three, ``decimal`` the decimal sign, ``full_width``
    admits digits of double width, ``rounded`` admits more than two decimals (half away from zero), ``minor`` says
    that whole numbers are minor units. ``date_form`` is a strptime form; ``codes`` maps the bank's codes to ours.
    """

    thousands: str = ""
    decimal: str = "."
    full_width: bool = False
    rounded: bool = False
    minor: bool = False
    date_form: str = ""
    codes: Mapping[str, str] = field(default_factory=dict)
    other_code: str | None = None
    empty: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pick:
    """One column of a contract: the SQL of its cell in the source (``None``: not delivered) and the cell's type."""

    column: Column
    cell: str | None
    type: str = "VARCHAR"
    writing: Writing = field(default_factory=Writing)
    longest: int | None = None
    heading: str = ""

    @property
    def is_text(self) -> bool:
        """Tell whether the cell comes as text and must be read."""
        return self.type == "VARCHAR"
