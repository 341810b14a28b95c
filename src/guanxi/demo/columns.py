"""Columns of the extract files, built from numpy arrays without a loop over rows (列的构造)."""

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from guanxi.demo.draws import Flags, Floats, Ints

#: An Arrow array; pyarrow comes without types.
Column: TypeAlias = Any
_CENTS = pa.decimal64(18, 2)


def _validity(valid: Flags | None) -> pa.Buffer | None:
    return None if valid is None else pa.py_buffer(np.packbits(valid, bitorder="little").tobytes())


def money(cents: Ints, valid: Flags | None = None) -> Column:
    """Return whole minor units as decimals with two digits."""
    values = np.ascontiguousarray(cents, dtype=np.int64)
    return pa.Array.from_buffers(_CENTS, len(values), [_validity(valid), pa.py_buffer(values)])


def whole(values: NDArray[np.generic], valid: Flags | None = None) -> Column:
    """Return whole numbers."""
    return pa.array(values, type=pa.int64(), mask=None if valid is None else ~valid)


def fraction(values: Floats, digits: int, valid: Flags | None = None) -> Column:
    """Return decimals rounded to a number of digits."""
    return pa.array(np.round(values, digits), type=pa.float64(), mask=None if valid is None else ~valid)


def day(days: Ints, valid: Flags | None = None) -> Column:
    """Return days since 1970 as dates."""
    return pa.array(days.astype(np.int32), type=pa.int32(), mask=None if valid is None else ~valid).cast(pa.date32())


def moment(seconds: Ints, valid: Flags | None = None) -> Column:
    """Return seconds since 1970 as moments."""
    return pa.array(seconds.astype(np.int64), mask=None if valid is None else ~valid).cast(pa.timestamp("s"))


def flag(values: Flags, valid: Flags | None = None) -> Column:
    """Return yes or no."""
    return pa.array(values, type=pa.bool_(), mask=None if valid is None else ~valid)


def same(text: str, size: int) -> Column:
    """Return one text in every row."""
    return pa.repeat(pa.scalar(text), size)


def chosen(texts: Sequence[str], at: NDArray[np.integer], valid: Flags | None = None) -> Column:
    """Return ``texts[at]``; empty where not valid."""
    places = pa.array(at.astype(np.int64), mask=None if valid is None else ~valid)
    return pa.array(texts, type=pa.string()).take(places)


def taken(column: Column, at: NDArray[np.integer], valid: Flags | None = None) -> Column:
    """Return ``column[at]``; empty where not valid."""
    return column.take(pa.array(at.astype(np.int64), mask=None if valid is None else ~valid))


def where(column: Column, valid: Flags) -> Column:
    """Return the column, empty where not valid."""
    return pc.if_else(pa.array(valid), column, pa.scalar(None, column.type))


def either(flags: Flags, yes: Column, no: Column) -> Column:
    """Return ``yes`` where flagged, else ``no``."""
    return pc.if_else(pa.array(flags), yes, no)


def joined(*parts: Column | str) -> Column:
    """Return texts written one after another."""
    return pc.binary_join_element_wise(*parts, "")


def digits(numbers: NDArray[np.integer], width: int) -> NDArray[np.uint8]:
    """Return the numbers as rows of ``width`` digit characters, zeros in front."""
    out = np.empty((len(numbers), width), dtype=np.uint8)
    rest = numbers.astype(np.int64)
    for place in range(width - 1, -1, -1):
        rest, digit = np.divmod(rest, 10)
        out[:, place] = digit + ord("0")
    return out


def characters(matrix: NDArray[np.uint8]) -> Column:
    """Return each row of ASCII characters as one text."""
    rows, width = matrix.shape
    kind, bound = (pa.string(), np.int32) if rows * width < 2**31 else (pa.large_string(), np.int64)
    ends = (np.arange(rows + 1, dtype=np.int64) * width).astype(bound)
    data = np.ascontiguousarray(matrix)
    return pa.Array.from_buffers(kind, rows, [None, pa.py_buffer(ends), pa.py_buffer(data)])


def numbered(prefix: str, numbers: NDArray[np.integer], width: int) -> Column:
    """Return texts such as ``C0000017``."""
    matrix = np.empty((len(numbers), len(prefix) + width), dtype=np.uint8)
    matrix[:, : len(prefix)] = np.frombuffer(prefix.encode("ascii"), dtype=np.uint8)
    matrix[:, len(prefix) :] = digits(numbers, width)
    return characters(matrix)
