"""What a demo bank is made from: how many customers, which months, which seed (生成范围)."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from guanxi.demo.draws import Ints, stream
from guanxi.kit import periods


@dataclass(frozen=True)
class Span:
    """The parameters that decide every byte of the files."""

    customers: int
    months: int
    seed: int
    last: str

    @cached_property
    def periods(self) -> list[str]:
        """The months of the books, oldest first."""
        return periods.trailing(self.last, self.months)

    @cached_property
    def first_days(self) -> Ints:
        """The first day of each month since 1970, and of the month after the last."""
        return np.array([day_number(periods.first_day(p)) for p in [*self.periods, periods.shift(self.last, 1)]])

    @property
    def end(self) -> int:
        """The last day of the books since 1970."""
        return int(self.first_days[-1]) - 1

    def days(self, month: int) -> int:
        """How many days the month has."""
        return int(self.first_days[month + 1] - self.first_days[month])

    def calendar(self, month: int) -> int:
        """The month of the year, 0 for January."""
        return int(self.periods[month][5:]) - 1

    def month_of(self, days: Ints) -> Ints:
        """The month that holds each day; negative before the books begin."""
        return np.searchsorted(self.first_days, days, side="right") - 1

    @property
    def absolute_end(self) -> int:
        """The last month, counted from 1970."""
        return (int(self.last[:4]) - 1970) * 12 + int(self.last[5:]) - 1

    def month_of_all(self, days: Ints) -> Ints:
        """The month of each day, counted from 1970."""
        return days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)

    def stream(self, *name: object) -> np.random.Generator:
        """The random stream of a topic."""
        return stream(self.seed, *name)


def day_number(day: date) -> int:
    """Return the days since 1970."""
    return day.toordinal() - date(1970, 1, 1).toordinal()
