"""Risk weights by the Basel formula (内部评级法风险权重): scored once per distinct cell, joined back to the accounts.

A cell is exposure class × PD × LGD × months to maturity. A bank has few of them (grades × products × months), and no
engine needs the normal distribution: the cells are read, scored by ``models.basel`` in numpy and joined back. PD is
kept to 1e-9 and LGD to 1e-6 as whole numbers, so that the join is exact; the weight then differs from the formula's
own by less than 1e-5 of it. Maturity lies between one and five years; without a date it is 2.5. Source: Basel II,
paragraphs 272-273 (corporate), 318-320 (maturity), 327-330 (retail).
"""

from typing import Any

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa

from guanxi.value.assumptions import Assumptions
from guanxi.value.measures import losses
from guanxi.value.models import basel
from guanxi.value.sources import Tables

KEYS = {"exposure_class": "string", "pd_key": "int64", "lgd_key": "int64", "months_key": "int64"}
COLUMNS = KEYS | {"basel_weight": "float64"}
_PD, _LGD, _MONTHS_WITHOUT_DATE = 1e9, 1e6, 30


def keyed(rows: ir.Table, a: Assumptions) -> ir.Table:
    """Add the keys of the cell to rows with family, stage, days_past_due, pd, lgd, matures_on, month_index."""
    classes = [(rows.family == family, name) for family, name in a["risk.basel_class"].items()]
    months = ibis.coalesce(losses.months_left(rows), float(_MONTHS_WITHOUT_DATE))
    return rows.mutate(
        exposure_class=ibis.cases(*classes, else_="corporate") if classes else ibis.literal("corporate"),
        pd_key=(losses.default_rate(rows, a) * _PD).round().cast("int64"),
        lgd_key=(losses.loss_rate(rows, a) * _LGD).round().cast("int64"),
        months_key=ibis.least(ibis.greatest(months, 12.0), 60.0).cast("int64"),
    )


def cells(tables: Tables, known: ir.Table, calendar: ir.Table, a: Assumptions) -> ir.Table:
    """Return the distinct cells of the assets of the months; ``known``: accounts with what their product says."""
    assets = known.filter(known.side == "asset").drop("rate")
    rows = tables["balances"].join(assets, "account_id").join(calendar, "period")
    return keyed(rows, a).select(*KEYS).distinct()


def scored(found: pa.Table) -> ir.Table:
    """Return the cells with ``basel_weight``, 12.5 × K."""
    return ibis.memtable(rated(found))


def rated(found: pa.Table) -> pa.Table:
    """Return the cells with ``basel_weight`` as they are handed to an engine."""
    columns = {name: np.asarray(found[name].to_pylist()) for name in KEYS}
    weights = basel.risk_weights(
        columns["exposure_class"],
        columns["pd_key"].astype(float) / _PD,
        columns["lgd_key"].astype(float) / _LGD,
        columns["months_key"].astype(float) / 12,
    )
    arrays = [found[name].combine_chunks() for name in KEYS]
    table = pa.table([*arrays, pa.array(weights, pa.float64())], names=list(COLUMNS))
    return table.cast(pa.schema(ibis.schema(COLUMNS).to_pyarrow()))


def none() -> ir.Table:
    """Return no cells: capital is standardised."""
    return ibis.memtable([], schema=ibis.schema(COLUMNS))


def weighed(rows: Any, found: ir.Table, a: Assumptions) -> Any:
    """Add ``basel_weight`` to the rows; those without a cell have none."""
    with_keys = keyed(rows, a)
    joined = with_keys.left_join(found, list(KEYS))
    return joined.select(rows, basel_weight=joined.basel_weight)


def of(ask: Any, tables: Tables, known: ir.Table, calendar: ir.Table, a: Assumptions) -> ir.Table:
    """Read and score the cells of the months when the Basel formula is chosen, else none."""
    if not losses.is_by_formula(a):
        return none()
    return scored(ask(cells(tables, known, calendar, a)))
