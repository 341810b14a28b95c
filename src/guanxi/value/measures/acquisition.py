"""Cost of winning, lifetime value by the deck's formula, and worth (客户获致成本、终身收益、值得争取倍数).

Grain: bank, unit with all below, segment (kind and size), source. Minor units.
visit_cost = yearly cost of the relationship managers ÷ their visits of twelve months; winning_cost = visit_cost ×
visits per win; loaded_cost adds campaign cost ÷ wins, the money counted from ``campaign_lag`` months earlier.
years = 1 ÷ departure rate (departed in twelve months ÷ customers at their start), capped; a small cell takes the
bank's rate; lifetime_value = yearly revenue of a customer × years × margin rate (profit ÷ revenue); worth =
lifetime_value ÷ winning_cost. The deck: 100 000 ÷ 200 × 4 = 2 000; 10 000 × 2 × 10 % = 2 000; worth 1.00. Segments
and sources share the bank's visit cost.
"""

from datetime import date
from typing import Any

import ibis
import ibis.expr.types as ir

from guanxi.kit import periods
from guanxi.value import money
from guanxi.value.assumptions import Assumptions
from guanxi.value.measures import account_month, relationship
from guanxi.value.sources import Tables

DIMENSIONS = ("bank", "unit", "segment", "source")
NAMES = ("dimension", "member")


def segment(row: Any) -> Any:
    """Return the segment of a customer: kind, and size where it is known."""
    sized = row.kind + "." + row["size"]
    return ibis.coalesce(sized, row.kind)


def acquisition(tables: Tables, as_of: date, last: str, a: Assumptions) -> ir.Table:
    """``tables``: facts, visits, staff, wins, campaign_costs, above (see scopes)."""
    cells = economics(tables["facts"], tables["above"], as_of, last, a)
    costs = _costs(tables, last, a)
    rows = cells.outer_join(costs, list(NAMES))
    row = rows.select(
        dimension=ibis.coalesce(rows.dimension, rows.dimension_right),
        member=ibis.coalesce(rows.member, rows.member_right),
        **{n: money.known(rows[n]) for n in ("yearly_cost", "visits", "wins", "campaign_cost")},
        visit_cost=rows.visit_cost,
        visits_per_win=rows.visits_per_win,
        **{n: rows[n] for n in ("years", "revenue", "margin_rate")},
    )
    return _worth(row)


def _worth(row: ir.Table) -> ir.Table:
    winning = money.whole(row.visit_cost * row.visits_per_win)
    campaign = ibis.ifelse(row.wins > 0, money.whole(row.campaign_cost / ibis.greatest(row.wins, 1)), 0)
    value = lifetime_value(row.revenue, row.years, row.margin_rate)
    return row.mutate(
        winning_cost=winning,
        loaded_cost=winning + campaign,
        lifetime_value=value,
        worth_rate=money.ratio(value, winning),
    )


def lifetime_value(revenue: Any, years: Any, margin_rate: Any) -> Any:
    """Return yearly revenue × years × margin rate in whole minor units."""
    return money.whole(revenue * years * margin_rate)


def economics(facts: ir.Table, above: ir.Table, as_of: date, last: str, a: Assumptions) -> ir.Table:
    """Return dimension, member, years, revenue, margin_rate of every cell."""
    start = periods.first_day(periods.shift(last, -11))
    f = facts.filter(facts.counted)
    left = ibis.coalesce((f.departed_on >= start) & (f.departed_on <= as_of), False)
    began = (f.opened_on < start) & (f.departed_on.isnull() | (f.departed_on >= start))
    rows = f.select(
        "unit_id",
        segment=segment(f),
        source=ibis.coalesce(f.source, ""),
        revenue=f.revenue_12m,
        profit=f.profit_12m,
        departed=ibis.ifelse(left & began, 1, 0),
        began=ibis.ifelse(began, 1, 0),
    )
    base = rows.group_by(["unit_id", "segment", "source"]).aggregate(
        customers=rows.count(), **{n: money.total(rows[n]) for n in ("revenue", "profit", "departed", "began")}
    )
    return _years(_by_dimension(base, above, ("customers", "revenue", "profit", "departed", "began")), a)


def _years(cells: ir.Table, a: Assumptions) -> ir.Table:
    all_rows = cells.filter(cells.dimension == "bank")
    bank = all_rows.aggregate(all_departed=all_rows.departed.max(), all_began=all_rows.began.max())
    rows = cells.cross_join(bank)
    own = rows.began >= a["winning.least_customers"]
    rate = ibis.ifelse(own, money.ratio(rows.departed, rows.began), money.ratio(rows.all_departed, rows.all_began))
    longest = float(a["winning.longest_years"])
    years = ibis.ifelse(ibis.coalesce(rate, 0.0) > 1 / longest, 1 / ibis.greatest(rate, 1 / longest), longest)
    return rows.select(
        *NAMES,
        years=years.round(6),
        revenue=ibis.ifelse(rows.customers > 0, money.whole(rows.revenue / ibis.greatest(rows.customers, 1)), 0),
        margin_rate=money.ratio(rows.profit, rows.revenue),
    )


def _by_dimension(base: ir.Table, above: ir.Table, amounts: tuple[str, ...]) -> ir.Table:
    def added(rows: ir.Table, dimension: str, member: Any) -> ir.Table:
        named = rows.mutate(dimension=ibis.literal(dimension), member=member)
        return named.group_by(list(NAMES)).aggregate(**{n: money.total(named[n]) for n in amounts})

    joined = base.join(above.rename(home="unit_id"), base.unit_id == above.unit_id.name("home"))
    return ibis.union(
        added(base, "bank", ibis.literal("")),
        added(joined, "unit", joined.scope_id),
        added(base, "segment", base.segment),
        added(base.filter(base.source != ""), "source", base.filter(base.source != "").source),
        distinct=False,
    )


def _costs(tables: Tables, last: str, a: Assumptions) -> ir.Table:
    effort = _effort(tables, last, a)
    wins = _wins(tables, last, a)
    rows = effort.outer_join(wins, list(NAMES))
    row = rows.select(
        dimension=ibis.coalesce(rows.dimension, rows.dimension_right),
        member=ibis.coalesce(rows.member, rows.member_right),
        **{n: money.known(rows[n]) for n in ("yearly_cost", "visits", "wins", "win_visits", "told")},
        campaign_cost=money.known(rows.spent) + money.known(rows.shared),
    )
    # an aggregate, not a projection: Ibis would take the columns of a projection of itself for its own
    all_rows = row.filter(row.dimension == "bank")
    bank = all_rows.aggregate(bank_cost=all_rows.yearly_cost.max(), bank_visits=all_rows.visits.max())
    row = row.cross_join(bank)
    bank_price = money.whole(row.bank_cost / row.bank_visits.nullif(0))
    own = row.dimension.isin(["bank", "unit"])
    visits = ibis.ifelse(row.dimension == "source", row.win_visits, row.visits)
    price = ibis.ifelse(own, money.whole(row.yearly_cost / row.visits.nullif(0)), bank_price)
    return row.select(
        *NAMES,
        "wins",
        "campaign_cost",
        yearly_cost=ibis.ifelse(own, row.yearly_cost, money.known(bank_price * visits)),
        visits=visits,
        visit_cost=price,
        visits_per_win=money.ratio(row.win_visits, row.told),
    )


def _effort(tables: Tables, last: str, a: Assumptions) -> ir.Table:
    """Yearly cost and visits by bank and unit of the managers; visits by segment of the customers; campaign money."""
    since, until = periods.first_day(periods.shift(last, -11)), periods.last_day(last)
    v = tables["visits"]
    met = v.filter(v.channel.isin(a["relationship.meeting_channels"]) & (v.on >= since) & (v.on <= until))
    people = relationship.employed(tables["staff"], account_month.calendar([last]))
    managers = people.filter(people.role == "relationship_manager")
    zero, nothing = ibis.literal(0, "int64"), ibis.literal("")
    cost = managers.select(
        "unit_id",
        yearly_cost=money.whole(managers.yearly_cost * managers.months / 12),
        visits=zero,
        spent=zero,
        segment=nothing,
    )
    made = met.join(managers.select("staff_id", "unit_id"), "staff_id")
    by_unit = made.select("unit_id", yearly_cost=zero, visits=ibis.literal(1, "int64"), spent=zero, segment=nothing)
    lag = -int(a["winning.campaign_lag"])
    c = tables["campaign_costs"]
    first, final = periods.first_day(periods.shift(last, lag - 11)), periods.last_day(periods.shift(last, lag))
    money_spent = c.filter((c.on >= first) & (c.on <= final))
    spent = money_spent.select("unit_id", yearly_cost=zero, visits=zero, spent=money_spent.amount, segment=nothing)
    f = tables["facts"].select("customer_id", segment=segment(tables["facts"]))
    to = met.join(f, "customer_id")
    by_segment = to.group_by(member=to.segment).aggregate(visits=to.count())
    amounts = ("yearly_cost", "visits", "spent")
    base = ibis.union(cost, by_unit, spent, distinct=False).mutate(source=nothing)
    cells = _by_dimension(base, tables["above"], amounts).filter(lambda t: t.dimension.isin(["bank", "unit"]))
    segments = by_segment.select(
        dimension=ibis.literal("segment"), member="member", yearly_cost=zero, visits=by_segment.visits, spent=zero
    )
    return cells.select(*NAMES, *amounts).union(segments, distinct=False)


def _wins(tables: Tables, last: str, a: Assumptions) -> ir.Table:
    """Wins, the visits they took, and the campaign money each win carries, by every dimension."""
    since, until = periods.first_day(periods.shift(last, -11)), periods.last_day(last)
    w, c = tables["wins"], tables["campaign_costs"]
    won = w.filter((w.won_on >= since) & (w.won_on <= until))
    lag = -int(a["winning.campaign_lag"])
    first, final = periods.first_day(periods.shift(last, lag - 11)), periods.last_day(periods.shift(last, lag))
    paid = c.filter((c.on >= first) & (c.on <= final))
    by_campaign = paid.group_by("campaign_id").aggregate(cost=money.total(paid.amount))
    brought = won.filter(won.campaign_id.notnull()).group_by("campaign_id").aggregate(brought=lambda t: t.count())
    load = by_campaign.join(brought, "campaign_id").select("campaign_id", each=lambda t: t.cost / t.brought)
    f = tables["facts"].select("customer_id", "unit_id", segment=segment(tables["facts"]), came="source")
    named = won.join(f, "customer_id").left_join(load, "campaign_id")
    rows = named.select(
        "unit_id",
        "segment",
        source=ibis.coalesce(named.source, named.came, ""),
        wins=ibis.literal(1, "int64"),
        win_visits=money.known(named.visits),
        told=ibis.ifelse(named.visits.notnull(), 1, 0),
        shared=money.known(money.whole(named.each)),
    )
    amounts = ("wins", "win_visits", "told", "shared")
    cells = _by_dimension(rows, tables["above"], amounts)
    # bank and units take what was spent, not what the wins carry
    return cells.mutate(shared=ibis.ifelse(cells.dimension.isin(["bank", "unit"]), 0, cells.shared))
