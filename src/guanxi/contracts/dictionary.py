"""The data dictionary printed from the contracts (数据字典), in both languages, as Markdown.

``python -m guanxi.contracts.dictionary docs`` writes ``data-dictionary.md`` and ``data-dictionary.zh.md``.
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from guanxi.contracts import catalogue
from guanxi.contracts.figures import PUBLISHED
from guanxi.contracts.shape import Column, Contract, Kind, Placing, Privacy
from guanxi.kit.words import Words

KINDS = {
    Kind.TEXT: Words("text", "文本"),
    Kind.CODE: Words("code", "代码"),
    Kind.INTEGER: Words("whole number", "整数"),
    Kind.NUMBER: Words("number", "数字"),
    Kind.MONEY: Words("amount", "金额"),
    Kind.RATE: Words("yearly rate", "年利率"),
    Kind.SHARE: Words("share 0-1", "比例 0–1"),
    Kind.DATE: Words("date", "日期"),
    Kind.MOMENT: Words("moment", "时间"),
    Kind.PERIOD: Words("month", "月份"),
    Kind.FLAG: Words("yes or no", "是否"),
    Kind.MONEYS: Words("amounts by month", "逐月金额"),
    Kind.POINTS: Words("shares by month", "逐月比例"),
    Kind.DOCUMENT: Words("JSON", "JSON"),
}
PRIVACY = {
    Privacy.PUBLIC: Words("public", "公开"),
    Privacy.BANK: Words("inside the bank", "行内"),
    Privacy.PERSONAL: Words("personal", "个人信息"),
}
PLACING = {
    Placing.WHOLE: Words("a delivery is the full table and replaces the last one", "每次交付为全量，覆盖上一次"),
    Placing.PERIOD: Words("a delivery replaces its calendar month", "每次交付覆盖所属自然月"),
    Placing.ADDED: Words("rows gather, known by their key", "逐次累积，按主键识别"),
}
FILES = {"en": "data-dictionary.md", "zh": "data-dictionary.zh.md"}
TITLE = Words("Data dictionary", "数据字典")
STORY = Words(
    "Printed from `src/guanxi/contracts`; change it there. In files, amounts are written as plain decimals of the base "
    "currency with at most two places (`1234.50`), dates as `2026-03-31`, months as `2026-03`.",
    "由 `src/guanxi/contracts` 打印，请在那里修改。文件中的金额为本位币普通小数，最多两位(`1234.50`),"
    "日期写作 `2026-03-31`，月份写作 `2026-03`。",
)
DELIVERED = Words("What a bank delivers", "银行交付的数据")
OURS = Words("What a run publishes", "运行后发布的指标")
HEADINGS = (
    Words("column", "列"),
    Words("meaning", "含义"),
    Words("kind", "类型"),
    Words("needed", "必填"),
    Words("allowed", "取值"),
    Words("privacy", "隐私级别"),
)
KEY, TOTAL = Words("Key", "主键"), Words("A control file totals", "控制文件合计列")
YES, REFERS = Words("yes", "是"), Words("an entry of", "须存在于")


def printed(language: str) -> str:
    """Return the whole dictionary in a language, ``en`` or ``zh``."""
    lines = [f"# {TITLE.in_(language)}", "", STORY.in_(language)]
    for title, contracts in ((DELIVERED, catalogue.ALL), (OURS, PUBLISHED)):
        lines += ["", f"## {title.in_(language)}"]
        for contract in contracts:
            lines += ["", *_contract(contract, language)]
    return "\n".join(lines) + "\n"


def as_data() -> list[dict[str, Any]]:
    """Return the whole dictionary as plain data, for programs."""
    return [
        {
            "contract": contract.name,
            "words": _both(contract.words),
            "grain": _both(contract.grain),
            "keys": list(contract.keys),
            "columns": [_plain(column) for column in contract.columns],
        }
        for contract in (*catalogue.ALL, *PUBLISHED)
    ]


def _plain(column: Column) -> dict[str, Any]:
    return {
        "name": column.name,
        "words": _both(column.words),
        "kind": column.kind.value,
        "required": column.required,
        "unit": column.unit,
        "allowed": {code: _both(words) for code, words in column.allowed.items()},
        "low": column.low,
        "high": column.high,
        "refers": column.refers,
        "privacy": column.privacy.value,
    }


def _both(words: Words) -> dict[str, str]:
    return {"en": words.en, "zh": words.zh}


def _contract(contract: Contract, language: str) -> list[str]:
    facts = [contract.grain.in_(language), PLACING[contract.placing].in_(language)]
    facts.append(f"{KEY.in_(language)}: {', '.join(f'`{k}`' for k in contract.keys)}")
    if contract.total is not None:
        facts.append(f"{TOTAL.in_(language)}: `{contract.total}`")
    headings = [h.in_(language) for h in HEADINGS]
    rows = [_row(headings), _row(["---"] * len(headings))]
    rows += [_row(_cells(column, language)) for column in contract.columns]
    stop = "。" if language == "zh" else ". "
    return [
        f"### `{contract.name}` {contract.words.in_(language)}",
        "",
        stop.join(facts).strip() + stop.strip(),
        "",
        *rows,
    ]


def _cells(column: Column, language: str) -> Sequence[str]:
    needed = YES.in_(language) if column.required else ""
    privacy = PRIVACY[column.privacy].in_(language)
    kind = KINDS[column.kind].in_(language)
    return (f"`{column.name}`", column.words.in_(language), kind, needed, _allowed(column, language), privacy)


def _allowed(column: Column, language: str) -> str:
    parts = []
    if column.allowed:
        parts.append(", ".join(f"`{code}` {words.in_(language)}" for code, words in column.allowed.items()))
    if column.low is not None or column.high is not None:
        low = "" if column.low is None else f"{column.low:g}"
        high = "" if column.high is None else f"{column.high:g}"
        parts.append(f"{low} … {high}".strip())
    if column.refers is not None:
        parts.append(f"{REFERS.in_(language)} `{column.refers}`")
    return "; ".join(parts)


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


if __name__ == "__main__":
    for tongue, name in FILES.items():
        (Path(sys.argv[1]) / name).write_text(printed(tongue), encoding="utf-8")
