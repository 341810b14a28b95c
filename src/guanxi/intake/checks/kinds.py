"""How the cell of each kind is read and which rule it breaks, as SQL (各类型的取值与规则).

A cell becomes a *text* (NULL when empty) and a *value* (NULL when it cannot be read). Money becomes whole minor units
through decimals, never through floating point.
"""

from guanxi.contracts.shape import Column, Kind
from guanxi.intake.checks import typed
from guanxi.intake.checks.picks import Pick, Writing
from guanxi.intake.connectors.source import literal

INTEGER_FORM = "[+-]?[0-9]{1,18}"
NUMBER_FORM = r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,2})?"
MONEY_FORM = r"[+-]?[0-9]{1,14}(\.[0-9]{1,2})?"
MONEY_LONG_FORM = r"[+-]?[0-9]{1,14}(\.[0-9]{1,12})?"
DATE_FORM = "[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{4}/[0-9]{2}/[0-9]{2}|[0-9]{8}"
MOMENT_FORM = r"[0-9]{4}-[0-9]{2}-[0-9]{2}([ T][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?)?"
WIDE = "\uff10\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18\uff19\uff0e\uff0c\uff0b\uff0d"
NARROW = "0123456789.,+-"
YES = ("true", "t", "yes", "y", "1", "是")
NO = ("false", "f", "no", "n", "0", "否")
NUMERIC = (Kind.INTEGER, Kind.NUMBER, Kind.MONEY, Kind.RATE, Kind.SHARE)
REAL = (Kind.NUMBER, Kind.RATE, Kind.SHARE)


def text(pick: Pick) -> str:
    """Return the SQL of a cell's text, NULL when the cell is empty."""
    if pick.cell is None:
        return "NULL::VARCHAR"
    if not pick.is_text:
        return f"CAST({pick.cell} AS VARCHAR)" if pick.column.kind in (Kind.TEXT, Kind.CODE) else pick.cell
    sql = f"nullif(trim({pick.cell}), '')"
    if pick.writing.empty:
        sql = f"CASE WHEN {sql} IN ({_list(pick.writing.empty)}) THEN NULL ELSE {sql} END"
    if pick.column.kind in NUMERIC:
        sql = _plain_number(sql, pick.writing)
    if pick.writing.codes and pick.column.kind != Kind.CODE:
        whens = " ".join(f"WHEN {literal(theirs)} THEN {literal(ours)}" for theirs, ours in pick.writing.codes.items())
        sql = f"CASE {sql} {whens} ELSE {sql} END"
    return sql


def value(pick: Pick, name: str) -> str:
    """Return the SQL of the value from the text called ``name``."""
    if pick.cell is None:
        return f"CAST(NULL AS {typed.STORED[pick.column.kind]})"
    if not pick.is_text and pick.column.kind not in (Kind.TEXT, Kind.CODE):
        return typed.value(pick, name)
    match pick.column.kind:
        case Kind.TEXT:
            return _text(pick, name)
        case Kind.CODE:
            return _code(pick.column, pick.writing, name)
        case Kind.INTEGER:
            return _formed(name, INTEGER_FORM, f"TRY_CAST({name} AS BIGINT)")
        case Kind.NUMBER | Kind.RATE | Kind.SHARE:
            return _formed(name, NUMBER_FORM, f"TRY_CAST({name} AS DOUBLE)")
        case Kind.MONEY:
            return _money(pick.writing, name)
        case Kind.DATE:
            return _date(pick.writing, name)
        case Kind.MOMENT:
            return _moment(pick.writing, name)
        case Kind.PERIOD:
            return _period(pick.writing, name)
        case Kind.FLAG:
            low = f"lower({name})"
            return f"CASE WHEN {low} IN ({_list(YES)}) THEN true WHEN {low} IN ({_list(NO)}) THEN false END"
    raise ValueError(f"{pick.column.kind} never comes in a delivery")


def bounds(column: Column, name: str) -> str:
    """Return the SQL that is true when a value lies outside the column's bounds, or an empty text."""
    scale = 100 if column.kind == Kind.MONEY else 1
    sides = []
    if column.low is not None:
        sides.append(f"{name} < {column.low * scale:.10g}")
    if column.high is not None:
        sides.append(f"{name} > {column.high * scale:.10g}")
    if column.kind in REAL:
        sides.append(f"NOT isfinite({name})")
    return " OR ".join(sides)


def is_broken(pick: Pick, text_name: str, value_name: str) -> str:
    """Return the SQL that is true when a cell breaks any rule, or an empty text when it cannot."""
    tests = [f"{value_name} IS NULL"] if pick.column.required else []
    if pick.cell is not None and not pick.column.required:
        tests.append(f"({text_name} IS NOT NULL AND {value_name} IS NULL)")
    if outside := bounds(pick.column, value_name):
        tests.append(f"coalesce({outside}, false)")
    return " OR ".join(tests)


def rule(pick: Pick, text_name: str, value_name: str) -> str:
    """Return the SQL that names the rule a cell breaks, NULL when it breaks none."""
    missing = "'required'" if pick.column.required else "NULL"
    outside = bounds(pick.column, value_name) or "false"
    why = _why(pick, f"CAST({text_name} AS VARCHAR)")
    return (
        f"CASE WHEN {text_name} IS NULL THEN {missing} WHEN {value_name} IS NULL THEN {why} "
        f"WHEN {outside} THEN 'bounds' END"
    )


def _why(pick: Pick, name: str) -> str:
    kind, named = pick.column.kind, literal(_named(pick.column.kind))
    if kind == Kind.TEXT:
        return f"CASE WHEN contains({name}, chr(0)) THEN 'character' ELSE 'too_long' END"
    tests = [(f"starts_with({name}, '=') OR starts_with({name}, '@')", "formula")]
    if kind in NUMERIC:
        tests += [
            (f"regexp_matches({name}, '[{WIDE}]')", "full_width"),
            (f"regexp_full_match({name}, '[+-]?[0-9]{{1,3}}([, '' ][0-9]{{3}})+([.][0-9]*)?')", "thousands"),
            (f"regexp_full_match({name}, '[+-]?[0-9]{{15,}}([.][0-9]*)?')", "bounds"),
        ]
    if kind == Kind.MONEY:
        tests.append((f"regexp_full_match({name}, '[+-]?[0-9]*[.][0-9]{{3,}}')", "decimals"))
    if kind in (Kind.DATE, Kind.MOMENT):
        form = "[0-9]+" if pick.writing.date_form else f"({DATE_FORM})([ T][0-9:.]+)?"
        tests.append((f"regexp_full_match({name}, {literal(form)})", "no_such_day"))
    return "CASE " + " ".join(f"WHEN {test} THEN '{told}'" for test, told in tests) + f" ELSE {named} END"


def _named(kind: Kind) -> str:
    return "number" if kind in REAL else str(kind)


def _text(pick: Pick, name: str) -> str:
    tests = [f"contains({name}, chr(0))"] + ([f"length({name}) > {pick.longest}"] if pick.longest else [])
    return f"CASE WHEN {' OR '.join(tests)} THEN NULL ELSE {name} END"


def _code(column: Column, writing: Writing, name: str) -> str:
    whens = [f"WHEN {name} = {literal(theirs)} THEN {literal(ours)}" for theirs, ours in writing.codes.items()]
    whens.append(f"WHEN {name} IN ({_list(tuple(column.allowed))}) THEN {name}")
    other = f" WHEN {name} IS NOT NULL THEN {literal(writing.other_code)}" if writing.other_code else ""
    return f"CASE {' '.join(whens)}{other} END"


def _money(writing: Writing, name: str) -> str:
    if writing.minor:
        return _formed(name, INTEGER_FORM, f"TRY_CAST({name} AS BIGINT)")
    if writing.rounded:
        cast = f"TRY_CAST(round(TRY_CAST({name} AS DECIMAL(38, 12)), 2) * 100 AS BIGINT)"
        return _formed(name, MONEY_LONG_FORM, cast)
    return _formed(name, MONEY_FORM, f"CAST(TRY_CAST({name} AS DECIMAL(18, 2)) * 100 AS BIGINT)")


def _date(writing: Writing, name: str) -> str:
    if writing.date_form:
        return f"CAST(try_strptime({name}, {literal(writing.date_form)}) AS DATE)"
    compact = f"CAST(try_strptime({name}, '%Y%m%d') AS DATE)"
    read = f"CASE WHEN length({name}) = 8 THEN {compact} ELSE TRY_CAST(replace({name}, '/', '-') AS DATE) END"
    return _formed(name, DATE_FORM, read)


def _moment(writing: Writing, name: str) -> str:
    if writing.date_form:
        return f"try_strptime({name}, {literal(writing.date_form)})"
    return _formed(name, MOMENT_FORM, f"TRY_CAST({name} AS TIMESTAMP)")


def _period(writing: Writing, name: str) -> str:
    if writing.date_form:
        return f"strftime(try_strptime({name}, {literal(writing.date_form)}), '%Y-%m')"
    compact = f"{name}[1:4] || '-' || {name}[5:6]"
    return (
        f"CASE WHEN regexp_full_match({name}, '[0-9]{{4}}-(0[1-9]|1[0-2])') THEN {name} "
        f"WHEN regexp_full_match({name}, '[0-9]{{4}}(0[1-9]|1[0-2])') THEN {compact} END"
    )


def _plain_number(sql: str, writing: Writing) -> str:
    if writing.full_width:
        sql = f"translate({sql}, {literal(WIDE)}, {literal(NARROW)})"
    if writing.thousands:
        sign = "." if writing.decimal == "." else writing.decimal
        form = f"[+-]?[0-9]{{1,3}}([{writing.thousands}][0-9]{{3}})+([{sign}][0-9]*)?"
        plain = f"replace({sql}, {literal(writing.thousands)}, '')"
        sql = f"CASE WHEN regexp_full_match({sql}, {literal(form)}) THEN {plain} ELSE {sql} END"
    if writing.decimal != ".":
        sql = f"replace({sql}, {literal(writing.decimal)}, '.')"
    return sql


def _formed(name: str, form: str, read: str) -> str:
    return f"CASE WHEN regexp_full_match({name}, {literal(form)}) THEN {read} END"


def _list(texts: tuple[str, ...]) -> str:
    return ", ".join(literal(t) for t in texts)
