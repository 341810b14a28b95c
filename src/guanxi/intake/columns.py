"""Which heading of a file is which column of a contract (列对应)."""

from collections.abc import Mapping, Sequence

from guanxi.contracts.shape import Contract
from guanxi.intake.checks import Pick, Writing
from guanxi.intake.connectors import Source
from guanxi.intake.refusals import ExtraColumns, MissingColumns

PLAIN = Writing()


def by_name(contract: Contract, source: Source, longest: Mapping[str, int], writing: Writing = PLAIN) -> list[Pick]:
    """Return the picks of a file whose headings are the contract's own names, in any order and case."""
    headings = {h.strip().lower(): h for h in source.columns if h != source.line_column}
    wanted = {c.name.lower() for c in contract.columns}
    missing = [c.name for c in contract.columns if c.required and c.name.lower() not in headings]
    if missing:
        shown = list(headings.values())
        raise MissingColumns(source.file, columns=", ".join(missing), heading=_shown(shown))
    if extra := [h for low, h in headings.items() if low not in wanted]:
        raise ExtraColumns(source.file, count=len(extra), columns=_shown(extra))
    return [pick(contract, c.name, source, headings.get(c.name.lower()), longest, writing) for c in contract.columns]


def pick(
    contract: Contract,
    name: str,
    source: Source,
    heading: str | None,
    longest: Mapping[str, int],
    writing: Writing = PLAIN,
) -> Pick:
    """Return the pick of one column; without a heading it is not delivered."""
    cell = None if heading is None else source.cell(heading)
    kind = "VARCHAR" if heading is None else source.columns[heading]
    return Pick(contract.column(name), cell, kind, writing, longest.get(name), heading or "")


def _shown(names: Sequence[str]) -> str:
    more = f" … (+{len(names) - 12})" if len(names) > 12 else ""
    return ", ".join(n[:40] or "(empty)" for n in names[:12]) + more
