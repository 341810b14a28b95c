"""What a *why?* shows beside its formula (为什么): inputs with values, assumptions with version, records, run."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language

from guanxi.contracts import catalogue, regions
from guanxi.contracts.figures import PUBLISHED
from guanxi.contracts.shape import Column, Kind
from guanxi.dayend import assumptions
from guanxi.doors.web.templatetags import axes
from guanxi.kit import amounts
from guanxi.kit.words import Words
from guanxi.value import assumptions as assumed
from guanxi.value import explain
from guanxi.value.assumptions import wording

CONTRACTS = {contract.name: contract for contract in (*catalogue.ALL, *PUBLISHED)}
LISTS = (Kind.MONEYS, Kind.POINTS)


@dataclass(frozen=True, slots=True)
class Assumed:
    """One assumption as a formula uses it; ``value`` is empty for a table of rules."""

    topic: Words
    name: Words
    value: Words | None
    unit: Words | None
    source: Words
    version: str


@dataclass(frozen=True, slots=True)
class Figure:
    """One column of a published row: ``coding`` is ``contract.column``; ``is_given``: its value is known here."""

    coding: str
    column: Column
    value: Any
    is_given: bool


def rests_on(keys: Iterable[str], on: date) -> list[Assumed]:
    """Return the assumptions a formula rests on, as they are in force on a day."""
    wanted = list(keys)
    entries = assumptions.in_force(on).entries if wanted else {}
    return [_assumed(entries[key]) for key in wanted]


def _assumed(entry: assumed.Assumption) -> Assumed:
    told = wording.of(entry.key)
    written = str(entry.value)
    value = None if isinstance(entry.value, dict | list) else told.choices.get(written, Words(written, written))
    topic = wording.topic(entry.key.split(".")[0])
    return Assumed(topic, told.name, value, wording.unit(entry), wording.source(entry), entry.version)


def figure(contract: str, name: str, row: Mapping[str, Any] | None) -> Figure:
    """Return a column, or ``contract.column``, with its value in a row; lists of months are left to their chart."""
    if "." in name:
        contract, name = name.split(".")
        row = None
    column = CONTRACTS[contract].column(name)
    is_given = row is not None and name in row and column.kind not in LISTS
    value = _plain(name, row[name]) if row is not None and is_given else None
    return Figure(f"{contract}.{name}", column, value, is_given)


def table(told: explain.Explanation, row: Mapping[str, Any] | None, on: date | None) -> dict[str, Any]:
    """Return what ``shell/explained.html`` shows of ``contract.column`` in a published row, or without one."""
    contract, _, name = told.figure.rpartition(".")
    own = contract or "customer_figures"
    return {
        "told": told,
        "shown": figure(own, name, row),
        "inputs": [figure(own, one, row) for one in told.inputs],
        "sources": [CONTRACTS[one].words for one in told.contracts if one in CONTRACTS],
        "assumptions": rests_on(told.assumptions, on) if on else [],
    }


def minor(contract: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row of an insight with its money as decimals."""
    money = {column.name for column in CONTRACTS[contract].columns if column.kind == Kind.MONEY}
    return {key: amounts.minor(value) if key in money and value is not None else value for key, value in row.items()}


def _plain(name: str, value: Any) -> Any:
    """Write places, trades and competitors in words; all else stays as it is."""
    if name == "competitors":
        said = [f"{one['name']} {amounts.percent(one['rate'], _language(), decimals=0)}" for one in value or []]
        return " · ".join(said)
    known = {"region": regions.named, "industry": axes.of_section}.get(name)
    words = known(value) if known and value else None
    return words.in_(_language()) if words else value


def _language() -> str:
    return get_language() or "en"
