"""Specifications of lifetime value and of the reasons to leave (终身价值与流失原因的规格)."""

from datetime import date
from typing import Any

import ibis.expr.types as ir
import numpy as np

from guanxi.kit.words import Words
from guanxi.value.assumptions import Assumptions
from guanxi.value.measures import departing, lifetime
from guanxi.value.measures.departing import FEATURES
from guanxi.value.models import closed_forms, hazard
from guanxi.value.models.artefact import Artefact, Verdict
from guanxi.value.models.closed_forms import Convention
from guanxi.value.sources import given
from guanxi.value.specs.spec import Small, Spec, Tables

_FORMS = {"at_once": "float64", "after_the_first": "float64", "end_of_period": "float64", "multiple": "float64"}


def _closed(t: Tables, a: Assumptions) -> ir.Table:
    rows = []
    for row in t.ask(t["rows"]).to_pylist():
        terms = (row["retention"], row["discount"])
        found: dict[str, Any] = {
            form: closed_forms.lifetime_value(row["margin"], *terms, Convention(form)) for form in list(_FORMS)[:3]
        }
        found["multiple"] = closed_forms.margin_multiple(*terms)
        rows.append({"customer": row["customer"]} | {n: None if v is None else round(v, 2) for n, v in found.items()})
    return given(rows, {"customer": "string"} | _FORMS)


CLOSED_FORMS = Spec(
    "closed_forms",
    Words("Lifetime value in closed form", "终身价值闭式公式"),
    Words(
        "Margin m of a period, retention r, discount d. First payment at once: m (1 + d) ÷ (1 + d − r); after the "
        "first renewal only: m r ÷ (1 + d − r); at the end of each period: m ÷ (1 + d − r). The multiple is "
        "r ÷ (1 + d − r): yearly margins a customer is worth beyond the one just paid. A sum without end is none.",
        "每期利润 m，保持率 r，贴现率 d。首期立即支付：m (1 + d) ÷ (1 + d − r)；首次续留后支付：m r ÷ (1 + d − r)；"
        "每期期末支付：m ÷ (1 + d − r)。倍数 r ÷ (1 + d − r) 为除刚付一期外相当于几年利润。没有有限和则不给出。",
    ),
    {
        "rows": Small(
            "customer: string, margin: float64, retention: float64, discount: float64",
            [
                ("textbook", 100.0, 0.8, 0.12),
                ("loyal", 100.0, 0.9, 0.12),
                ("gone at once", 100.0, 0.0, 0.25),
                ("loss-maker", -100.0, 0.8, 0.12),
                ("for ever, undiscounted", 100.0, 1.0, 0.0),
            ],
        )
    },
    _closed,
    Small(
        "customer: string, at_once: float64, after_the_first: float64, end_of_period: float64, multiple: float64",
        [
            ("textbook", 350.0, 250.0, 312.5, 2.5),
            ("loyal", 509.09, 409.09, 454.55, 4.09),
            ("gone at once", 100.0, 0.0, 80.0, 0.0),
            ("loss-maker", -350.0, -250.0, -312.5, 2.5),
            ("for ever, undiscounted", None, None, None, None),
        ],
    ),
)


def _weights(t: Tables, a: Assumptions) -> ir.Table:
    profits = {row["kind"]: (row["profit_12m"], row["profit_prior"]) for row in t.ask(t["profits"]).to_pylist()}
    found = lifetime.scored(t["counts"], profits, t.ask, a)
    kind = (found.cell % 2).cases((0, "company"), else_="person")
    return found.mutate(kind=kind, **{name: found[name].round(6) for name in ("weight", "closed", "stay")})


SURVIVAL_WEIGHT = Spec(
    "lifetime_weight",
    Words("What one unit of monthly margin is worth", "每单位月利润的终身权重"),
    Words(
        "Σ growth × S_k ÷ (1 + d)^(k/12) over the months k of the horizon, S_k the chance of still being there, by "
        "own hazard first and the bank's after. With too few departures to fit the model nobody has a chance of "
        "leaving of its own; the value rests on the bank's rate: (135 + ½) ÷ (499 + 1) = 0.271 in three months, "
        "1 − 0.729^⅓ = 0.1 a month. Two months at 1 % discount a month: 0.9 ÷ 1.01 + 0.81 ÷ 1.0201 = 1.685129. "
        "Closed form beside it: 12 × 0.9^12 ÷ (1 + d − 0.9^12). The margin of a kind grows by last year's growth "
        "within bounds (here 21 % of persons: × 1.21^(k/12)); without profit before it does not grow.",
        "计算期内各月 Σ 增长 × S_k ÷ (1 + d)^(k/12)，S_k 为仍在概率，先用自身风险后用全行风险。流失过少无法拟合模型时，"
        "不给出个人流失概率，价值以全行比率计：三个月 (135 + ½) ÷ (499 + 1) = 0.271，每月 1 − 0.729^⅓ = 0.1。"
        "两个月、月贴现 1 %：0.9 ÷ 1.01 + 0.81 ÷ 1.0201 = 1.685129。并列闭式：12 × 0.9^12 ÷ (1 + d − 0.9^12)。"
        "某类客户利润按去年增长率(有上下限)增长，本例个人 21 %：× 1.21^(k/12)；以前没有利润则不增长。",
    ),
    {
        "counts": Small(
            "at: int64, whole: int64, cell: int64, n: int64, left_3m: int64, left_6m: int64",
            [(20, 1, 0, 499, 135, 200), (23, 0, 0, 40, 0, 0), (23, 0, 1, 10, 0, 0)],
        ),
        "profits": Small(
            "kind: string, profit_12m: int64, profit_prior: int64", [("company", 9_00, 0), ("person", 121_00, 100_00)]
        ),
    },
    _weights,
    Small(
        "kind: string, risk_3m: float64, hazard: float64, weight: float64, closed: float64, stay: float64",
        [
            ("company", None, 0.1, 1.685129, 4.013705, 1.71),
            # 0.9 × 1.016012 ÷ 1.01 + 0.81 × 1.032280 ÷ 1.0201
            ("person", None, 0.1, 1.725029, 4.013705, 1.71),
        ],
    ),
    {
        "departing.least_events": 1000,
        "lifetime.horizon_months": 2,
        "lifetime.own_months": 1,
        "lifetime.discount": 0.12682503013196972,
        "lifetime.growth_most": 0.3,
    },
)

_YEAR = [1_000_00] * 6 + [1_080_00, 920_00, 1_010_00, 990_00, 1_010_00, 990_00]
LIFETIME = Spec(
    "lifetime",
    Words("Lifetime value of a customer", "客户终身价值"),
    Words(
        "Monthly margin × weight of the customer's cell; monthly margin = profit of twelve months ÷ months the "
        "customer was there. Interval: the worse and the better end of margin and weight together; of the margin, the "
        "spread of twelve months ÷ √months × z. Here z = 1 and the months of C1 spread by "
        "√((80² + 80² + 4 × 10²) ÷ 11 ÷ 12) = 10.00: 990 × 20 and 1 010 × 40. "
        "Months before the customer came count as nought, so that a newcomer's interval is wide. Who has left is "
        "worth nothing more.",
        "月利润 × 客户所在单元的权重；月利润 = 近十二个月利润 ÷ 在行月数。区间：利润与权重同取较差或较好一端；"
        "利润的离散度 = 十二个月离散度 ÷ √月数 × z。本例 z = 1，C1 各月离散度 √((80² + 80² + 4 × 10²) ÷ 11 ÷ 12) = "
        "10.00："
        "990 × 20 与 1 010 × 40。来行之前的月份按零计，新客户区间较宽。已流失者不再有价值。",
    ),
    {
        "facts": Small(
            "customer_id: string, profit_12m: int64, opened_on: date, as_of_month: int64",
            [
                ("C1", 12_000_00, date(2015, 3, 1), 24312),
                ("C2", 3_000_00, date(2025, 10, 15), 24312),
                ("C3", -12_000_00, date(2015, 3, 1), 24312),
                ("C4", 12_000_00, date(2015, 3, 1), 24312),
            ],
        ),
        "months": Small(
            "customer_id: string, profit_months: array<int64>",
            [
                ("C1", [0] * 12 + _YEAR),
                ("C2", [0] * 21 + [1_000_00] * 3),
                ("C3", [0] * 12 + [-1_000_00] * 12),
                ("C4", [0] * 12 + [1_000_00] * 12),
            ],
        ),
        "cells": Small(
            "customer_id: string, risk_23: boolean, cell_23: int64",
            [("C1", True, 7), ("C2", True, 7), ("C3", True, 7), ("C4", False, 7)],
        ),
        "scores": Small(
            "cell: int64, weight_low: float64, weight: float64, weight_high: float64, closed: float64, stay: float64",
            [(7, 20.0, 30.0, 40.0, 27.0, 33.3)],
        ),
    },
    lambda t, a: lifetime.figures(t["cells"], t["scores"], t["facts"], t["months"], a),
    Small(
        "customer_id: string, lifetime_value: int64, lifetime_low: int64, lifetime_high: int64, "
        "lifetime_closed: int64, expected_months: float64",
        [
            ("C1", 30_000_00, 19_800_00, 40_400_00, 27_000_00, 33.3),
            # three months of 1 000 among twelve: √((3 × 750² + 9 × 250²) ÷ 11 ÷ 3) = 261.116484
            ("C2", 30_000_00, 14_777_67, 50_444_66, 27_000_00, 33.3),
            ("C3", -30_000_00, -40_000_00, -20_000_00, -27_000_00, 33.3),
            ("C4", 0, 0, 0, 0, None),
        ],
    ),
    {"lifetime.confidence": 0.6826894921370859},
    {"scores": dict.fromkeys(("risk_3m", "risk_6m", "hazard", "later"), "float64")
     | dict.fromkeys(("reasons", "because", "besides"), "string")},
)  # fmt: skip


def _reasons(t: Tables, a: Assumptions) -> ir.Table:
    rows = t.ask(t["cells"]).to_pylist()
    added = {row["feature_bin"]: row["log_odds"] for row in t.ask(t["parameters"]).to_pylist()}
    model = Artefact(hazard.MODEL, added, ("", ""), sum(row["customers"] for row in rows), "", Verdict.CONVERGED)
    bins = np.array([[row.get(name, 0) for name in FEATURES] for row in rows])
    n = np.array([row["customers"] for row in rows], dtype=float)
    told = departing.reasons(model, bins, n, float(a["departing.least_reason"]))
    found = [{"cell": row["cell"], "reasons": text} for row, text in zip(rows, told, strict=True)]
    return given(found, {"cell": "string", "reasons": "string"})


REASONS = Spec(
    "departure_reasons",
    Words("Reasons to leave", "流失原因"),
    Words(
        "What a feature's bin adds to the log-odds of leaving, less its average over all customers; the largest "
        "three that reach the least are told, each with its bin and hundredths of log-odds. Averages here: "
        "latest 1.2 × 10 ÷ 40 = 0.3, price 0.8 × 10 ÷ 40 = 0.2, silence 0.4 × 30 ÷ 40 = 0.3. Nothing that stands out "
        "is an empty list.",
        "某特征分箱对流失对数几率的增量减去其在全部客户中的平均；取达到下限的最大三项，各附分箱与百分之一对数几率。"
        "本例平均：latest 1.2 × 10 ÷ 40 = 0.3，price 0.8 × 10 ÷ 40 = 0.2，silence 0.4 × 30 ÷ 40 = 0.3。"
        "没有突出原因则为空列表。",
    ),
    {
        "parameters": Small(
            "feature_bin: string, log_odds: float64", [("latest=1", 1.2), ("price=1", 0.8), ("silence=2", 0.4)]
        ),
        "cells": Small(
            "cell: string, customers: int64, latest: int64, price: int64, silence: int64",
            [("withdrawn", 10, 1, 0, 2), ("dearer", 10, 5, 1, 2), ("plain", 10, 5, 0, 2), ("busy", 10, 5, 0, 0)],
        ),
    },
    _reasons,
    Small(
        "cell: string, reasons: string",
        [
            ("withdrawn", '[["latest", 1, 90]]'),
            ("dearer", '[["price", 1, 60]]'),
            ("plain", "[]"),
            ("busy", "[]"),
        ],
    ),
    {"departing.least_reason": 0.2},
)

SPECS = (CLOSED_FORMS, SURVIVAL_WEIGHT, LIFETIME, REASONS)
