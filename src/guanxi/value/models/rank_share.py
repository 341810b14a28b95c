"""Share of wallet from ranks (按排名估算的钱包份额): a bank's share told by the place the customer gives it.

A customer who uses n banks and puts ours at rank k gives it (1 − k ÷ (n+1)) × 2 ÷ n of the wallet; the shares of all
ranks sum to one, tied banks take the mean of their ranks. Source: Keiningham, Aksoy, Buoye and Cooil, Customer
loyalty isn't enough, grow your share of wallet, Harvard Business Review (October 2011).
"""


def share(rank: float, banks: int) -> float:
    """Return the share (0–1) of the bank at ``rank`` (1 is the best; halves for ties) among ``banks``."""
    if banks < 1 or not 1 <= rank <= banks:
        raise ValueError("the rank lies between 1 and the number of banks")
    return (1 - rank / (banks + 1)) * 2 / banks
