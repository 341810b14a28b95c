"""Reading a mapping file and telling what is wrong in it, by place (映射文件校验)."""

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from guanxi.contracts import catalogue
from guanxi.contracts.shape import Contract, Kind
from guanxi.intake.checks import Writing
from guanxi.intake.connectors.source import Form
from guanxi.intake.mapping.shape import Cell, Mapped, SourceFile, Table
from guanxi.intake.refusals import BadMapping
from guanxi.kit.periods import is_period
from guanxi.kit.words import Words

_TOP = {"name", "assumed", "files", "contracts", "number", "empty"}
_FILE = {"pattern", "beside", "delimiter", "encoding", "sheet", "quote", "header", "period"}
_TABLE = {"from", "columns", "query", "derive", "through", "number", "empty"}
_CELL = {"from", "constant", "expression", "codes", "other", "format", "number", "empty"}
_NUMBER = {"thousands", "decimal", "full_width", "rounded", "minor"}
_DERIVED = {"balances": {"from_transactions"}}
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


class _Reader:
    """Walks through the file; every complaint names the place it stands at."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def refuse(self, where: str, why: str, why_zh: str) -> BadMapping:
        return BadMapping(self.path.name, where=where.lstrip("/") or "/", why=why, why_zh=why_zh)

    def entries(self, value: Any, where: str, known: Iterable[str] | None = None) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise self.refuse(where, "names and values are expected here", "此处应为“名称：值”")
        found = {str(key): entry for key, entry in value.items()}
        if known is not None and (unknown := sorted(set(found) - set(known))):
            allowed = ", ".join(sorted(known))
            raise self.refuse(
                where,
                f"unknown: {', '.join(unknown)}; allowed: {allowed}",
                f"未知：{', '.join(unknown)}；可用：{allowed}",
            )
        return found

    def text(self, entries: Mapping[str, Any], key: str, where: str) -> str:
        value = entries.get(key, "")
        if isinstance(value, (dict, list)):
            raise self.refuse(f"{where}/{key}", "one text is expected here", "此处应为单个文本")
        return "" if value is None else str(value)

    def pattern(self, text: str, where: str) -> str:
        try:
            groups = re.compile(text).groups
        except re.error as error:
            raise self.refuse(where, f"not a regular expression: {error}", f"不是正则表达式：{error}") from error
        if text and groups != 2:
            raise self.refuse(where, "two groups are expected: year and month", "应包含两个分组：年与月")
        return text


def read(path: Path) -> Mapped:
    """Return what a mapping file says, or refuse it."""
    reader = _Reader(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
        # every word stays a text: a code such as NO or 010 is neither a switch nor a number
        top = reader.entries(yaml.load(text, Loader=yaml.BaseLoader), "", _TOP)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        why = " ".join(str(error).split())[:300]
        raise reader.refuse("/", why, why) from error
    files = {name: _file(reader, name, entry) for name, entry in reader.entries(top.get("files", {}), "files").items()}
    common = _writing(reader, top, "", Writing())
    tables: list[Table] = []
    for name, entry in reader.entries(top.get("contracts", {}), "contracts").items():
        contract = _contract(reader, name)
        several = entry if isinstance(entry, list) else [entry]
        for number, one in enumerate(several, start=1):
            where = f"contracts/{name}" + (f"/{number}" if len(several) > 1 else "")
            tables.append(_table(reader, contract, where, one, files, common))
    if not tables:
        raise reader.refuse("contracts", "no contract is mapped", "没有映射任何契约")
    return Mapped(path, text, files, tuple(tables), _assumed(reader, top.get("assumed", [])))


def _assumed(reader: _Reader, value: Any) -> tuple[Words, ...]:
    found = []
    for number, one in enumerate(value if isinstance(value, list) else [value], start=1):
        where = f"assumed/{number}"
        entries = reader.entries(one, where, ("en", "zh"))
        en, zh = (reader.text(entries, language, where) for language in ("en", "zh"))
        if not en or not zh:
            raise reader.refuse(where, "both languages are needed: en and zh", "须同时写明 en 与 zh")
        found.append(Words(en, zh))
    return tuple(found)


def _contract(reader: _Reader, name: str) -> Contract:
    try:
        return catalogue.get(name)
    except KeyError as error:
        known = ", ".join(c.name for c in catalogue.ALL)
        where = f"contracts/{name}"
        raise reader.refuse(where, f"no such contract; there are {known}", f"没有此契约；可用：{known}") from error


def _file(reader: _Reader, name: str, value: Any) -> SourceFile:
    where = f"files/{name}"
    if not _NAME.fullmatch(name):
        raise reader.refuse(where, "use letters, digits and _ only", "名称只能用字母、数字和下划线")
    entries = reader.entries({"pattern": value} if isinstance(value, str) else value, where, _FILE)
    say: Callable[[str], str] = lambda key: reader.text(entries, key, where)  # noqa: E731
    beside, pattern = say("beside"), say("pattern")
    if bool(beside) == bool(pattern):
        raise reader.refuse(where, "give either pattern or beside", "pattern 与 beside 须二选一")
    form = Form(
        delimiter=say("delimiter"),
        encoding=say("encoding"),
        sheet=say("sheet"),
        quote=say("quote") or '"',
        header=_texts(reader, entries, "header", where),
    )
    period = reader.pattern(say("period"), f"{where}/period")
    return SourceFile(name, beside or pattern, form, period, bool(beside))


def _table(
    reader: _Reader, contract: Contract, where: str, value: Any, files: Mapping[str, SourceFile], common: Writing
) -> Table:
    entries = reader.entries(value, where, _TABLE)
    say: Callable[[str], str] = lambda key: reader.text(entries, key, where)  # noqa: E731
    source, query, derive, through = say("from"), say("query"), say("derive"), say("through")
    if sum(map(bool, (source, query, derive))) != 1:
        raise reader.refuse(where, "give one of from, query, derive", "from、query、derive 须三选一")
    if source and source not in files:
        raise reader.refuse(f"{where}/from", f"no file is called {source}", f"没有名为 {source} 的文件")
    if derive and derive not in _DERIVED.get(contract.name, ()):
        raise reader.refuse(f"{where}/derive", f"{derive} is no rule of this contract", f"此契约没有规则 {derive}")
    if through and not is_period(through):
        raise reader.refuse(f"{where}/through", "a month YYYY-MM is expected", "应为 YYYY-MM 月份")
    writing = _writing(reader, entries, where, common)
    cells = reader.entries(entries.get("columns", {}), f"{where}/columns")
    columns = {name: _cell(reader, contract, f"{where}/columns", name, c, writing) for name, c in cells.items()}
    if source:
        missing = [c.name for c in contract.columns if c.required and c.name not in columns]
        if missing:
            raise reader.refuse(f"{where}/columns", f"missing: {', '.join(missing)}", f"缺少：{', '.join(missing)}")
    elif columns:
        raise reader.refuse(f"{where}/columns", "columns go with from only", "columns 只能与 from 同用")
    return Table(contract.name, where, source, columns, query, derive, through, writing)


def _cell(reader: _Reader, contract: Contract, where: str, name: str, value: Any, common: Writing) -> Cell:
    where = f"{where}/{name}"
    if name not in contract.names:
        known = ", ".join(contract.names)
        raise reader.refuse(where, f"the contract has no such column; it has {known}", f"契约无此列；可用：{known}")
    entries = reader.entries(value if isinstance(value, dict) else {"from": value}, where, _CELL)
    sources = [key for key in ("from", "constant", "expression") if key in entries]
    if len(sources) != 1:
        raise reader.refuse(where, "give one of from, constant, expression", "from、constant、expression 须三选一")
    column, codes = contract.column(name), reader.entries(entries.get("codes", {}), f"{where}/codes")
    ours = {theirs: str(code) for theirs, code in codes.items()}
    other = reader.text(entries, "other", where) or None
    if column.kind == Kind.CODE:
        wrong = sorted({*ours.values(), *([other] if other else [])} - set(column.allowed))
        if wrong:
            known = ", ".join(column.allowed)
            raise reader.refuse(
                f"{where}/codes", f"no such code: {', '.join(wrong)}; there are {known}", f"无此代码；可用：{known}"
            )
    writing = _writing(reader, entries, where, common)
    writing = Writing(
        **{f: getattr(writing, f) for f in _SAME},
        codes=ours,
        other_code=other,
        date_form=reader.text(entries, "format", where),
    )
    constant = str(entries["constant"]) if "constant" in entries else None
    return Cell(reader.text(entries, "from", where), constant, reader.text(entries, "expression", where), writing)


_SWITCH = {"true": True, "false": False}
_SAME = ("thousands", "decimal", "full_width", "rounded", "minor", "empty")


def _writing(reader: _Reader, entries: Mapping[str, Any], where: str, common: Writing) -> Writing:
    number = reader.entries(entries.get("number", {}), f"{where}/number", _NUMBER)
    said = {key: getattr(common, key) for key in _SAME}
    for key, value in number.items():
        is_switch = isinstance(said[key], bool)
        if (is_switch and value not in _SWITCH) or (not is_switch and len(str(value)) > 1):
            what, what_zh = ("true or false", "true 或 false") if is_switch else ("one character", "单个字符")
            raise reader.refuse(f"{where}/number/{key}", f"{what} is expected", f"应为{what_zh}")
        said[key] = _SWITCH[value] if is_switch else value
    if "empty" in entries:
        said["empty"] = _texts(reader, entries, "empty", where)
    return Writing(**said)


def _texts(reader: _Reader, entries: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
    value = entries.get(key) or []
    if not isinstance(value, list):
        raise reader.refuse(f"{where}/{key}", "a list is expected here", "此处应为列表")
    return tuple(str(text) for text in value)
