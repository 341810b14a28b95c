"""BG/NBD and Pareto/NBD on CDNOW (购买次数模型): what their papers printed."""

from collections.abc import Sequence

import numpy as np

from guanxi.kit.words import Words
from guanxi.value.models import bg_nbd, histories, pareto_nbd
from guanxi.value.prove.claims import Claim, Subject, cell, exact, likelihood, parameter
from guanxi.value.prove.published import Folder

FILE = "cdnow_customers_summary.csv"

PRINTED = ("0.243", "4.414", "0.793", "2.426")


def _bg_nbd(files: Folder) -> Sequence[Claim]:
    x, t_x, T = files.numbers(FILE, "frequency", "recency", "T")
    found = bg_nbd.fit(histories.given(x, t_x, T)[0])
    p = found.parameters
    folded = bg_nbd.fit(histories.collapsed(x, t_x, T)).parameters
    days = bg_nbd.fit(histories.given(x, np.multiply(t_x, 7), np.multiply(T, 7))[0]).parameters
    expected = float(bg_nbd.expected_purchases(p, 39, 2, 30.43, 38.86))
    scaled = [days[name] / (value * (7 if name == "alpha" else 1)) for name, value in p.items()]
    return [
        *(parameter(f"bg_nbd.{n}", v, p[n]) for n, v in zip(bg_nbd.NAMES, PRINTED, strict=True)),
        likelihood("bg_nbd.log_likelihood", "-9582.4", found.notes["log_likelihood"]),
        cell("bg_nbd.purchases(39 | 2, 30.43, 38.86)", "1.226", expected),
        cell("bg_nbd.purchases_of_a_new_customer(52)", "1.4440", float(bg_nbd.expected_sales(p, 52))),
        exact("bg_nbd.collapsed_changes", 0, max(abs(folded[n] / p[n] - 1) for n in p), 1e-6),
        exact("bg_nbd.days_for_weeks_changes", 0, max(abs(ratio - 1) for ratio in scaled), 1e-6),
        exact("bg_nbd.converged", 1, found.verdict == "converged"),
    ]  # fmt: skip


def _pareto_nbd(files: Folder) -> Sequence[Claim]:
    x, t_x, T = files.numbers(FILE, "frequency", "recency", "T")
    found = pareto_nbd.fit(histories.collapsed(x, t_x, T))
    printed = ("0.553", "10.578", "0.606", "11.669")
    return [
        *(parameter(f"pareto_nbd.{n}", v, found.parameters[n]) for n, v in zip(pareto_nbd.NAMES, printed,
                                                                              strict=True)),
        likelihood("pareto_nbd.log_likelihood", "-9595.0", found.notes["log_likelihood"]),
    ]  # fmt: skip


def _edges(files: Folder) -> Sequence[Claim]:
    """Histories where the textbook's expectation is no number."""
    few = {"r": 0.5, "alpha": 4.0, "a": 0.3, "b": 0.4}
    one = {"r": 0.5, "alpha": 4.0, "a": 1.0, "b": 2.0}
    cases = [(few, 0, 0.0, 38.86), (one, 2, 30.0, 38.86), (one, 0, 0.0, 0.0), (few, 5000, 700.0, 730.0)]
    broken = sum(not np.isfinite(bg_nbd.expected_purchases(p, 39, *history)) for p, *history in cases)
    near = [float(bg_nbd.expected_purchases(one | {"a": a}, 39, 2, 30.0, 38.86)) for a in (0.999, 1.0, 1.001)]
    return [
        exact("bg_nbd.no_number_for_a_valid_history", 0, broken),
        exact("bg_nbd.jump_at_a_of_one", 0, near[1] / ((near[0] + near[2]) / 2) - 1, 1e-5),
    ]


_PAPER = "Fader, Hardie and Lee, Marketing Science 24 (2005)"
BG_NBD = Subject("bg_nbd", Words("BG/NBD on CDNOW", "BG/NBD · CDNOW 数据"), _PAPER, (FILE,), _bg_nbd)
PARETO_NBD = Subject(
    "pareto_nbd", Words("Pareto/NBD on CDNOW", "Pareto/NBD · CDNOW 数据"), _PAPER, (FILE,), _pareto_nbd
)
EDGES = Subject(
    "bg_nbd_edges", Words("BG/NBD where textbooks divide by zero", "BG/NBD：教科书公式除以零之处"), _PAPER, (), _edges
)
