"""How days are written, and how near they are."""

from datetime import date, timedelta

import pytest

from guanxi.kit import days

TUESDAY = date(2026, 11, 24)


def test_a_day_in_both_languages() -> None:
    assert days.written(date(2026, 10, 31), "en") == "31 Oct 2026"
    assert days.written(date(2026, 10, 31), "zh-hans", beside=TUESDAY) == "10月31日"
    assert days.written(date(2025, 10, 31), "zh-hans", beside=TUESDAY) == "2025年10月31日"


def test_a_month_and_a_weekday_in_both_languages() -> None:
    assert (days.month("2026-10", "en"), days.month("2026-10", "zh-hans")) == ("Oct 2026", "2026年10月")
    assert (days.weekday(TUESDAY, "en"), days.weekday(TUESDAY, "zh-hans")) == ("Tuesday", "星期二")


@pytest.mark.parametrize(
    ("gap", "zh", "en"),
    [
        (-3, "逾期 3 天", "3 d overdue"),
        (0, "今天", "Today"),
        (1, "明天", "Tomorrow"),
        (3, "周五", "Fri"),
        (6, "下周一", "30 Nov"),
        (13, "12月7日", "7 Dec"),
        (60, "2027年1月23日", "23 Jan 2027"),
    ],
)
def test_a_due_day_is_told_by_its_nearness(gap: int, zh: str, en: str) -> None:
    due = TUESDAY + timedelta(days=gap)
    assert days.near(due, TUESDAY, "zh-hans") == zh
    assert days.near(due, TUESDAY, "en") == en
