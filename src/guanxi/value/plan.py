"""The plan of a run (计算步骤): every stage in order, each a table from the tables before it.

``FIRST`` stands once before all months; ``MONTHS`` computes what is kept of the months that have just arrived (one at a
month's end, several small ones at the first load); ``SNAPSHOT`` computes the figures as of a day. Stages named like a
contract of ``contracts.figures.PUBLISHED`` are what a run publishes.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import ibis
import ibis.expr.types as ir

from guanxi.contracts.lines import LINES
from guanxi.kit import periods
from guanxi.value.assumptions import Assumptions
from guanxi.value.measures import (
    account_month,
    acquisition,
    attribution,
    bridge,
    concentration,
    contacts,
    customer_month,
    departing,
    departure,
    facts,
    groups,
    history,
    holding,
    internal_ratings,
    landmarks,
    lifetime,
    model_cards,
    moves,
    profiles,
    published,
    ranks,
    reconciliation,
    relationship,
    scopes,
    signs,
    suggestions,
    teams,
    treasury,
    upsets,
    usage,
    usage_stages,
    wallet,
    wallet_stages,
)
from guanxi.value.measures.loyalty import members
from guanxi.value.measures.loyalty import stages as loyalty
from guanxi.value.measures.signs import behind, counts, few, windfall


@dataclass
class Scene:
    """What a stage may read: tables by name, the last 24 customer months (oldest first), assumptions in force."""

    as_of: date
    on: date
    last: str
    a: Assumptions
    tables: dict[str, ir.Table]
    #: Runs an expression and gives its rows as an Arrow table: for counts a model is fitted on, never for customers.
    ask: Callable[[ir.Table], Any]
    months: Sequence[ir.Table] = ()
    batch: Sequence[str] = ()
    foreign: bool = False
    with_events: Sequence[str] = ()
    has_flows: bool = False
    has_then: bool = False

    def __getitem__(self, name: str) -> ir.Table:
        return self.tables[name]

    def within(self, names: Sequence[str], low: Any, high: Any) -> "Scene":
        """Return the scene with the named tables, and the months, of one range of customer numbers (``None``: all)."""
        if low is None:
            return self
        tables = self.tables | {name: history.within(self.tables[name], low, high) for name in names}
        return replace(self, tables=tables, months=[history.within(month, low, high) for month in self.months])

    @property
    def start(self) -> date:
        """The first day of the twelve months."""
        return periods.first_day(periods.shift(self.last, -11))


@dataclass(frozen=True)
class Stage:
    """One named table of the plan; a ``sliced`` one is built for one range of customer numbers after the other.

    ``sliced`` names the tables it joins or adds up by customer, of which a range is then enough: its memory does not
    grow with the bank.
    A ``view`` is never computed; a kept table of its name, which it stands for, is let go of. ``frees`` names kept
    tables no later stage reads: memory holds the widest of them no longer than needed.
    """

    name: str
    build: Callable[[Scene], ir.Table]
    sliced: tuple[str, ...] = ()
    view: bool = False
    frees: tuple[str, ...] = ()


FIRST: tuple[Stage, ...] = (Stage("splits", lambda s: attribution.splits(s["account_parties"])),)

MONTHS: tuple[Stage, ...] = (
    Stage("calendar", lambda s: account_month.calendar(s.batch)),
    Stage(
        "capital_cells",
        lambda s: internal_ratings.of(s.ask, s.tables, account_month.contracts(s.tables), s["calendar"], s.a),
    ),
    Stage(
        "held_months",
        lambda s: customer_month.holdings(
            account_month.lines(s.tables, s.batch, s.a, foreign=s.foreign), foreign=s.foreign
        ),
    ),
    Stage("visited", lambda s: relationship.on_customers(s.tables, s["calendar"], s.a)),
    Stage(
        "customer_month",
        lambda s: customer_month.customer_month(s["held_months"], s["visited"], s.with_events, s.batch, s.a),
    ),
    Stage("customer_family", lambda s: customer_month.customer_family(s["held_months"])),
    Stage("treasury_month", lambda s: customer_month.treasury_month(s["held_months"])),
    Stage(
        "unit_month",
        lambda s: customer_month.unit_month(s["held_months"], s["visited"], s["staff"], s["calendar"]),
    ),
)


def _months(s: Scene) -> ir.Table:
    row = history.wide(s["customers"], s.months)
    found = departure.signs(row, s.last, s.a) | departure.stillness(row, s.a) | windfall.windfalls(row, s.a)
    found |= landmarks.seen(row, s.a)
    return row.select("customer_id", **history.lists(row), **found)


def _last_month(s: Scene) -> ir.Table:
    return s.months[-1].select("customer_id", "deposit_average", "deposit_end", "loan_average", "loan_end", "stage")


def _outflow(s: Scene) -> ir.Table:
    return contacts.flows(s.tables) if s.has_flows else contacts.drops(s.months[-1], s.months[-2])


def _customer_figures(s: Scene) -> ir.Table:
    profiles = members.added(s["profiles"], s["members"])
    parts = (*wallet_stages.columns(s), s["lifetimes"], s["usages"])
    return published.customer_figures(profiles, s["months"], s["acquisition"], *parts)


def _departing_counts(s: Scene) -> ir.Table:
    return departing.counts(s["departing_cells"], landmarks.whole(s["unit_months"], s.ask, s.last, s.a))


def _departing_scores(s: Scene) -> ir.Table:
    f = s["facts"]
    sums = f.group_by("kind").aggregate(now=f.profit_12m.sum(), before=f.profit_prior.sum())
    profits = {row["kind"]: (int(row["now"] or 0), int(row["before"] or 0)) for row in s.ask(sums).to_pylist()}
    return lifetime.scored(s["departing_counts"], profits, s.ask, s.a)


def _lifetimes(s: Scene) -> ir.Table:
    month = int(s.last[:4]) * 12 + int(s.last[5:])
    facts = s["facts"].mutate(as_of_month=ibis.literal(month))
    return lifetime.figures(s["departing_cells"], s["departing_scores"], facts, s["months"], s.a)


def _scoped(s: Scene) -> ir.Table:
    p = s["profiles"]
    counted = p.filter(p.counted)
    lines = {n: counted[f"{n}_12m"] for n in LINES}
    rows = counted.select("unit_id", "owner_id", place=counted.rank_number, profit=counted.profit_12m, **lines)
    return concentration.ranked(scopes.spread(rows, s["above"]))


def _scoped_prior(s: Scene) -> ir.Table:
    joined = s["facts"].join(ranks.prior_places(s["facts"]), "customer_id")
    rows = joined.select("unit_id", "owner_id", "place", profit=joined.profit_prior)
    return concentration.ranked(scopes.spread(rows, s["above"]))


def _sign_counts(s: Scene) -> ir.Table:
    customers = s["customers"]
    parts = (
        counts.newcomers(customers, s.last, s.a),
        counts.contacts(s["visits"], customers, s.last),
        counts.people(customers, s.last),
        counts.windfalls(s["months"], customers),
        counts.wins(s.tables, s.last, s.a),
    )
    return signs.spread(ibis.union(*parts, distinct=False), s["above"])


def _sign_cells(s: Scene) -> ir.Table:
    tops = few.shares(s["profit_steps"], s["above"], s["sign_people"])
    return signs.laid_out(s["sign_counts"], tops, s["sign_people"], counts.known(s.tables, s.ask, s.last, s.a))


def _five_signs(s: Scene) -> ir.Table:
    return signs.five_signs(s["sign_cells"], s["sign_customers"], s["scoped"], s["scoped_prior"], s.a)


_SUMMED = ("sums", "last_month", "held", "contacts", "outflow", "orders_held", "closings")
_JOINED = (
    "profiles", "facts", "months", "members", "wallets", "evidence", "share_lines", "next_products", "lifetimes",
    "usages",
)  # fmt: skip

SNAPSHOT: tuple[Stage, ...] = (
    Stage("sums", lambda s: history.sums(s["recent"], s["prior"]), sliced=("recent", "prior")),
    Stage("months", _months, sliced=("customers",)),
    Stage("last_month", _last_month),
    Stage("held", lambda s: holding.own(s["customer_family"])),
    Stage("family_rates", lambda s: holding.margin_rates(s["customer_family"])),
    Stage("contacts", lambda s: contacts.contacts(s["visits"], s.start, s.as_of)),
    Stage("outflow", _outflow),
    Stage("orders_held", lambda s: facts.orders_held(s["orders"], s["accounts"])),
    Stage("closings", lambda s: departure.closings(s["accounts"], s.as_of)),
    Stage("usage", lambda s: usage.usage(s["sums"], s.last)),
    Stage("facts", lambda s: facts.facts(s.tables, s.as_of, s.last, s.a), frees=_SUMMED),
    *(Stage(name, build, frees=frees) for name, build, frees in usage_stages.STAGES),
    Stage("acquisition", lambda s: acquisition.acquisition(s.tables, s.as_of, s.last, s.a)),
    *(
        Stage(f"peers_{number}", lambda s, keys=keys: wallet.peers(s["facts"], keys, s.a))  # type: ignore[misc]
        for number, keys in enumerate(wallet.CELLS)
    ),
    *(Stage(name, build) for name, build in wallet_stages.WALLETS),
    Stage("ranks", lambda s: ranks.ranks(s["facts"])),
    Stage("rate_row", lambda s: profiles.rate_row(s["family_rates"], s["acquisition"])),
    Stage("profiles", lambda s: profiles.profiles(s.tables, s.a), frees=("ranks",)),
    # profiles hold every column of the facts
    Stage("facts", lambda s: s["profiles"].select(*s["facts"].columns), view=True),
    Stage("customer_standing", lambda s: s["profiles"].select(*profiles.STANDING), view=True),
    *(Stage(name, build, frees=frees) for name, build, frees in wallet_stages.SHARES),
    *(Stage(name, build) for name, build in loyalty.FIRST),
    Stage("moves", lambda s: moves.moves(s["customer_standing"], s["standing"])),
    *(Stage(name, build, frees=frees) for name, build, frees in wallet_stages.FIRST),
    Stage("shut", lambda s: landmarks.shut(s["accounts"], s["account_parties"], s.last)),
    Stage("upsets", lambda s: upsets.upsets(s.tables, s.ask, s.last, s.a)),
    Stage("departing_cells", lambda s: departing.cells(s.tables, s.last, s.a), frees=("shut", "upsets")),
    Stage("departing_counts", _departing_counts),
    Stage("departing_scores", _departing_scores),
    Stage("lifetimes", _lifetimes, frees=("departing_cells",)),
    Stage("likely", lambda s: suggestions.leaving.likely(s["lifetimes"], s.a)),
    Stage("model_cards", lambda s: model_cards.cards(s["departing_counts"], s.ask, s.last, s.a)),
    Stage(
        "customer_figures", _customer_figures, sliced=_JOINED, frees=("wallets", "share_lines", "lifetimes", "usages")
    ),
    Stage("suggestions", lambda s: suggestions.gathered(s.tables, s.as_of, s.on, s.a)),
    Stage("scoped", _scoped),
    Stage("scoped_prior", _scoped_prior),
    Stage("concentration", lambda s: concentration.published(s["scoped"], s["scoped_prior"])),
    Stage("sign_counts", _sign_counts),
    Stage("sign_people", lambda s: signs.people(s["sign_counts"])),
    Stage("profit_steps", lambda s: few.steps(s.months, s["customers"])),
    Stage("sign_cells", _sign_cells),
    Stage("sign_customers", lambda s: behind.behind(s.tables, s.last, s.a)),
    Stage("five_signs", _five_signs),
    Stage("bridge_cells", lambda s: bridge.cells(s.months, s["facts"], s.last)),
    Stage("bridge_steps", lambda s: bridge.steps(s["bridge_cells"], s["above"], s.last)),
    Stage("profit_bridge", lambda s: bridge.bridge(s["bridge_cells"], s["bridge_steps"], s["above"])),
    Stage("by_owner", lambda s: teams.by_owner(s["profiles"], s["months"], s.start, s.as_of)),
    Stage("teams", lambda s: teams.teams(s["by_owner"], s["above"])),
    Stage("reconciliation", lambda s: reconciliation.reconciliation(s["unit_months"], s["ledger"])),
    Stage("group_stretches", lambda s: groups.stretches(s.ask, s["links"], s.as_of, s.a)),
    Stage("group_members", lambda s: groups.members(s["group_stretches"], s["customer_figures"])),
    Stage("groups", lambda s: groups.groups(s["group_members"])),
    Stage("treasury", lambda s: treasury.treasury(s["treasury_months"], s["above"])),
    *(Stage(name, build) for name, build in loyalty.THEN),
    *(Stage(name, build) for name, build in wallet_stages.THEN),
)
