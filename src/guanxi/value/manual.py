"""The manual of the measures (指标手册), printed from their specifications: a small table in, a small table out.

``python -m guanxi.value.manual docs/manual`` writes a page per measure in both languages; ``guanxi manual`` shows them.
"""

import sys
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from guanxi.kit.words import Words
from guanxi.value import assumptions, specs
from guanxi.value.specs import Small, Spec

LANGUAGES = {"en": ".md", "zh": ".zh.md"}
TITLE = Words("Manual of the measures", "指标手册")
STORY = Words(
    "Printed from `src/guanxi/value/specs`, which the tests run on DuckDB and on Spark. Amounts are whole minor "
    "units of the base currency. An empty cell is no answer: it is not known, or cannot be said. In a list, "
    "`20 × 100` stands for twenty times 100.",
    "由 `src/guanxi/value/specs` 打印；测试在 DuckDB 与 Spark 上运行同一说明。金额为本位币最小单位的整数(分)。"
    "空格表示没有答案：未知或无法判断。序列中 `20 × 100` 表示连续 20 个 100。",
)
GIVEN, OUT, SET = Words("Given: ", "输入："), Words("Gives", "输出"), Words("With", "参数")
SET_HEADINGS = (Words("assumption", "假设参数"), Words("meaning", "含义"), Words("value", "取值"))


def pages() -> dict[str, str]:
    """Return every page of the manual, by file name."""
    found = {}
    for language, ending in LANGUAGES.items():
        found[f"README{ending}"] = _contents(language)
        for spec in specs.ALL:
            found[f"{spec.name}{ending}"] = page(spec, language)
    return found


def page(spec: Spec, language: str) -> str:
    """Return the page of a measure as Markdown."""
    lines = [f"# {spec.title.in_(language)}", "", spec.says.in_(language)]
    for name, small in spec.given.items():
        lines += ["", f"## {GIVEN.in_(language)}`{name}`", "", *_table(small)]
    if spec.values:
        lines += ["", f"## {SET.in_(language)}", "", *_set(spec, language)]
    lines += ["", f"## {OUT.in_(language)}", "", *_table(spec.out)]
    return "\n".join(lines) + "\n"


def as_data() -> list[dict[str, Any]]:
    """Return the manual as plain data, for programs."""
    return [
        {
            "measure": spec.name,
            "title": {"en": spec.title.en, "zh": spec.title.zh},
            "says": {"en": spec.says.en, "zh": spec.says.zh},
            "given": {name: _plain(small) for name, small in spec.given.items()},
            "assumptions": dict(spec.values),
            "out": _plain(spec.out),
        }
        for spec in specs.ALL
    ]


def find(name: str) -> Spec | None:
    """Return the specification a page is printed from."""
    return next((spec for spec in specs.ALL if spec.name == name), None)


def cells(small: Small) -> list[list[str]]:
    """Return the rows of a table as they are printed."""
    return [[_cell(value) for value in row] for row in small.rows]


def settings(spec: Spec) -> list[tuple[str, Words, str]]:
    """Return the assumptions an example sets: key, meaning, value as it is printed."""
    found = []
    for key, value in spec.values.items():
        topic, name = key.split(".", 1)
        words = assumptions.topics()[topic]["words"][name]
        found.append((key, Words(words["en"], words["zh"]), _cell(value)))
    return found


def _contents(language: str) -> str:
    lines = [f"# {TITLE.in_(language)}", "", STORY.in_(language)]
    for part, found in specs.PARTS.items():
        lines += ["", f"## {part.in_(language)}", ""]
        lines += [f"- [{spec.title.in_(language)}]({spec.name}{LANGUAGES[language]})" for spec in found]
    return "\n".join(lines) + "\n"


def _table(small: Small) -> list[str]:
    rows = [_row([f"`{name}`" for name in small.kinds]), _row(["---"] * len(small.kinds))]
    return [*rows, *map(_row, cells(small))]


def _set(spec: Spec, language: str) -> list[str]:
    rows = [_row([heading.in_(language) for heading in SET_HEADINGS]), _row(["---"] * len(SET_HEADINGS))]
    return [*rows, *(_row([f"`{key}`", words.in_(language), value]) for key, words, value in settings(spec))]


def _plain(small: Small) -> dict[str, Any]:
    return {"columns": small.kinds, "rows": [[_told(value) for value in row] for row in small.rows]}


def _told(value: Any) -> Any:
    return [_told(one) for one in value] if isinstance(value, list) else None if value is None else _cell(value)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return f"[{', '.join(_runs(value))}]"
    return str(value).lower() if isinstance(value, bool) else str(value)


def _runs(values: list[Any]) -> Iterator[str]:
    for value, run in groupby(values):
        times, text = len(list(run)), _cell(value) or "–"
        yield from [f"{times} × {text}"] if times > 2 else [text] * times


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def main() -> None:
    """Write the manual into the folder named on the command line."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
