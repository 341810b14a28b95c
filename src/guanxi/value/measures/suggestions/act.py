"""The shape of a suggested act and the writing of its evidence (建议动作的结构与依据)."""

from datetime import date, timedelta
from typing import Any

import ibis
import ibis.expr.types as ir

from guanxi.value.assumptions import Assumptions

COLUMNS = (
    "customer_id", "owner_id", "unit_id", "kind", "reason", "subject", "stake", "chance", "urgency", "due_on",
    "evidence", )  # fmt: skip


def evidence(**values: Any) -> Any:
    """Write named figures as a JSON object: numbers bare, texts and days quoted, what is missing as null."""
    text: Any = ibis.literal("{")
    for number, (name, value) in enumerate(values.items()):
        written = value.cast("string")
        if not value.type().is_numeric():
            written = ibis.literal('"') + written + '"'
        text = text + f'{", " if number else ""}"{name}": ' + ibis.coalesce(written, "null")
    return text + "}"


def acts(
    rows: ir.Table,
    *,
    kind: str,
    reason: str,
    stake: Any,
    chance: Any,
    urgency: Any,
    due_on: Any,
    evidence: Any,
    subject: Any = "",
) -> ir.Table:
    """Return rows of the work list from rows with customer_id, owner_id, unit_id."""
    return rows.select(
        "customer_id",
        "owner_id",
        "unit_id",
        kind=ibis.literal(kind),
        reason=ibis.literal(reason),
        subject=ibis.literal(subject) if isinstance(subject, str) else subject,
        stake=stake.cast("int64"),
        chance=_number(chance),
        urgency=ibis.greatest(ibis.least(_number(urgency), 2.0), 0.0).round(4),
        due_on=ibis.literal(due_on) if isinstance(due_on, date) else due_on,
        evidence=evidence,
    )


def soon(reason: str, on: date, a: Assumptions) -> date:
    """Return the day an act is due, counted from the day it is first shown to somebody."""
    return on + timedelta(days=int(a["worklist.horizon_days"][reason]))


def _number(value: Any) -> Any:
    return ibis.literal(float(value)) if isinstance(value, int | float) else value.cast("float64")
