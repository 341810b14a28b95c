"""Lifetime value in closed form (客户终身收益闭式公式), each convention under its own name.

A customer pays a margin m every period and stays with probability r (retention) each time; d discounts a period.
First payment at once: m (1+d) ÷ (1+d−r); after the first renewal only: m r ÷ (1+d−r); paid at the end of each period
whatever happens in it: m ÷ (1+d−r). Source: Gupta and Lehmann, Managing customers as investments (2005); Berger and
Nasr (1998).
"""

from enum import StrEnum


class Convention(StrEnum):
    """When the margin is paid."""

    AT_ONCE = "at_once"
    AFTER_THE_FIRST = "after_the_first"
    END_OF_PERIOD = "end_of_period"


def lifetime_value(margin: float, retention: float, discount: float, convention: Convention) -> float | None:
    """Return the value of margins for ever; ``None`` when it has no finite sum (retention ≥ 1 + discount)."""
    if not 0 <= retention <= 1 or discount < 0:
        raise ValueError("retention lies in 0–1 and the discount is not negative")
    gap = 1 + discount - retention
    if gap <= 0:
        return None
    factor = {
        Convention.AT_ONCE: 1 + discount,
        Convention.AFTER_THE_FIRST: retention,
        Convention.END_OF_PERIOD: 1.0,
    }[convention]
    return margin * factor / gap


def margin_multiple(retention: float, discount: float) -> float | None:
    """Return r ÷ (1 + i − r): how many yearly margins a customer is worth beyond the one just paid."""
    return lifetime_value(1.0, retention, discount, Convention.AFTER_THE_FIRST)


def limited(margin: float, retention: float, discount: float, periods: int, convention: Convention) -> float:
    """Return the value of the first ``periods`` payments of the convention."""
    if not 0 <= retention <= 1 or discount < 0 or periods < 0:
        raise ValueError("retention lies in 0–1, discount and periods are not negative")
    step = retention / (1 + discount)
    first = {
        Convention.AT_ONCE: 1.0,
        Convention.AFTER_THE_FIRST: step,
        Convention.END_OF_PERIOD: 1 / (1 + discount),
    }[convention]
    return margin * first * (float(periods) if step == 1 else (1 - step**periods) / (1 - step))
