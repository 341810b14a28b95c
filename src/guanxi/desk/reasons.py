"""Why a line stands on the work list, in words with its figures (原因与依据).

A reason is told in parts, each with wordings in order of preference (``desk.wordings``). A wording
whose figures the evidence does not hold is passed over; the bare name of the reason remains when
nothing can be told. Money in evidence is in minor units (分).
"""

from collections.abc import Mapping
from datetime import date
from string import Formatter
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from guanxi.contracts.figures import GRADES, LEVELS, REASONS, STEPS
from guanxi.contracts.figures.lifetime import BINS
from guanxi.contracts.lines import LINES
from guanxi.contracts.products import FAMILIES
from guanxi.contracts.records import COMPLAINT_KINDS
from guanxi.desk.wordings import FIGURES, MARGIN, PARTS
from guanxi.desk.worklist import WorkItem
from guanxi.kit import amounts, days
from guanxi.kit.words import Words

CODES: Mapping[str, Mapping[str, Words]] = {
    "family": {code: Words(*pair) for code, pair in FAMILIES.items()},
    "grade": {code: Words(*pair) for code, pair in GRADES.items()},
    "level": {code: Words(*pair) for code, pair in LEVELS.items()},
    "step": {code: Words(*pair) for code, pair in STEPS.items()},
    "line": {**LINES, "margin": MARGIN},
    "sign": {f"{name}:{place}": Words(*pair) for name, bins in BINS.items() for place, pair in enumerate(bins)},
    "complaint": {code: Words(*pair) for code, pair in COMPLAINT_KINDS.items()},
}


def sentence(item: WorkItem, language: str, *, today: date) -> SafeString:
    """Return the reason of a line as safe HTML, figures in bold."""
    told = _parts(item.reason, item.evidence, language, today)
    for other in item.evidence.get("also", ()):
        told += _parts(other["reason"], other["evidence"], language, today)[:1]
    if not told:
        name = Words(*REASONS[item.reason]).in_(language)
        told = [format_html("{}", name[:1].upper() + name[1:])]
    stop, gap = ("。", "") if language.startswith("zh") else (".", " ")
    return format_html_join(gap, "{}" + stop, ((part,) for part in told))


def _parts(reason: str, facts: Mapping[str, Any], language: str, today: date) -> list[SafeString]:
    return [part for wordings in PARTS.get(reason, ()) if (part := _first(wordings, facts, language, today))]


def evidence(item: WorkItem, language: str, *, today: date) -> list[tuple[str, str]]:
    """Return the figures of a line that have a name, each written out, for its explanation."""
    facts: dict[str, Any] = {}
    for other in (*item.evidence.get("also", ()), {"evidence": item.evidence}):
        facts |= {key: value for key, value in other["evidence"].items() if _is_known(value)}
    return [
        (words.in_(language), _written(facts[key], form, language, today))
        for key, (form, words) in FIGURES.items()
        if key in facts
    ]


def _is_known(value: Any) -> bool:
    return value is not None and value != ""


def _first(wordings: tuple[Words, ...], facts: Mapping[str, Any], language: str, today: date) -> SafeString | None:
    for words in wordings:
        told = _told(words.in_(language), facts, language, today)
        if told is not None:
            return told
    return None


def _told(template: str, facts: Mapping[str, Any], language: str, today: date) -> SafeString | None:
    """Fill one wording; ``None`` when a figure is missing, or nothing where something is meant."""
    pieces: list[tuple[SafeString]] = []
    for text, key, form, _conversion in Formatter().parse(template):
        pieces.append((format_html("{}", text),))
        if key is None:
            continue
        value = facts.get(key)
        if not _is_known(value) or (form == "some" and not value) or (form == "lost" and int(value or 0) >= 0):
            return None
        written = _written(value, form or "", language, today)
        pieces.append((format_html("{}" if form in CODES else "<b>{}</b>", written),))
    return format_html_join("", "{}", pieces)


def _written(value: Any, form: str, language: str, today: date) -> str:
    """Write a figure: money, gain (with sign), size, lost (both without), share, day, age (in days), code or number."""
    if form in ("money", "gain", "size", "lost"):
        amount = amounts.minor(abs(int(value)) if form in ("size", "lost") else int(value))
        return amounts.short(amount, language, plus=form == "gain")
    if form == "share":
        return amounts.percent(float(value), language, decimals=0)
    if form == "day":
        return days.written(date.fromisoformat(str(value)), language, beside=today)
    if form == "age":
        return f"{(today - date.fromisoformat(str(value))).days:,}"
    if form in CODES:
        words = CODES[form].get(str(value))
        return words.in_(language) if words else str(value)
    return f"{value:,}" if isinstance(value, int) else f"{value:,.1f}" if isinstance(value, float) else str(value)
