"""The market as delivered (市场): size, growth and competitors by region and industry section, latest year.

A market cell is region × section of the industry (first letter). Sizes of a family are told once per competitor in the
contract, so they are taken once; growth of a cell is weighted by size. Source and year stay with every figure.
"""

from typing import Any

import ibis
import ibis.expr.types as ir

from guanxi.contracts.products import FAMILIES
from guanxi.value import money


def sizes(market: ir.Table) -> ir.Table:
    """Return region, industry (section), family, size, growth, year, source: the latest year of each family."""
    m = market.mutate(section=market.industry.substr(0, 1).upper())
    once = m.group_by(["region", "section", "industry", "family", "year"]).aggregate(
        size=m["size"].max(), growth=m.growth.max(), source=m.source.max()
    )
    newest = once.group_by(["region", "section", "family"]).aggregate(newest=once.year.max())
    kept = once.join(newest, ["region", "section", "family"]).filter(lambda t: t.year == t.newest)
    grouped = kept.group_by(["region", "section", "family"]).aggregate(
        size=money.total(kept["size"]),
        # sizes without growth tell nothing of growth
        known=money.total(ibis.ifelse(kept.growth.notnull(), kept["size"], 0)),
        grown=(kept["size"] * kept.growth).sum(),
        year=kept.year.max(),
        source=kept.source.max(),
    )
    return grouped.select(
        "region", "family", "size", "year", "source", "known",
        industry="section", growth=money.ratio(grouped.grown, grouped.known),
    )  # fmt: skip


def cells(sized: ir.Table) -> ir.Table:
    """Return region, industry, market_size, growth, market_year, market_source, in_<family> (1 when measured)."""
    s = sized
    grouped = s.group_by(["region", "industry"]).aggregate(
        market_size=money.total(s["size"]),
        known=money.total(s.known),
        grown=(s.known * s.growth).sum(),
        market_year=s.year.max(),
        market_source=s.source.max(),
        **{f"in_{f}": ibis.ifelse(s.family == f, 1, 0).max() for f in FAMILIES},
    )
    growth = money.ratio(grouped.grown, grouped.known)
    return grouped.mutate(growth=growth).drop("known", "grown")


def growths(measured: ir.Table) -> ir.Table:
    """Return region, industry, growth of ``cells`` that know it."""
    return measured.filter(measured.growth.notnull()).select("region", "industry", "growth")


def competitors(market: ir.Table, most: int = 3) -> ir.Table:
    """Return region, industry, competitors: a JSON list of the largest, name and share of the measured market."""
    m = market.mutate(section=market.industry.substr(0, 1).upper())
    newest = m.group_by(["region", "section", "family"]).aggregate(newest=m.year.max())
    now = m.join(newest, ["region", "section", "family"]).filter(lambda t: t.year == t.newest)
    now = now.filter(now.competitor_share.notnull() & (now.competitor != ""))
    held = now.group_by(["region", "section", "competitor"]).aggregate(
        held=(now["size"] * now.competitor_share).sum(), size=money.total(now["size"])
    )
    told = held.mutate(rate=money.ratio(held.held, held["size"], 4))
    told = told.filter(told.rate.notnull())
    order = ibis.window(group_by=["region", "section"], order_by=[told.rate.desc(), told.competitor])
    placed = told.mutate(place=ibis.row_number().over(order))
    first = placed.filter(placed.place < most)
    text = first.mutate(
        text=ibis.literal('{"name": "') + plain(first.competitor) + '", "rate": ' + first.rate.cast("string") + "}"
    )
    rows = text.group_by(["region", "section"]).aggregate(
        all=text.text.group_concat(", ", order_by=[text.place]),
    )
    return rows.select("region", industry="section", competitors=ibis.literal("[") + rows["all"] + "]")


def plain(text: Any) -> Any:
    """Write a text inside a JSON string: quotes and backslashes escaped, control characters become spaces."""
    return text.replace("\\", "\\\\").replace('"', '\\"').re_replace("[\\x00-\\x1f]", " ")
