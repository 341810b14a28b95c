"""What use of a product is worth (使用型产品终身价值): BG/NBD for how often, Gamma-Gamma for how much.

Value = Σ over the horizon, year by year, uses expected in the year ÷ (1 + discount)^(middle of the year) ÷ own uses ×
(income expected of a month that brings some × such months − own charge). Uses: ``models.bg_nbd``. Income:
``models.gamma_gamma`` on incomes by month, since fees and interest come by the month. The interval joins the worse and
the better ends of how often (left already; own pace seen through few uses) and of how much. Who used once only is given
no chance of being active: the model cannot tell. Fitted on counts of histories, joined back. Grain: customer; fen.
"""

import json
from typing import Any

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa
from scipy.special import gammaincinv

from guanxi.contracts.figures.usage import USES
from guanxi.kit import periods
from guanxi.value import money
from guanxi.value.assumptions import Assumptions
from guanxi.value.measures.departing import Ask
from guanxi.value.measures.usage import BASE, COUNTS, HALF, MILLION, MONTHS
from guanxi.value.models import artefact, bg_nbd, gamma_gamma, histories, use_backtest
from guanxi.value.models.artefact import Artefact, Verdict
from guanxi.value.models.fitting import Floats
from guanxi.value.models.histories import Histories
from guanxi.value.models.use_backtest import Later
from guanxi.value.sources import given

MODEL_COLUMNS = {
    "scope": "string", "scope_id": "string", "place": "int64", "use": "string", "window_from": "string",
    "window_to": "string", "tested_from": "string", "customers": "int64", "again": "int64", "uses": "int64",
    "histories": "int64", "verdict": "string", "amount_verdict": "string", "parameters": "string",
    "measures": "string", "tracking": "string", "checksum": "string",
}  # fmt: skip
SCORES = {"use": "int64", "key": "int64", "uses": "float64", "active": "float64"} | dict.fromkeys(
    ("expected", "expected_low", "expected_high"), "float64"
)
FACTORS = {"use": "int64", "months": "int64"} | dict.fromkeys(
    ("factor", "factor_low", "factor_high", "prior"), "float64"
)
MISSING = "months_missing"
USABLE = (Verdict.CONVERGED, Verdict.AT_BOUND)
Cells = dict[str, Any]


def models(cells: ir.Table, amounts: ir.Table, monthly: ir.Table, ask: Ask, last: str, a: Assumptions) -> ir.Table:
    """Return a row per use for the bank: what was fitted on, how it ended, parameters, and the backtest."""
    counted = _read(cells.order_by("use", "at", "key", "back"), ask)
    spent = _read(amounts.order_by("use", "months", "amount"), ask)
    known = ask(monthly.order_by("place")).to_pylist()
    is_whole = _is_whole(known)
    least = int(a["lifetime.least_users"])
    rows = []
    for number, use in enumerate(USES):
        now, _ = _histories(counted, number, 0)
        window = (periods.first_day(periods.shift(last, 1 - MONTHS)), periods.last_day(last))
        used = _fitted(now, is_whole, least, (window[0].isoformat(), window[1].isoformat()))
        logs = sum(month[f"{use}_logs"] for month in known) / MILLION
        paid = _paid(spent, number, is_whole, least, logs)
        row: dict[str, Any] = {"scope": "bank", "scope_id": "", "place": number, "use": use}
        row |= {"window_from": used.window[0], "window_to": used.window[1], "checksum": used.checksum}
        row |= {"customers": int(now.weight.sum()), "again": int(now.weight[now.x > 0].sum())}
        row |= {"uses": int(((now.x + 1) * now.weight).sum()), "histories": int(now.x.size)}
        row |= {"verdict": str(used.verdict), "amount_verdict": str(paid.verdict)}
        row["parameters"] = json.dumps(used.parameters | paid.parameters)
        rows.append(row | _tested(counted, number, is_whole, least, last))
    return given(rows, MODEL_COLUMNS)


def scored(cells: ir.Table, models: ir.Table, ask: Ask, a: Assumptions) -> ir.Table:
    """Return ``SCORES`` of every history of today (``expected``: discounted uses); none where it cannot be said."""
    counted = _read(cells.filter(cells.at == 0).order_by("use", "at", "key"), ask)
    fits = ask(models.order_by("place")).to_pylist()
    return _table([_scores(counted, row, a) for row in fits if row["verdict"] in USABLE], SCORES)


def factors(models: ir.Table, ask: Ask, a: Assumptions) -> ir.Table:
    """Return ``FACTORS`` by months with income: that expected of one is ``factor`` × (income of all + ``prior``).

    Nothing where that mean does not exist, or for a use whose income cannot be said.
    """
    fits = ask(models.order_by("place")).to_pylist()
    tail = (1 - float(a["lifetime.confidence"])) / 2
    return _table([_factors(row, tail) for row in fits if row["amount_verdict"] in USABLE], FACTORS)


def figures(used: ir.Table, scores: ir.Table, factors: ir.Table, facts: ir.Table) -> ir.Table:
    """Return customer_id and the columns of ``contracts.figures.usage.USAGE`` of those who are here."""
    row = used.semi_join(facts.filter(facts.here).select("customer_id"), "customer_id")
    for number, use in enumerate(USES):
        for part, key in ((scores, "key"), (factors, "months")):
            mine = part.filter(part.use == number).drop("use")
            mine = mine.rename(**{f"{use}_of_{name}": name for name in mine.columns})
            row = row.left_join(mine, row[f"{use}_{key}"] == mine[f"{use}_of_{key}"])
    told = {f"{use}_{name}": one for use in USES for name, one in _worth(row, use).items()}
    return row.select("customer_id", **told)


def _worth(row: Any, use: str) -> dict[str, Any]:
    of = {name: row[f"{use}_of_{name}"] for name in {**SCORES, **FACTORS} if name != "use"}
    income, charge = (row[f"{use}_{name}"].cast("float64") for name in ("income", "charge"))
    has_income, months = row[f"{use}_income"] > 0, row[f"{use}_months"].cast("float64")

    def worth(end: str, amount_end: str) -> Any:
        earned = of[f"factor{amount_end}"] * (income + of["prior"]) * months
        amount = of[f"expected{end}"] / of["uses"] * (earned - charge)
        return ibis.ifelse(has_income, amount, ibis.null("float64"))

    value, ends = worth("", ""), [worth(i, j) for i in ("_low", "_high") for j in ("_low", "_high")]
    # least and greatest of an engine may pass over NULL
    low, high = (ibis.ifelse(value.notnull(), end(*ends), ibis.null("float64")) for end in (ibis.least, ibis.greatest))
    whole = {"value": money.whole(value), "low": money.whole(low), "high": money.whole(high)}
    return {"active": of["active"].round(6), **whole}


def _read(table: ir.Table, ask: Ask) -> Cells:
    rows = ask(table)
    return {name: np.asarray(rows[name].to_numpy(), dtype=np.int64) for name in rows.column_names}


def _is_whole(monthly: list[dict[str, Any]]) -> bool:
    """Tell whether uses of every month from the first that has some to the last are there."""
    some = [any(count for name, count in row.items() if name in COUNTS) for row in monthly]
    return any(some) and all(some[some.index(True) :])


def _histories(counted: Cells, use: int, at: int) -> tuple[Histories, Any]:
    """Return the histories of a use with their numbers of customers, and the rows they stand in."""
    rows = np.flatnonzero((counted["use"] == use) & (counted["at"] == at))
    key, n = counted["key"][rows], counted["n"][rows]
    rest, T = np.divmod(key, BASE)
    x, t_x = np.divmod(rest, BASE)
    found, order = histories.given(x, t_x, T, n)
    return found, rows[order]


def _fitted(h: Histories, is_whole: bool, least: int, window: tuple[str, str]) -> Artefact:
    if not is_whole and h.x.size:
        return Artefact("bg_nbd", {}, window, int(h.weight.sum()), h.checksum(), MISSING)
    if h.weight[h.x > 0].sum() < least:
        return Artefact("bg_nbd", {}, window, int(h.weight.sum()), h.checksum(), Verdict.NOT_ENOUGH)
    return _only_usable(bg_nbd.fit(h, window))


def _paid(spent: Cells, use: int, is_whole: bool, least: int, logs: float) -> Artefact:
    mine = spent["use"] == use
    months, amount, n = (spent[name][mine] for name in ("months", "amount", "n"))
    if not is_whole or n.sum() < least:
        verdict = Verdict.NOT_ENOUGH if is_whole or not n.size else MISSING
        mark = artefact.checksum(months, amount, n)
        return Artefact("gamma_gamma", {}, ("", ""), int(n.sum()), mark, verdict)
    return _only_usable(gamma_gamma.fit(months, amount, n, logs=logs))


def _only_usable(found: Artefact) -> Artefact:
    """Return the artefact without parameters when its search did not end well: nothing is published with them."""
    if found.is_usable:
        return found
    return Artefact(found.model, {}, found.window, found.rows, found.checksum, found.verdict)


def _tested(counted: Cells, use: int, is_whole: bool, least: int, last: str) -> dict[str, Any]:
    early, rows = _histories(counted, use, 1)
    told: dict[str, Any] = {"tested_from": periods.first_day(periods.shift(last, 1 - HALF)).isoformat()}
    back, later = counted["back"][rows], counted["later"][rows]
    measures: dict[str, Any] = {"n": int(early.weight.sum()), "gone": int(early.weight[back == HALF].sum())}
    measures["uses"] = int(later.sum())
    tracking: list[list[float]] = []
    if is_whole and early.weight[early.x > 0].sum() >= least:
        test = use_backtest.judge(early, Later(later.astype(np.float64), back, HALF))
        measures |= {name: getattr(test, name) for name in use_backtest.MEASURES}
        tracking = [[round(value, 1) for value in row] for row in test.tracking]
    measures |= {"is_judged": measures.get("bias") is not None}
    rounded = {name: round(v, 4) if isinstance(v, float) else v for name, v in measures.items()}
    return told | {"measures": json.dumps(rounded), "tracking": json.dumps(tracking)}


def _table(parts: list[dict[str, Any]], kinds: dict[str, str]) -> ir.Table:
    schema = ibis.schema(kinds)
    tables = [pa.table({name: part[name] for name in kinds}).cast(schema.to_pyarrow()) for part in parts]
    return ibis.memtable(pa.concat_tables(tables or [schema.to_pyarrow().empty_table()]), schema=schema)


def _scores(counted: Cells, row: dict[str, Any], a: Assumptions) -> dict[str, Any]:
    """Return the scores of the histories of one use."""
    p = json.loads(row["parameters"])
    h, rows = _histories(counted, row["place"], 0)
    alive = bg_nbd.p_alive(p, h.x, h.t_x, h.T)
    same = {"use": np.full(h.x.size, row["place"]), "key": counted["key"][rows], "uses": h.x + 1}
    return same | {"active": pa.array(alive, mask=h.x == 0)} | _expected(p, h, alive, a)


def _expected(p: dict[str, float], h: Histories, alive: Floats, a: Assumptions) -> dict[str, Floats]:
    """Return discounted uses over the horizon with the ends of their interval.

    Low and high end: quantiles of leaving already (no use) mixed with the own pace, gamma distributed, if not.
    """
    horizon = int(a["lifetime.horizon_months"])
    years = -(-horizon // 12)
    length = horizon / years
    rate = float((1 + float(a["lifetime.discount"])) ** (length / 12) - 1)
    expected = bg_nbd.discounted_purchases(p, h, years, length, rate) * np.sqrt(1 + rate)
    tail, shape = (1 - float(a["lifetime.confidence"])) / 2, p["r"] + h.x
    there = np.maximum(alive, 1e-300)
    low = np.where(alive > 1 - tail, gammaincinv(shape, np.clip(1 - (1 - tail) / there, 0, 1)) / shape, 0.0)
    high = np.where(alive > tail, gammaincinv(shape, np.clip(1 - tail / there, 0, 1)) / shape, 0.0)
    return {
        "expected": expected,
        "expected_low": np.minimum(expected / there * low, expected),
        "expected_high": np.maximum(expected / there * high, expected),
    }


def _factors(row: dict[str, Any], tail: float) -> dict[str, Any]:
    """Return by what income is multiplied for that expected of a month, with the ends of its interval."""
    p = json.loads(row["parameters"])
    months = np.arange(1, MONTHS + 1)
    months = months[p["p"] * months + p["q"] >= gamma_gamma.MEAN_EXISTS]
    shape = p["p"] * months + p["q"]
    mean = p["p"] / (shape - 1)
    low, high = (p["p"] / gammaincinv(shape, end) for end in (1 - tail, tail))
    ends = {"factor": mean, "factor_low": np.minimum(low, mean), "factor_high": np.maximum(high, mean)}
    same = {"use": np.full(months.size, row["place"]), "months": months, "prior": np.full(months.size, p["gamma"])}
    return same | ends
