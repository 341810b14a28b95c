"""Retention and loss of the little bank (客户保持与流失): published by the very measures, from made-up members.

B1 keeps its customers, B2 loses many: some after a rate was cut in December 2025, some by run-off. S03 is the manager
of all of B2. The thirteen customers of the cast are too few for rates, so these members are others.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any

import ibis

from guanxi.book.figures import Insight, Run
from guanxi.contracts.figures.loyalty import LOYALTY
from guanxi.value.measures import scopes
from guanxi.value.measures.loyalty import stages
from tests.value import spec
from tests.value.loyalty import made
from tests.value.loyalty.made import many

LAST = "2026-06"
B2 = {"unit_id": "B2", "owner_id": "S03"}
FIRM = {f"{side}_{name}": 1 for side in ("now", "then") for name in ("payroll", "credit", "tenure")}
MEMBERS = [
    *many(80, unit_id="B1", owner_id="S01", source="referral", level=3, profit_prior=90_000, profit_12m=90_000, **FIRM),
    *many(1, unit_id="B1", owner_id="S01", source="referral", left=16, profit_prior=40_000, balance_before=900_000),
    *many(60, unit_id="B1", owner_id="S02", joined=6, born=6, cohort="2025", cohort_half="2025H1"),
    *many(70, **B2, mood="below", level=2, level_before=3),
    *many(15, **B2, left=19, profit_prior=70_000, balance_before=5_000_000, level_before=3),
    *many(15, **B2, left=21, departure="run_off", profit_prior=70_000, balance_before=8_000_000, level_before=2),
    *many(4, **B2, joined=15, born=15, level_before=None, cohort="2025", cohort_half="2025H2"),
]


@dataclass
class Scene:
    """What the stages of retention and loss read."""

    as_of: date
    tables: dict[str, Any]
    last: str = LAST
    a: Any = field(default_factory=spec.assumed)
    ask: Any = field(default_factory=made.backend)

    def __getitem__(self, name: str) -> Any:
        return self.tables[name]


def fill(run: Run, members: list[dict[str, Any]] | None = None) -> None:
    """Publish the insights of these members beside what the run has."""
    rows = _usual(run.as_of) if members is None else _computed(run.as_of, members)
    Insight.objects.bulk_create(Insight(run=run, **row) for row in rows)


@cache
def _usual(as_of: date) -> list[dict[str, Any]]:
    return _computed(as_of, MEMBERS)


def _computed(as_of: date, members: list[dict[str, Any]]) -> list[dict[str, Any]]:
    scene = Scene(as_of, _given(members))
    for name, build in stages.THEN:
        scene.tables[name] = ibis.memtable(scene.ask(build(scene)))
    found = []
    for contract in LOYALTY:
        for row in scene.ask(scene[contract.name].select(*contract.names)).to_pylist():
            keys = {name: row.pop(name) for name in contract.keys}
            found.append(keys | {"topic": contract.name, "figures": row})
    return found


def _given(members: list[dict[str, Any]]) -> dict[str, Any]:
    ids = [f"C{n:04d}" for n in range(len(members))]
    of_b2 = [key for key, row in zip(ids, members, strict=True) if row["unit_id"] == "B2"]
    left = [key for key, row in zip(ids, members, strict=True) if row.get("left") is not None]
    accounts = [
        {"account_id": f"A{key}", "customer_id": key, "product_id": "P2", "opened_on": date(2019, 1, 1),
         "closed_on": date(2026, 2, 9) if key in left else None}
        for key in of_b2
    ]  # fmt: skip
    contracts = spec.all_given(
        accounts=accounts,
        products=[{"product_id": "P2", "name": "整存整取一年", "family": "term_deposit", "side": "liability"}],
        prices=[{"product_id": "P2", "on": date(2023, 1, 1), "list_rate": 0.02},
                {"product_id": "P2", "on": date(2025, 12, 5), "list_rate": 0.016}],
        wallet_evidence=[{"customer_id": left[0], "family": "current", "bank": "海晏银行", "as_of": date(2025, 9, 1),
                          "amount": 1}],
    )  # fmt: skip
    paid = [
        {"transaction_id": key, "account_id": f"A{key}", "at": datetime.fromisoformat("2026-01-20"), "amount": 100,
         "direction": "out", "counterparty_bank": "东岳商业银行"}
        for key in left[1:9]
    ]  # fmt: skip
    profile = {"customer_id": "string", "family_count": "int64", "serve_cost_12m": "int64"}
    cost = {"dimension": "string", "member": "string", "winning_cost": "int64"}
    return contracts | {
        "members": made.members(*members),
        "above": scopes.ancestors([("HQ", None), ("B1", "HQ"), ("B2", "HQ")]),
        "customer_family_then": made.families(*((key, "term_deposit") for key in of_b2)),
        "payments_year": spec.given("transactions", paid),
        "profiles": spec.table(profile, [{"customer_id": k, "family_count": 2, "serve_cost_12m": 500} for k in ids]),
        "acquisition": spec.table(cost, [{"dimension": "bank", "member": "", "winning_cost": 200_000}]),
    }
