"""Gamma-Gamma on CDNOW (消费金额模型): the authors' note."""

from collections.abc import Sequence

from guanxi.kit.words import Words
from guanxi.value.models import gamma_gamma
from guanxi.value.prove.claims import Claim, Subject, exact, likelihood, parameter
from guanxi.value.prove.published import Folder

FILE = "cdnow_customers_summary_with_transactions.csv"


def _gamma_gamma(files: Folder) -> Sequence[Claim]:
    x, z = files.numbers(FILE, "x", "zbar")
    found = gamma_gamma.fit(x, z)
    printed = ("6.25", "3.74", "15.44")
    names = gamma_gamma.NAMES
    return [
        exact("gamma_gamma.repeat_buyers", 946, found.rows),
        *(parameter(f"gamma_gamma.{n}", v, found.parameters[n]) for n, v in zip(names, printed, strict=True)),
        likelihood("gamma_gamma.log_likelihood", "-4055.9", found.notes["log_likelihood"]),
    ]


GAMMA_GAMMA = Subject(
    "gamma_gamma",
    Words("Gamma-Gamma on CDNOW", "Gamma-Gamma · CDNOW 数据"),
    "Fader and Hardie, The Gamma-Gamma model of monetary value (2013)",
    (FILE,),
    _gamma_gamma,
)
