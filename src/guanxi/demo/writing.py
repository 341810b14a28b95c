"""Extract files as a bank writes them (落地文件): CSV or Parquet, some with a control file beside them."""

import csv
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet

from guanxi import contracts
from guanxi.contracts import Kind
from guanxi.demo.columns import Column
from guanxi.demo.draws import Ints
from guanxi.demo.spans import Span

#: The tables that are written as Parquet when a bank is large.
LARGE = frozenset({"customers", "accounts", "balances", "events"})
#: The tables that come with a control file.
CONTROLLED = frozenset({"customers", "accounts", "balances", "ledger"})
CSV_LIMIT = 50_000

_PLAIN = pa.csv.WriteOptions(include_header=False, quoting_style="none")
_TYPES: dict[Kind, pa.DataType] = {
    Kind.MONEY: pa.decimal64(18, 2),
    Kind.INTEGER: pa.int64(),
    Kind.NUMBER: pa.float64(),
    Kind.RATE: pa.float64(),
    Kind.SHARE: pa.float64(),
    Kind.DATE: pa.date32(),
    Kind.MOMENT: pa.timestamp("s"),
    Kind.FLAG: pa.bool_(),
}


class Delivery:
    """The folder the files go to, and how many rows each contract received."""

    def __init__(self, folder: Path, *, parquet: bool) -> None:
        self.folder = folder
        self.parquet = parquet
        self.rows: dict[str, int] = {}
        folder.mkdir(parents=True, exist_ok=True)

    def write(self, name: str, columns: Mapping[str, Column], period: str = "") -> None:
        """Write one file of a contract; columns that are not given stay empty."""
        contract = contracts.get(name)
        size = len(next(iter(columns.values())))
        unknown = set(columns) - set(contract.names)
        if unknown:
            raise KeyError(f"{name} has no {sorted(unknown)}")
        arrays = [
            columns[c.name] if c.name in columns else pa.nulls(size, _TYPES.get(c.kind, pa.string()))
            for c in contract.columns
        ]
        table = pa.table(arrays, names=list(contract.names))
        stem = f"{name}_{period}" if period else name
        written = self._parquet(stem, table) if self.parquet and name in LARGE else self._csv(stem, table)
        self.rows[name] = self.rows.get(name, 0) + size
        if name in CONTROLLED:
            self._control(stem, written, table, contract.total)

    def write_months(self, name: str, columns: Mapping[str, Column], days: Ints, span: Span) -> None:
        """Write rows that are sorted by day as one file per month."""
        bounds = np.searchsorted(days, span.first_days)
        for month, period in enumerate(span.periods):
            start, size = int(bounds[month]), int(bounds[month + 1] - bounds[month])
            if size:
                self.write(name, {key: column.slice(start, size) for key, column in columns.items()}, period)

    def _csv(self, stem: str, table: pa.Table) -> Path:
        path = self.folder / f"{stem}.csv"
        with path.open("wb") as sink:
            sink.write((",".join(table.column_names) + "\n").encode("ascii"))
            pa.csv.write_csv(table, sink, _PLAIN)
        return path

    def _parquet(self, stem: str, table: pa.Table) -> Path:
        path = self.folder / f"{stem}.parquet"
        texts = [f.name for f in table.schema if pa.types.is_string(f.type) and not f.name.endswith("_id")]
        pa.parquet.write_table(
            table,
            path,
            compression="zstd",
            compression_level=1,
            row_group_size=250_000,
            use_dictionary=[t for t in texts if t not in {"name", "id_number", "phone", "email", "address"}],
            store_decimal_as_integer=True,
            write_statistics=True,
        )
        return path

    def _control(self, stem: str, written: Path, table: pa.Table, total: str | None) -> None:
        amount = ""
        if total is not None:
            cents = table[total].cast(pa.decimal128(38, 2))
            amount = f"{pc.sum(cents).as_py() or Decimal(0):.2f}"
        with (self.folder / f"{stem}.ctl").open("w", encoding="utf-8", newline="") as sink:
            rows = csv.writer(sink, lineterminator="\n")
            rows.writerow(["name", "rows", "total"])
            rows.writerow([written.name, table.num_rows, amount])
