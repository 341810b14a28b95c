"""Lifetime value in closed form (客户终身收益闭式公式): a hundred a year at 80 %, and the margin multiples."""

from collections.abc import Sequence

from guanxi.kit.words import Words
from guanxi.value.models.closed_forms import Convention, lifetime_value, limited, margin_multiple
from guanxi.value.prove.claims import Claim, Subject, cell, exact
from guanxi.value.prove.published import Folder

MULTIPLES = {0.6: "1.15", 0.7: "1.67", 0.8: "2.50", 0.9: "4.09"}
YEARS = 2000


def _closed_forms(files: Folder) -> Sequence[Claim]:
    r, d = 0.8, 0.12
    return [
        cell("closed_forms.hundred_at_80_percent", "250.00", _value(100, r, d, Convention.AFTER_THE_FIRST)),
        *(
            cell(f"closed_forms.margin_multiple({rate:.0%})", printed, margin_multiple(rate, d) or 0.0)
            for rate, printed in MULTIPLES.items()
        ),
        *(
            # the closed form against its payments added up one by one
            exact(f"closed_forms.{c}", limited(1, r, d, YEARS, c), _value(1, r, d, c), 1e-12)
            for c in Convention
        ),
    ]


def _value(margin: float, retention: float, discount: float, convention: Convention) -> float:
    return lifetime_value(margin, retention, discount, convention) or 0.0


CLOSED_FORMS = Subject(
    "closed_forms",
    Words("Lifetime value in closed form", "终身收益闭式公式"),
    "Gupta and Lehmann, Managing customers as investments (2005)",
    (),
    _closed_forms,
)
