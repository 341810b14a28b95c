"""Assumptions in words (假设参数名称): what each key is called, its unit and source in both languages, its bounds."""

from dataclasses import dataclass
from typing import Any

from guanxi.contracts.customers import KINDS, SIZES, SOURCES
from guanxi.contracts.figures.codes import GRADES, REASONS, TIERS
from guanxi.contracts.market import EVIDENCE_SOURCES
from guanxi.contracts.movements import CHANNELS, EVENT_KINDS, PURPOSES
from guanxi.contracts.products import FAMILIES
from guanxi.contracts.records import CONTACT_CHANNELS
from guanxi.kit.words import Words
from guanxi.value import assumptions
from guanxi.value.assumptions import Assumption

_PARTS: dict[str, tuple[str, str]] = {
    "default": ("any other", "其他"),
    "share": ("share", "份额"),
    "tenor": ("tenor, months", "期限(月)"),
    "months": ("months", "月数"),
    "level": ("level", "等级"),
    "families": ("least families", "最少产品类数"),
    "signs": ("signs of the main bank", "主办行标志数"),
    "grade": ("grade", "服务等级"),
    "tiers": ("tiers", "层级"),
    "1": ("stage 1", "第一阶段"),
    "2": ("stage 2", "第二阶段"),
    "3": ("stage 3", "第三阶段"),
    "maturing": ("product maturing", "产品到期"),
    "least_age": ("least age", "最低年龄"),
    "most_age": ("highest age", "最高年龄"),
    "worst_stage": ("worst stage", "最差减值阶段"),
    "money": ("money leaving", "资金流失"),
    "profit": ("profit", "利润"),
    "growth": ("growth", "增长"),
    "terms": ("terms", "到期与定价"),
    "promise": ("promises", "承诺"),
    "complaint": ("complaints", "投诉"),
}
#: Codes and names the bank itself gives: they have no words of ours.
OWN_CODES = ("signs.risky_grades", "signs.sound_grades", "wallet.total_banks")
_CODES = {
    **SOURCES,
    **CONTACT_CHANNELS,
    **PURPOSES,
    **EVIDENCE_SOURCES,
    **REASONS,
    **TIERS,
    **GRADES,
    **SIZES,
    **KINDS,
    **EVENT_KINDS,
    **CHANNELS,
    **FAMILIES,
    **_PARTS,
}


@dataclass(frozen=True, slots=True)
class Wording:
    """How a key is told; ``low`` and ``high`` bound each of its numbers, ``choices`` name the codes it may take."""

    name: Words
    unit: str
    source: str
    low: float | None
    high: float | None
    choices: dict[str, Words]


def topic(name: str) -> Words:
    """Return what a topic is called; a name without words stays as it is."""
    told = assumptions.topics().get(name, {}).get("words", {}).get("topic")
    return Words(told["en"], told["zh"]) if told else Words(name, name)


def of(key: str) -> Wording:
    """Return the wording of ``topic.name``; ``unit`` and ``source`` are the Chinese ones, empty when untold."""
    topic_name, _, name = key.partition(".")
    told = assumptions.topics().get(topic_name, {}).get("words", {})
    one: dict[str, Any] = told.get(name, {})
    plain = name.replace("_", " ")
    choices = {code: Words(*both) for code, both in one.get("choices", {}).items()}
    return Wording(
        Words(one.get("en", plain), one.get("zh", plain)),
        one.get("unit", ""),
        one.get("source", told.get("topic", {}).get("source", "")),
        one.get("low"),
        one.get("high"),
        choices,
    )


def unit(entry: Assumption) -> Words | None:
    """Return the unit of an assumption in both languages, where it has one."""
    return Words(entry.unit, of(entry.key).unit or entry.unit) if entry.unit else None


def source(entry: Assumption) -> Words:
    """Return where an assumption comes from; the source of an own version is told as it was written."""
    shipped = entry.version == str(assumptions.topics()[entry.key.split(".")[0]]["versions"][0]["version"])
    return Words(entry.source, (of(entry.key).source if shipped else "") or entry.source)


def part(name: str) -> Words:
    """Return what a row or column of a table of numbers is called; an unknown code stays as it is written."""
    return Words(*_CODES.get(name, (name, name)))
