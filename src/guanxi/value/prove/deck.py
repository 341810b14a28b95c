"""The deck's own figures (课件数字): cost of winning, worth, the 20-80-30 rule, time-driven cost, ranks and zones."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from guanxi.kit.words import Words
from guanxi.value.measures import acquisition, concentration, scopes, serving
from guanxi.value.models import rank_share, tolerance
from guanxi.value.prove import given
from guanxi.value.prove.claims import Claim, Subject, cell, exact
from guanxi.value.prove.published import Folder

LAST = "2025-12"
#: 40, 40, 5, 5, 5, 5, 0 and three times −16⅔, in hundredths of thirds.
WHALE = (12000, 12000, 1500, 1500, 1500, 1500, 0, -5000, -5000, -5000)


def _winning(files: Folder) -> Sequence[Claim]:
    """One manager of 100,000 with 200 visits, four a win; customers of 10,000 a year, two years, 10 %."""
    found = given.rows(acquisition.acquisition(_bank(), given.AS_OF, LAST, given.assumed()))
    bank = next(row for row in found if row["dimension"] == "bank")
    return [
        exact("deck.cost_of_a_visit", 500, bank["visit_cost"] / 100),
        exact("deck.cost_of_winning", 2_000, bank["winning_cost"] / 100),
        exact("deck.lifetime_value", 2_000, bank["lifetime_value"] / 100),
        exact("deck.worth", 1.0, bank["worth_rate"]),
    ]


def _bank() -> dict[str, Any]:
    visits = [
        {"visit_id": str(n), "customer_id": "C1", "staff_id": "S1", "on": date(2025, 1 + n % 12, 5), "channel": "visit"}
        for n in range(200)
    ]
    manager = {"staff_id": "S1", "unit_id": "U1", "role": "relationship_manager", "yearly_cost": 100_000_00}
    win = {"customer_id": "C1", "won_on": date(2025, 6, 1), "visits": 4}
    tables = given.contracts(staff=[manager], visits=visits, wins=[win])
    columns = {
        "customer_id": "string", "unit_id": "string", "kind": "string", "size": "string", "source": "string",
        "opened_on": "date", "departed_on": "date", "counted": "boolean", "revenue_12m": "int64", "profit_12m": "int64",
    }  # fmt: skip
    one = {"unit_id": "U1", "kind": "person", "opened_on": date(2020, 1, 1), "counted": True}
    earned = {"revenue_12m": 10_000_00, "profit_12m": 1_000_00}
    rows = [
        {"customer_id": f"C{n}", "departed_on": date(2025, 5, 1) if n % 2 else None, **one, **earned} for n in range(40)
    ]
    tables["facts"] = given.table(columns, rows)
    tables["above"] = scopes.ancestors([("U0", None), ("U1", "U0")])
    return tables


def _concentration(files: Folder) -> Sequence[Claim]:
    columns = {"scope": "string", "scope_id": "string", "place": "int64", "profit": "int64"}
    rows = [{"scope": "bank", "scope_id": "", "place": n, "profit": p} for n, p in enumerate(WHALE, start=1)]
    [found] = given.rows(concentration.figures(concentration.ranked(given.table(columns, rows))))
    return [
        exact("concentration.gross", 100, found["gross_profit"] / 300),
        exact("concentration.net", 50, found["net_profit"] / 300),
        exact("concentration.top_20_of_gross", 0.8, found["top20_gross_rate"]),
        exact("concentration.bottom_30_lose_of_gross", 0.5, found["bottom30_loss_rate"]),
        exact("concentration.peak_of_net", 2.0, found["peak_net_rate"]),
        exact("concentration.top_20_of_net", 1.6, found["top20_net_rate"]),
    ]


def _serving(files: Folder) -> Sequence[Claim]:
    per_minute = 560_000 / 700_000
    used = sum(serving.cost(n, minutes, per_minute) for n, minutes in ((49_000, 8), (1_400, 44), (2_500, 50)))
    return [
        cell("time_driven.cost_of_a_minute", "0.80", per_minute),
        exact("time_driven.used", 462_880, used),
        exact("time_driven.idle", 97_120, serving.idle(560_000, used)),
    ]


def _ranks(files: Folder) -> Sequence[Claim]:
    printed = {(1, 2): "0.667", (2, 2): "0.333", (1, 3): "0.500", (2, 3): "0.333", (3, 3): "0.167"}
    return [
        cell(f"rank_share.place_{rank}_of_{banks}", text, rank_share.share(rank, banks))
        for (rank, banks), text in printed.items()
    ]


def _tolerance(files: Folder) -> Sequence[Claim]:
    middle, low, high = (tolerance.place(desired=8, adequate=6, perceived=seen) for seen in (7, 5, 8.5))
    return [
        exact("tolerance.adequacy", 1, middle.adequacy),
        exact("tolerance.superiority", -1, middle.superiority),
        exact("tolerance.position", 0.5, middle.position if middle.position is not None else -9.0),
        exact("tolerance.perceived_7_is_satisfied", 1, middle.verdict == tolerance.Verdict.SATISFIED),
        exact("tolerance.perceived_5_is_dissatisfied", 1, low.verdict == tolerance.Verdict.DISSATISFIED),
        exact("tolerance.perceived_8.5_is_delighted", 1, high.verdict == tolerance.Verdict.DELIGHTED),
    ]


DECK = Subject("deck", Words("Cost of winning and worth", "获致成本与值得争取倍数"), "the deck", (), _winning)
CONCENTRATION = Subject("concentration", Words("The 20-80-30 rule", "20-80-30 法则"), "the deck", (), _concentration)
SERVING = Subject(
    "time_driven", Words("Time-driven cost", "时间驱动成本"),
    "Kaplan and Anderson, Harvard Business Review (November 2004)", (), _serving,
)  # fmt: skip
RANKS = Subject(
    "rank_share", Words("Share of wallet from ranks", "按排名估算的钱包份额"),
    "Keiningham et al., Harvard Business Review (October 2011)", (), _ranks,
)  # fmt: skip
TOLERANCE = Subject(
    "tolerance", Words("Zone of tolerance", "服务容忍区"),
    "Parasuraman, Zeithaml and Berry, Journal of Retailing 70 (1994)", (), _tolerance,
)  # fmt: skip
