"""The stages of retention and loss (计算阶段): counted cells, then published tables; each gets the scene of the run."""

from collections.abc import Callable
from typing import Any

import ibis.expr.types as ir

from guanxi.contracts.figures.loyalty import BARRIER_KINDS, BINDING
from guanxi.value.measures import scopes
from guanxi.value.measures.loyalty import (
    barriers,
    cohorts,
    departures,
    destinations,
    members,
    movements,
    prices,
    survival,
    tables,
    worth,
)
from guanxi.value.measures.loyalty.tables import Row

Build = Callable[[Any], ir.Table]


def _members(s: Any) -> ir.Table:
    return members.members(s.tables, s.as_of, s.last, s.a, has_then=s.has_then)


def _loss_cells(s: Any) -> ir.Table:
    marked = departures.marked(s["members"])
    both = departures.cells(marked, s["customer_family_then"])
    names = departures.all_together(marked).columns
    return departures.spread(departures.all_together(marked).union(both.select(*names), distinct=False), s["above"])


def _loss_rates(s: Any) -> ir.Table:
    return departures.loss_rates(tables.asked(s.ask, s["loss_cells"]), s.a)


def _destinations(s: Any) -> ir.Table:
    return destinations.destinations(s["lost"], s.tables | {"transactions": s["payments_year"]}, s.last, s.a)


def _survival(s: Any) -> ir.Table:
    counted = tables.summed(s["survival_cells"], ("dimension", "member", "age"), survival.COUNTS, s["above"])
    return survival.survival(s.ask(counted), s.a)


def _cohorts(s: Any) -> ir.Table:
    counted = tables.summed(cohorts.cells(s["members"], s.last), ("cohort",), cohorts.COUNTS, s["above"])
    return cohorts.cohorts(tables.asked(s.ask, counted))


def _movements(s: Any) -> ir.Table:
    cells = movements.cells(s["members"])
    counted = tables.summed(cells, ("standing", "before", "now"), ("customers",), s["above"])
    return movements.movements(tables.asked(s.ask, counted))


def _price_moves(s: Any) -> ir.Table:
    listed = s["prices"].select("product_id", "on", "list_rate", "fee")
    products = s["products"].select("product_id", "name", "family")
    found = prices.moves(tables.asked(s.ask, listed), tables.asked(s.ask, products), s.last, s.a)
    if not found:
        return prices.price_moves([], [], s.last, s.a)
    wanted = sorted({move["product_id"] for move in found})
    held = prices.holders(s["accounts"], s["members"], wanted, s.last)
    cells = held.union(prices.everybody(s["members"]).select(*held.columns), distinct=False)
    counted = tables.summed(cells, ("product_id", "month"), prices.COUNTS, s["above"])
    return prices.price_moves(found, tables.asked(s.ask, counted), s.last, s.a)


def _binding(s: Any) -> ir.Table:
    spread = scopes.spread(barriers.cells(s["members"], s.a), s["above"])
    return barriers.matrix(spread).select(*BINDING.names)


def _barrier_kinds(s: Any) -> ir.Table:
    counts = ("customers", "had", "had_left", "had_not", "had_not_left")
    counted = tables.summed(barriers.inventory(s["members"]), ("barrier",), counts, s["above"])
    return tables.published(BARRIER_KINDS, barriers.told(tables.asked(s.ask, counted), s.a))


def _retention_worth(s: Any) -> ir.Table:
    won = s["acquisition"]
    won = won.filter(won.dimension.isin(["bank", "unit"]) & won.winning_cost.notnull())
    rows: list[Row] = tables.asked(s.ask, won.select("dimension", "member", "winning_cost"))
    costs = {("" if row["dimension"] == "bank" else row["member"]): row["winning_cost"] for row in rows}
    counted = tables.summed(worth.cells(s["members"], s["profiles"]), (), worth.SUMS, s["above"])
    return worth.retention_worth(tables.asked(s.ask, counted), costs, s.a)


#: Stands before the figures of customers, which carry a part of it.
FIRST: tuple[tuple[str, Build], ...] = (
    ("held_then", lambda s: members.then(s["customer_family_then"])),
    ("moods", lambda s: barriers.moods(s["answers"], s["complaints"], s.as_of, s.a)),
    ("members", _members),
)
#: Named like the contracts they fill, with the cells these stand on before them.
THEN: tuple[tuple[str, Build], ...] = (
    ("loss_flows", lambda s: departures.flows(s["members"])),
    ("loss_months", lambda s: departures.loss_months(s["loss_flows"], s["above"], s.last)),
    ("loss_cells", _loss_cells),
    ("loss_rates", _loss_rates),
    ("lost", lambda s: destinations.lost(s["members"])),
    ("lost_to", _destinations),
    ("loss_destinations", lambda s: destinations.loss_destinations(s["lost_to"], s["above"])),
    ("survival_cells", lambda s: survival.cells(survival.spells(s["members"], s.a), s["customer_family_then"])),
    ("survival", _survival),
    ("cohorts", _cohorts),
    ("movements", _movements),
    ("price_moves", _price_moves),
    ("binding", _binding),
    ("barrier_kinds", _barrier_kinds),
    ("retention_worth", _retention_worth),
)
