"""The data dictionary printed from the contracts (数据字典), in both languages; ``docs/data-dictionary.md`` is its output."""

from collections.abc import Iterator
from typing import Any

from guanxi.contracts import catalogue, figures
from guanxi.contracts.shape import Column, Contract

HEAD = """# Data dictionary 数据字典

Printed by `guanxi dictionary` from the contracts in code; a test keeps it current. 由 `guanxi dictionary` 自动生成。
Bold columns are the key. Files deliver money as decimals (123.45); the store keeps whole minor units (分).
"""


def written() -> str:
    """Return the whole dictionary as Markdown."""
    return "\n".join(_lines()).rstrip() + "\n"


def as_data() -> list[dict[str, Any]]:
    """Return the whole dictionary as plain data."""
    return [
        {
            "contract": contract.name,
            "en": contract.words.en,
            "zh": contract.words.zh,
            "grain": {"en": contract.grain.en, "zh": contract.grain.zh},
            "keys": list(contract.keys),
            "columns": [_column(column) for column in contract.columns],
        }
        for contract in (*catalogue.ALL, *figures.PUBLISHED)
    ]


def _lines() -> Iterator[str]:
    yield HEAD
    for title, contracts in (
        ("## What a bank delivers 交付数据", catalogue.ALL),
        ("## What a run publishes 发布指标", figures.PUBLISHED),
    ):
        yield title + "\n"
        for contract in contracts:
            yield from _table(contract)


def _table(contract: Contract) -> Iterator[str]:
    yield f"### `{contract.name}` {contract.words.en} · {contract.words.zh}\n"
    yield f"{contract.grain.en} · {contract.grain.zh}\n"
    yield "| column | meaning | 含义 | kind | required | allowed, bounds, refers to | privacy |"
    yield "|---|---|---|---|---|---|---|"
    for column in contract.columns:
        name = f"**{column.name}**" if column.name in contract.keys else column.name
        unit = f" ({column.unit})" if column.unit else ""
        need = "yes" if column.required else ""
        cells = (name, column.words.en, column.words.zh, f"{column.kind}{unit}", need, _limits(column), column.privacy)
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
    yield ""


def _limits(column: Column) -> str:
    said = [f"`{code}` {words.en} {words.zh}" for code, words in column.allowed.items()]
    if column.low is not None or column.high is not None:
        low, high = ("" if bound is None else f"{bound:g}" for bound in (column.low, column.high))
        said.append(f"{low}…{high}")
    if column.refers:
        said.append(f"→ {column.refers}")
    return "; ".join(said)


def _column(column: Column) -> dict[str, Any]:
    return {
        "name": column.name,
        "kind": column.kind.value,
        "en": column.words.en,
        "zh": column.words.zh,
        "required": column.required,
        "unit": column.unit,
        "allowed": {code: {"en": words.en, "zh": words.zh} for code, words in column.allowed.items()},
        "low": column.low,
        "high": column.high,
        "refers": column.refers,
        "privacy": column.privacy.value,
    }
