"""Changing an assumption (调整假设参数): its single numbers and codes, and what is wrong with a new one, in words.

A value is a number, a code, or a table or list of them; a leaf is one number or code with the way to it. The shape of
a table of rules stays as it is shipped: only its numbers, and codes with a choice, are changed.
"""

import math
from collections.abc import Iterator, Mapping
from typing import Any

from guanxi.kit.refusals import Refused
from guanxi.kit.words import Words
from guanxi.value.assumptions import wording

Way = tuple[str, ...]
SUM_TOLERANCE = 1e-9


class NotSensible(Refused):
    """A value lies outside what the assumption can mean."""

    words = Words("{name_en}: {problem_en}", "{name_zh}:{problem_zh}")


NOT_A_NUMBER = Words("“{text}” is not a number.", "“{text}”不是数字。")
NOT_WHOLE = Words("must be a whole number.", "必须是整数。")
TOO_LOW = Words("must not be below {low}.", "不能小于 {low}。")
TOO_HIGH = Words("must not be above {high}.", "不能大于 {high}。")
NO_CHOICE = Words("“{text}” is none of its choices.", "“{text}”不在可选项中。")
SHARES = Words("the shares of the tranches must sum to one.", "各层占比合计必须为一。")
STAGES = Words("stage 3 must begin later than stage 2.", "第三阶段必须晚于第二阶段。")


def leaves(value: Any, way: Way = ()) -> Iterator[tuple[Way, Any]]:
    """Return the single numbers and codes of a value with the way to each; a list of codes is one leaf."""
    if isinstance(value, Mapping):
        for key, one in value.items():
            yield from leaves(one, (*way, str(key)))
    elif isinstance(value, list) and any(isinstance(one, Mapping) for one in value):
        for place, one in enumerate(value):
            yield from leaves(one, (*way, str(place)))
    else:
        yield way, value


def is_open(key: str, leaf: Any) -> bool:
    """Tell whether a leaf may be changed: numbers, and codes with a choice."""
    if isinstance(leaf, bool):
        return False
    return isinstance(leaf, int | float) or (isinstance(leaf, str) and bool(wording.of(key).choices))


def changed(key: str, value: Any, texts: Mapping[Way, str]) -> Any:
    """Return the value with the leaves written anew; refuses with ``NotSensible`` what cannot be read."""
    return _changed(key, value, texts, ())


def _changed(key: str, value: Any, texts: Mapping[Way, str], way: Way) -> Any:
    if isinstance(value, Mapping):
        return {name: _changed(key, one, texts, (*way, str(name))) for name, one in value.items()}
    if isinstance(value, list) and any(isinstance(one, Mapping) for one in value):
        return [_changed(key, one, texts, (*way, str(place))) for place, one in enumerate(value)]
    text = texts.get(way)
    return value if text is None or not is_open(key, value) else _read(key, value, text.strip())


def _read(key: str, before: Any, text: str) -> Any:
    if isinstance(before, str):
        if text not in wording.of(key).choices:
            raise _wrong(key, NO_CHOICE.format(text=text[:40]))
        return text
    try:
        number = float(text.replace(",", "").replace(",", ""))
    except ValueError:
        raise _wrong(key, NOT_A_NUMBER.format(text=text[:40])) from None
    if not math.isfinite(number):
        raise _wrong(key, NOT_A_NUMBER.format(text=text[:40]))
    if isinstance(before, int):
        if number != int(number):
            raise _wrong(key, NOT_WHOLE)
        return int(number)
    return number


def check(key: str, value: Any) -> None:
    """Refuse with ``NotSensible`` a number outside its bounds, a share above one, or tranches not summing to one."""
    told = wording.of(key)
    for way, leaf in leaves(value):
        if isinstance(leaf, bool) or not isinstance(leaf, int | float):
            continue
        if told.low is not None and leaf < told.low:
            raise _wrong(key, TOO_LOW.format(low=_plain(told.low)))
        if told.high is not None and leaf > told.high:
            raise _wrong(key, TOO_HIGH.format(high=_plain(told.high)))
        if way[-1:] == ("share",) and leaf > 1:
            raise _wrong(key, TOO_HIGH.format(high=1))
    if key == "transfer.pool":
        if abs(sum(tranche["share"] for tranche in value) - 1) > SUM_TOLERANCE:
            raise _wrong(key, SHARES)
        if any(tranche["tenor"] < 1 or tranche["months"] < 1 for tranche in value):
            raise _wrong(key, TOO_LOW.format(low=1))


def check_together(values: Mapping[str, Any]) -> None:
    """Refuse values that do not go together; ``values`` are all of a topic as they would be."""
    if values.get("risk.stage_three_days", 1) <= values.get("risk.stage_two_days", 0):
        raise _wrong("risk.stage_three_days", STAGES)


def _plain(number: float) -> str:
    return f"{number:g}"


def _wrong(key: str, problem: Words) -> NotSensible:
    name = wording.of(key).name
    return NotSensible(name_en=name.en, name_zh=name.zh, problem_en=problem.en, problem_zh=problem.zh)
