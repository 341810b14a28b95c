"""What each rule says about a rejected row, in both languages, and how its value is masked (规则说明与脱敏)."""

from collections.abc import Mapping

from guanxi.contracts.shape import Column, Privacy
from guanxi.kit.words import Words

RULES: Mapping[str, Words] = {
    "columns": Words(
        "The row has {found} cells where {expected} are expected.", "该行有 {found} 个单元格，应为 {expected} 个。"
    ),
    "quotes": Words("The quotation marks of the row do not match.", "该行引号不配对。"),
    "too_large": Words("The row is longer than any honest one.", "该行过长。"),
    "required": Words("A value is required here.", "此项必填。"),
    "integer": Words("This is not a whole number.", "不是整数。"),
    "number": Words("This is not a number.", "不是数字。"),
    "money": Words("This is not an amount.", "不是金额。"),
    "thousands": Words(
        "The amount has thousand separators. Send plain digits, or declare them in the mapping.",
        "金额含千位分隔符。请提供纯数字，或在映射文件中声明。",
    ),
    "full_width": Words(
        "The number is written in full-width digits. Send plain digits, or declare them in the mapping.",
        "数字使用了全角字符。请提供半角数字，或在映射文件中声明。",
    ),
    "decimals": Words("The amount has more than two decimals.", "金额小数超过两位。"),
    "formula": Words("This is a formula, not a value. It was not run.", "此处是公式而非数值，未予执行。"),
    "date": Words("This is not a date written {form}.", "不是 {form} 格式的日期。"),
    "no_such_day": Words("There is no such day in the calendar.", "日历上没有这一天。"),
    "moment": Words("This is not a moment written {form}.", "不是 {form} 格式的时间。"),
    "period": Words("This is not a month written YYYY-MM.", "不是 YYYY-MM 格式的月份。"),
    "another_period": Words(
        "The row is of another month than its file ({period}).", "该行月份与文件月份({period})不符。"
    ),
    "flag": Words("This is neither yes nor no.", "不是“是”或“否”。"),
    "code": Words("This code is not known. Known: {allowed}.", "代码未知。可用代码：{allowed}。"),
    "bounds": Words("The value lies outside {low} to {high}.", "数值超出范围 {low} 至 {high}。"),
    "too_long": Words("The text is longer than {longest} characters.", "文本超过 {longest} 个字符。"),
    "character": Words("The text holds a character that no text may hold.", "文本含有非法字符。"),
    "duplicate": Words("The key {keys} occurs before in this delivery.", "主键 {keys} 在本次交付中重复。"),
    "refers": Words("No such entry in {other}.", "在{other_zh}中不存在。"),
}


def rule(name: str, facts: Mapping[str, object]) -> Words:
    """Return the sentence of a rule, filled with the facts kept beside the rejected row."""
    return RULES[name].format(**{"low": "−∞", "high": "∞", **facts})


def mask(value: str, column: Column | None) -> str:
    """Return as much of a value as people who mend rows may see: of personal ones the first and last character."""
    value = " ".join(value.split())
    if column is not None and column.privacy == Privacy.PERSONAL and value:
        value = "*" if len(value) < 3 else f"{value[0]}{'*' * min(len(value) - 2, 6)}{value[-1]}"
    return value if len(value) <= 60 else f"{value[:59]}…"
