"""Where Spark's SQL says another thing than the same expression on DuckDB (两种引擎的差异), and how it is made equal.

Only the translation stands here; a measure is written once and knows neither.
"""

# Imported by the Spark backend alone, when it is opened: pyspark may not be installed.

from typing import Any

import ibis.expr.operations as ops
import pyarrow as pa
import sqlglot as sg
import sqlglot.expressions as sge
from ibis.backends.pyspark import Backend
from ibis.backends.pyspark.datatypes import PySparkSchema
from ibis.backends.sql.compilers.pyspark import PySparkCompiler

#: Blank, tab, line feed, vertical tab, form feed, carriage return.
BLANKS = (32, 9, 10, 11, 12, 13)


class Dialect(PySparkCompiler):  # type: ignore[misc]
    """Spark SQL with the meaning of DuckDB."""

    __slots__ = ()

    def visit_Round(self, op: Any, *, arg: Any, digits: Any) -> Any:
        """Spark rounds the shortest decimal text of a double, DuckDB the double itself, scaled; so scale here too."""
        if digits is None or not op.arg.dtype.is_floating():
            return self.cast(self.f.round(arg) if digits is None else self.f.round(arg, digits), op.dtype)
        scale = self.f.pow(sge.convert(10.0), digits)
        return self.cast(self.f.round(sge.paren(arg) * scale) / scale, op.dtype)

    def visit_Strip(self, op: Any, *, arg: Any) -> Any:
        """Spark reads the form feed among the blanks to strip as the letter f; so name blanks by number."""
        return self.f.anon.btrim(arg, self.f.concat(*[self.f.anon.char(code) for code in BLANKS]))

    def visit_GroupConcat(self, op: Any, *, arg: Any, sep: Any, where: Any, order_by: Any) -> Any:
        """Join texts in a given order: pairs of order and text are gathered, sorted, and the texts joined."""
        if not order_by:
            return super().visit_GroupConcat(op, arg=arg, sep=sep, where=where, order_by=order_by)
        if where is not None or len(order_by) != 1 or order_by[0].args.get("desc"):
            raise NotImplementedError("texts are joined in the rising order of one column")
        pair, text = sg.to_identifier("pair"), "text"
        gathered = self.f.array_sort(
            self.f.collect_list(
                self.f.named_struct(
                    sge.convert("place"), order_by[0].this, sge.convert(text), self.cast(arg, ops.GroupConcat.dtype)
                )
            )
        )
        texts = self.f.transform(gathered, sge.Lambda(this=sge.Dot(this=pair, expression=text), expressions=[pair]))
        return self.f.array_join(texts, sep)


class OnSpark(Backend):  # type: ignore[misc]
    """Ibis on a Spark session, with small tables handed over as Arrow: whole numbers that may be missing stay whole."""

    compiler = Dialect()

    def _register_in_memory_table(self, op: Any) -> None:
        rows: pa.Table = op.data.to_pyarrow(op.schema)
        frame = self._session.createDataFrame(rows, schema=PySparkSchema.from_ibis(op.schema))
        frame.createOrReplaceTempView(op.name)

    def _make_memtable_finalizer(self, name: str) -> None:
        """Leave small tables to the session: a view of nothing but rows costs nothing."""
