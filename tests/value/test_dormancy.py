"""Months before a customer came are no months of silence: a newcomer is not dormant."""

from datetime import date

import pytest

from guanxi.value.measures import facts
from tests.value import spec


@pytest.mark.parametrize(
    ("opened_on", "dormant"),
    [
        (date(2020, 5, 1), True),
        (date(2024, 6, 30), True),
        (date(2024, 7, 1), False),
        (date(2025, 6, 1), False),
        (date(2026, 3, 1), False),
    ],
)
def test_silence_counts_from_the_day_a_customer_came(opened_on: date, dormant: bool) -> None:
    table = spec.table(
        {"opened_on": "date", "dormant_on": "date"}, [{"opened_on": opened_on, "dormant_on": date(2025, 6, 30)}]
    )
    [row] = spec.result(table.select(day=facts.silent_since(table)))
    assert row["day"] == (date(2025, 6, 30) if dormant else None)
