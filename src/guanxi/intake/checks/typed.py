"""Cells that come typed (from Parquet): brought to the store's type without passing through text (已带类型的列)."""

from guanxi.contracts.shape import Kind
from guanxi.intake.checks.picks import Pick

#: DuckDB names of the physical types in the store.
STORED = {
    Kind.TEXT: "VARCHAR",
    Kind.CODE: "VARCHAR",
    Kind.INTEGER: "BIGINT",
    Kind.NUMBER: "DOUBLE",
    Kind.MONEY: "BIGINT",
    Kind.RATE: "DOUBLE",
    Kind.SHARE: "DOUBLE",
    Kind.DATE: "DATE",
    Kind.MOMENT: "TIMESTAMP",
    Kind.PERIOD: "VARCHAR",
    Kind.FLAG: "BOOLEAN",
}
_WHOLE = {"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT"}
_FITTING = "TRY_CAST({} AS DECIMAL(16, 2))"
_FLOATING = {"FLOAT", "DOUBLE"}


def value(pick: Pick, name: str) -> str:
    """Return the SQL of a typed cell's value, NULL when it has none in this kind."""
    match pick.column.kind:
        case Kind.MONEY:
            return _money(pick, name)
        case Kind.INTEGER if pick.type in _FLOATING or pick.type.startswith("DECIMAL"):
            return f"CASE WHEN {name} = floor({name}) THEN TRY_CAST({name} AS BIGINT) END"
        case Kind.PERIOD:
            return f"strftime(TRY_CAST({name} AS DATE), '%Y-%m')"
        case Kind.DATE if pick.type in _WHOLE:
            return f"CAST(try_strptime(CAST({name} AS VARCHAR), '%Y%m%d') AS DATE)"
        case kind:
            return f"TRY_CAST({name} AS {STORED[kind]})"


def _money(pick: Pick, name: str) -> str:
    """A figure means the same as in a CSV, an amount with up to two decimals, unless minor units were declared."""
    writing = pick.writing
    if pick.type in _WHOLE:
        return f"TRY_CAST({name} AS BIGINT)" if writing.minor else f"CAST({_FITTING.format(name)} * 100 AS BIGINT)"
    if pick.type in _FLOATING:
        exact = "true" if writing.rounded else f"abs({name} * 100 - round({name} * 100)) < 0.0001"
        return f"CASE WHEN abs({name}) < 9e13 AND {exact} THEN CAST(round({name} * 100) AS BIGINT) END"
    if pick.type.startswith("DECIMAL"):
        if pick.type.endswith((",0)", ",1)", ",2)")):
            return f"CAST({_FITTING.format(name)} * 100 AS BIGINT)"
        exact = "true" if writing.rounded else f"round({name}, 2) = {name}"
        return f"CASE WHEN {exact} THEN CAST({_FITTING.format(f'round({name}, 2)')} * 100 AS BIGINT) END"
    return "CAST(NULL AS BIGINT)"
