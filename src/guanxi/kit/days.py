"""How a day is written for people (日期写法): 10月31日 or 2025年10月31日, 31 Oct 2026; and how near it is."""

from datetime import date

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "zh": ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"),
}
_WEEK_ZH = "一二三四五六日"


def _is_chinese(language: str) -> bool:
    return language.startswith("zh")


def written(day: date, language: str, *, beside: date | None = None) -> str:
    """Return the day; in Chinese the year is left out when it is the year of ``beside``."""
    if not _is_chinese(language):
        return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    year = "" if beside is not None and beside.year == day.year else f"{day.year}年"
    return f"{year}{day.month}月{day.day}日"


def month(period: str, language: str) -> str:
    """Return a period ``YYYY-MM`` in words."""
    year, number = int(period[:4]), int(period[5:7])
    return f"{year}年{number}月" if _is_chinese(language) else f"{MONTHS[number - 1]} {year}"


def weekday(day: date, language: str) -> str:
    """Return the name of the day of the week."""
    return WEEKDAYS["zh" if _is_chinese(language) else "en"][day.weekday()]


def near(day: date, today: date, language: str) -> str:
    """Return a due day as people say it: overdue by 3 days, today, Wednesday, next week's day, or the date."""
    chinese = _is_chinese(language)
    gap = (day - today).days
    if gap < 0:
        return f"逾期 {-gap} 天" if chinese else f"{-gap} d overdue"
    if gap < 2:
        return (("今天", "明天") if chinese else ("Today", "Tomorrow"))[gap]
    weeks = (gap + today.weekday()) // 7
    if weeks < 2 and chinese:
        return f"{'下周' if weeks else '周'}{_WEEK_ZH[day.weekday()]}"
    if weeks < 1:
        return WEEKDAYS["en"][day.weekday()][:3]
    if chinese:
        return written(day, language, beside=today)
    return f"{day.day} {MONTHS[day.month - 1]}" + ("" if day.year == today.year else f" {day.year}")
