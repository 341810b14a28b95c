"""What happened to the lost, and where did they go (在流失的客户上发生了什么和他们去向何方)?"""

from typing import Any

from django.utils.translation import gettext as _

from guanxi.book import insights
from guanxi.book.figures import Run
from guanxi.book.scopes import Scope
from guanxi.contracts.figures import DEPARTURES
from guanxi.doors.web.loyalty import told
from guanxi.doors.web.loyalty.told import Figures

BANKS = 8


def context(run: Run, scope: Scope) -> dict[str, Any]:
    """Return the flow from the lost over their state to the banks that got the money, with the share unknown."""
    rows = insights.of(run, "loss_destinations", scope)
    if not rows:
        return {"destinations": []}
    whole = sum(row["customers"] for row in rows)
    unknown = sum(row["customers"] for row in rows if row["evidence"] == "unknown")
    return {
        "destinations": rows,
        "destinations_answer": answer(rows, whole, unknown),
        "destinations_chart": chart(rows),
        "states": [(sign, _of_state(rows, sign), told.customers(scope, ("gone", sign))) for sign in DEPARTURES],
        "unknown_rate": unknown / whole,
    }


def answer(rows: list[Figures], whole: int, unknown: int) -> str:
    """Say which bank got most, and of how many nothing is known."""
    banks: dict[str, int] = {}
    for row in rows:
        if row["bank"]:
            banks[row["bank"]] = banks.get(row["bank"], 0) + row["customers"]
    share = told.percent(unknown / whole, 0)
    if not banks:
        return _("Of none of the %(lost)s lost it is known where they went") % {"lost": f"{whole:,}"}
    first = sorted(banks, key=lambda bank: (-banks[bank], bank))[0]
    return _("Most of those whose way is known went to %(bank)s (%(count)s); of %(share)s nothing is known") % {
        "bank": first, "count": banks[first], "share": share,
    }  # fmt: skip


def _of_state(rows: list[Figures], sign: str) -> dict[str, int]:
    mine = [row for row in rows if row["departure"] == sign]
    return {name: sum(row[name] for row in mine) for name in ("customers", "balance_lost")}


def chart(rows: list[Figures]) -> dict[str, Any]:
    """Return nodes and links of the flow; banks beyond the largest stand together."""
    start, unknown, others = _("lost"), _("not known"), _("other banks")
    sizes: dict[str, int] = {}
    for row in rows:
        sizes[row["bank"] or ""] = sizes.get(row["bank"] or "", 0) + row["customers"]
    largest = set(sorted((b for b in sizes if b), key=lambda b: (-sizes[b], b))[:BANKS])
    links: dict[tuple[str, str], int] = {}
    for row in rows:
        state = DEPARTURES[row["departure"]][told.side()]
        end = unknown if not row["bank"] else row["bank"] if row["bank"] in largest else others
        for pair in ((start, state), (state, end)):
            links[pair] = links.get(pair, 0) + row["customers"]
    states = {DEPARTURES[row["departure"]][told.side()] for row in rows}
    names = dict.fromkeys([start, *(end for pair in links for end in pair)])
    return {
        "nodes": [
            {"name": name, "depth": 0 if name == start else 1 if name in states else 2, "unknown": name == unknown}
            for name in names
        ],
        "links": [{"source": a, "target": b, "value": n} for (a, b), n in links.items()],
        "unit": _("customers"),
    }
