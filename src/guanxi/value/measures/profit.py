"""Profit, economic profit and RAROC of twelve months (利润、经济利润与风险调整资本回报).

profit = margins + fees − cost to serve − relationship cost − expected loss; revenue = margins + fees;
economic profit = profit × (1 − tax) − average capital × hurdle (a loss earns its tax credit);
RAROC = profit × (1 − tax) ÷ average capital, withheld below the capital floor. Grain: customer; minor units.
"""

from typing import Any

import ibis

from guanxi.contracts.lines import INCOME
from guanxi.value import money
from guanxi.value.assumptions import Assumptions
from guanxi.value.measures import history, layers


class _Suffixed:
    """A row whose lines carry a suffix, read by their plain names."""

    def __init__(self, row: Any, suffix: str) -> None:
        self.row, self.suffix = row, suffix

    def __getitem__(self, name: str) -> Any:
        return self.row[f"{name}_{self.suffix}"]


def figures(row: Any, a: Assumptions) -> dict[str, Any]:
    """Return profit_12m on each cost layer, profit_prior, revenue, capital_average, economic_profit, raroc_rate."""
    recent = history.profit(_Suffixed(row, "12m"))
    capital = money.whole(row.capital_12m / 12)
    after_tax = recent * (1 - a["risk.tax"])
    enough = capital >= a["risk.capital_floor"]
    return {
        "profit_12m": recent,
        **layers.profits(row, recent),
        "profit_prior": history.profit(_Suffixed(row, "prior")),
        "revenue_12m": money.added(row[f"{n}_12m"] for n in INCOME),
        "capital_average": capital,
        "economic_profit_12m": money.whole(after_tax) - money.whole(capital * a["risk.hurdle"]),
        "raroc_rate": ibis.ifelse(enough, money.ratio(after_tax, capital), ibis.null("float64")),
    }
