"""Calendar months as ``YYYY-MM`` (期间), the time step of every bank fact."""

import calendar
import re
from datetime import date

_FORM = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


def is_period(text: str) -> bool:
    """Tell whether the text is a calendar month written ``YYYY-MM``."""
    return _FORM.fullmatch(text) is not None


def of(day: date) -> str:
    """Return the period a day lies in."""
    return f"{day.year:04d}-{day.month:02d}"


def first_day(period: str) -> date:
    """Return the first day of a period."""
    return date(int(period[:4]), int(period[5:]), 1)


def last_day(period: str) -> date:
    """Return the last day of a period."""
    start = first_day(period)
    return start.replace(day=days(period))


def days(period: str) -> int:
    """Return how many days the period has."""
    return calendar.monthrange(int(period[:4]), int(period[5:]))[1]


def shift(period: str, months: int) -> str:
    """Return the period ``months`` later (earlier when negative)."""
    index = int(period[:4]) * 12 + int(period[5:]) - 1 + months
    return f"{index // 12:04d}-{index % 12 + 1:02d}"


def between(first: str, last: str) -> list[str]:
    """Return all periods from first to last, both included."""
    out = []
    while first <= last:
        out.append(first)
        first = shift(first, 1)
    return out


def last_complete(day: date) -> str:
    """Return the last period that is complete at the end of a day."""
    period = of(day)
    return period if day == last_day(period) else shift(period, -1)


def trailing(last: str, months: int) -> list[str]:
    """Return ``months`` periods ending with ``last``, oldest first."""
    return between(shift(last, 1 - months), last)
