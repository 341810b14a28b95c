"""Risk-adjusted return on capital of a single deal (风险调整资本回报).

RAROC = (income − funding − expected loss − cost + capital × what capital earns) × (1 − tax) ÷ capital; all per unit
of exposure.
"""


def raroc(
    *,
    income: float,
    funding: float,
    expected_loss: float,
    cost: float,
    capital: float,
    capital_earns: float = 0.0,
    tax: float = 0.0,
) -> float | None:
    """Return the quotient after tax; ``None`` without capital."""
    if capital <= 0:
        return None
    return (income - funding - expected_loss - cost + capital * capital_earns) * (1 - tax) / capital
