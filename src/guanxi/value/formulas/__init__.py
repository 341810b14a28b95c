"""Formulas in words (指标口径): what each published figure is made of, in both languages.

One file per topic; ``ALL`` gathers them by ``contract.column``.
"""

from guanxi.value.formulas import (
    bridge,
    concentration,
    groups,
    ledger,
    lifetime,
    loyalty,
    moves,
    parties,
    positioning,
    profit,
    relation,
    signs,
    standing,
    teams,
    usage,
    wallet,
    winning,
)
from guanxi.value.formulas.formula import Formula

_CUSTOMER = (
    parties.ALL | profit.ALL | relation.ALL | standing.ALL | loyalty.CUSTOMER | wallet.ALL | lifetime.ALL | usage.ALL
)
ALL: dict[str, Formula] = {
    **{f"customer_figures.{k}": v for k, v in _CUSTOMER.items()},
    **{f"concentration.{k}": v for k, v in concentration.ALL.items()},
    **{f"acquisition.{k}": v for k, v in winning.ALL.items()},
    **{f"profit_bridge.{k}": v for k, v in bridge.ALL.items()},
    **{f"five_signs.{k}": v for k, v in signs.ALL.items()},
    **{f"teams.{k}": v for k, v in teams.ALL.items()},
    **loyalty.ALL,
    **positioning.ALL,
    **groups.ALL,
    **ledger.ALL,
    **moves.ALL,
}

__all__ = ["ALL", "Formula"]
