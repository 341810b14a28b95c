"""The list of all contracts, in the order a first delivery must be read (契约目录)."""

from guanxi.contracts import bank, customers, market, movements, products, records
from guanxi.contracts.shape import Contract

ALL: tuple[Contract, ...] = (
    bank.UNITS,
    bank.STAFF,
    customers.CUSTOMERS,
    customers.LINKS,
    products.PRODUCTS,
    products.ACCOUNTS,
    products.ACCOUNT_PARTIES,
    market.RATES,
    market.PRICES,
    market.MARKET,
    movements.BALANCES,
    movements.EVENTS,
    movements.TRANSACTIONS,
    movements.ORDERS,
    market.WALLET_EVIDENCE,
    market.LEDGER,
    records.VISITS,
    records.WINS,
    records.CAMPAIGN_COSTS,
    records.COMPLAINTS,
    records.ANSWERS,
    records.PROMISES,
)

_BY_NAME = {contract.name: contract for contract in ALL}


def get(name: str) -> Contract:
    """Return a contract by name; ``KeyError`` when there is none."""
    return _BY_NAME[name]
