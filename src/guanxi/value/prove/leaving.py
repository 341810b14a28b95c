"""Kaplan–Meier and Cox on their classic data (生存分析): leukaemia patients and released prisoners."""

from collections.abc import Sequence

import numpy as np

from guanxi.kit.words import Words
from guanxi.value.models import survival
from guanxi.value.prove.claims import Claim, Subject, cell, exact
from guanxi.value.prove.published import Folder

AML, ROSSI = "aml.csv", "rossi.csv"
COEFFICIENTS = {
    "fin": "-0.3794", "age": "-0.0574", "race": "0.3139", "wexp": "-0.1498", "mar": "-0.4337", "paro": "-0.0849",
    "prio": "0.0915",
}  # fmt: skip
SHARES = {9: "0.909", 13: "0.818", 18: "0.716", 23: "0.614", 31: "0.491", 34: "0.368", 48: "0.184"}


def _kaplan_meier(files: Folder) -> Sequence[Claim]:
    time, status = (np.array(column) for column in files.numbers(AML, "time", "status"))
    kept = np.array(files.texts(AML)["x"]) == "Maintained"
    curve = survival.kaplan_meier(time[kept], status[kept])
    return [
        *(cell(f"kaplan_meier.survival({t})", printed, curve.at(t)) for t, printed in SHARES.items()),
        exact("kaplan_meier.median", 31, curve.median or 0.0),
    ]


def _cox(files: Folder) -> Sequence[Claim]:
    names = ("week", "arrest", *COEFFICIENTS)
    rows = dict(zip(names, files.numbers(ROSSI, *names), strict=True))
    found = survival.cox(rows, duration="week", event="arrest")
    return [
        *(cell(f"cox.{name}", printed, found.parameters[name]) for name, printed in COEFFICIENTS.items()),
        cell("cox.log_likelihood", "-658.75", found.notes["log_likelihood"]),
    ]


KAPLAN_MEIER = Subject(
    "kaplan_meier", Words("Kaplan–Meier on aml", "Kaplan–Meier · aml 数据"), "Miller, Survival analysis (1981)", (AML,),
    _kaplan_meier,
)  # fmt: skip
COX = Subject(
    "cox", Words("Cox on rossi, ties by Efron", "Cox 模型 · rossi 数据(Efron)"),
    "Rossi, Berk and Lenihan, Money, work and crime (1980)", (ROSSI,), _cox,
)  # fmt: skip
