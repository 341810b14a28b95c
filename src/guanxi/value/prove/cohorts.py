"""Shifted-beta-geometric on two segments of subscribers (客户留存模型)."""

from collections.abc import Sequence

import numpy as np

from guanxi.kit.words import Words
from guanxi.value.models import beta_geometric
from guanxi.value.prove.claims import Claim, Subject, cell, likelihood, parameter
from guanxi.value.prove.published import Folder

FILE = "sbg_two_segment_retention.csv"
RENEWALS = 7


def _cohorts(files: Folder) -> Sequence[Claim]:
    claims: list[Claim] = []
    for segment, alpha, beta, value in (
        ("High-end", "0.668", "3.806", "-1611.2"),
        ("Regular", "0.704", "1.182", "-1680.3"),
    ):
        [survivors] = files.numbers(FILE, segment)
        found = beta_geometric.fit(survivors[: RENEWALS + 1])
        claims += [
            parameter(f"beta_geometric.{segment}.alpha", alpha, found.parameters["alpha"]),
            parameter(f"beta_geometric.{segment}.beta", beta, found.parameters["beta"]),
            likelihood(f"beta_geometric.{segment}.log_likelihood", value, found.notes["log_likelihood"]),
        ]
        if segment == "High-end":
            years = np.arange(8, 13)
            shares = beta_geometric.survival(found.parameters, years)
            printed = ("0.460", "0.436", "0.414", "0.395", "0.378")
            claims += [
                cell(f"beta_geometric.{segment}.survival({year})", text, share)
                for year, text, share in zip(years, printed, shares, strict=True)
            ]
    return claims


COHORTS = Subject(
    "beta_geometric",
    Words("Shifted-beta-geometric on two segments", "移位贝塔几何模型 · 两个客群"),
    "Fader and Hardie, Journal of Interactive Marketing 21 (2007)",
    (FILE,),
    _cohorts,
)
