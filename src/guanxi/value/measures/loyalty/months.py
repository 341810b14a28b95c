"""Month numbers (月份序号): the 24 months as 0 … 23, earlier ones negative, so that months are compared as integers."""

from typing import Any

import ibis

from guanxi.kit import periods
from guanxi.value.measures.departure import MONTHS

#: The first month of this year within the 24.
YEAR = MONTHS - 12


def number(day: Any, last: str) -> Any:
    """Return the number of a day's month; NULL without a day."""
    first = periods.first_day(periods.shift(last, 1 - MONTHS))
    return (day.year() * 12 + day.month() - (first.year * 12 + first.month)).cast("int64")


def names(last: str) -> list[str]:
    """Return the 24 periods, oldest first."""
    return periods.trailing(last, MONTHS)


def entered(row: Any) -> Any:
    """Return the first month at whose start the customer could leave: the one after joining, never before 0."""
    return ibis.greatest(row.joined + 1, 0)


def at_risk(row: Any, month: int) -> Any:
    """Tell whether a customer was there at the start of a month."""
    return (row.joined < month) & (row.left.isnull() | (row.left >= month))


def leaves(row: Any) -> Any:
    """Tell whether the departure lies in the 24 months, of a customer who was there at the start of its month."""
    return row.left.notnull() & (row.left >= entered(row))


def closes(row: Any) -> Any:
    """Tell whether the customer left by closing: the one sign that can be dated in all 24 months."""
    return leaves(row) & (row.departure == "closed")
