"""The stages of wallet, share, positioning and next product (计算阶段); each gets the scene of the run."""

from collections.abc import Callable
from typing import Any

import ibis.expr.types as ir

from guanxi.value.measures import adoption, evidence, market, next_product, positioning, share_trend, wallet

Build = Callable[[Any], ir.Table]


def _wallets(s: Any) -> ir.Table:
    cells = {keys: s[f"peers_{number}"] for number, keys in enumerate(wallet.CELLS)}
    return wallet.wallets(s["facts"], cells, evidence.outside(s["evidence"], s.a))


def _share_months(s: Any) -> ir.Table:
    growths = market.growths(s["market_cells"])
    return share_trend.months(share_trend.joined(s["profiles"], s["months"], growths, s.a))


def _told(s: Any) -> ir.Table:
    given = (s["adoption"], s["next_trial"], adoption.holders(s["facts"]), s["rate_row"])
    return next_product.told(*given, s.ask, s.a)


def _ranked(s: Any) -> ir.Table:
    sold = s.ask(s["products"].select("family").distinct())["family"].to_pylist()
    stages = s["facts"].select("customer_id", "stage")
    return next_product.ranked(s["adoption"], stages, sold, s["next_told"], s.as_of, s.a)


def _segments(s: Any) -> ir.Table:
    return positioning.gathered(s["profiles"], s["months"], market.growths(s["market_cells"]), s.a)


def _positioning(s: Any) -> ir.Table:
    return positioning.positioning(s["segments"], s["above"], s["market_cells"], market.competitors(s["market"]))


def columns(s: Any) -> tuple[ir.Table, ...]:
    """Return what joins the published figures of a customer, each by customer_id."""
    return (
        wallet.figures(s["facts"], s["wallets"], evidence.documents(s["evidence"])),
        share_trend.ahead(s["share_lines"], s.a),
        s["next_products"].drop("next_gain"),
    )


#: Before the profiles: they weigh what is held against these.
WALLETS: tuple[tuple[str, Build], ...] = (
    ("evidence", lambda s: evidence.at_banks(evidence.gathered(s.tables, s.as_of, s.a), s.as_of, s.a)),
    ("wallets", _wallets),
)
#: Right after the profiles: the level of a year ago asks for the share of then.
SHARES: tuple[tuple[str, Build, tuple[str, ...]], ...] = (
    ("market_cells", lambda s: market.cells(market.sizes(s["market"])), ()),
    ("share_months", _share_months, ()),
    ("share_lines", lambda s: share_trend.lines(s["share_months"]), ("share_months",)),
)
#: Before the published figures.
FIRST: tuple[tuple[str, Build, tuple[str, ...]], ...] = (
    ("adoption", lambda s: adoption.adoption(s.tables, s.as_of, s.a), ()),
    ("next_trial", lambda s: next_product.trial(s["adoption"], s.ask, s.as_of, s.a), ()),
    ("next_told", _told, ()),
    ("next_ranked", _ranked, ("adoption",)),
    ("next_products", lambda s: next_product.figures(s["next_ranked"], s["next_told"]), ("next_ranked", "next_told")),
)
#: Published small tables.
THEN: tuple[tuple[str, Build], ...] = (
    ("segments", _segments),
    ("share_trend", lambda s: positioning.trend(s["segments"], s["above"], s.a)),
    ("positioning", _positioning),
)
