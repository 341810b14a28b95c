"""Conservation laws on the loaded bank (守恒定律): what must hold whatever the bank, checked on what is published.

Customers + treasury + idle + unallocated = ledger; the customers' profits are the concentration's; joint accounts sum
to one; the files of closed months are as they were written.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import ibis
from django.db.models import F, Sum

from guanxi.book.figures import Concentration, CustomerFigure, Reconciliation, Run, current
from guanxi.contracts import catalogue, layout
from guanxi.guard import reach, trail
from guanxi.guard.people import Person
from guanxi.intake import manifest
from guanxi.intake.connectors.encoding import checksum
from guanxi.intake.loads import StorePart
from guanxi.kit.words import Words
from guanxi.value.measures import attribution
from guanxi.value.prove.claims import Claim, Subject, exact
from guanxi.value.prove.published import Folder

PARTS = ("customers", "treasury", "idle", "unallocated")


def laws(files: Folder) -> Sequence[Claim]:
    """Return the laws of the current run; none before the first."""
    run = current()
    if run is None:
        return []
    with reach.system():
        return [*_ledger(run), *_customers(run), *_splits(), *_closed_months()]


def record(by: Person | None, *, claims: int, failed: int) -> None:
    """Write into the trail that the current figures were put to the proof."""
    run = current()
    if run is not None:
        with reach.system():
            trail.record(by, "proof.made", run, claims=claims, failed=failed)


def _ledger(run: Run) -> list[Claim]:
    entries = Reconciliation.objects.filter(run=run, ledger__isnull=False)
    sums = entries.aggregate(**{name: Sum(name) for name in (*PARTS, "ledger")})
    explained = sum((sums[name] or Decimal(0) for name in PARTS), Decimal(0))
    return [
        exact("bank.customers_treasury_idle_unallocated", float(sums["ledger"] or 0), float(explained)),
        exact("bank.ledger_lines_that_differ", 0, entries.exclude(difference=0).count()),
    ]


def _customers(run: Run) -> list[Claim]:
    whole = Concentration.objects.filter(run=run, scope="bank").first()
    if whole is None:
        return []
    figures: dict[str, Any] = whole.figures
    profits = CustomerFigure.objects.filter(slot=run.slot).aggregate(profit=Sum(F("profit_12m")))["profit"]
    return [exact("bank.profits_of_all_customers", figures["net_profit"] / 100, float(profits or 0))]


def _splits() -> list[Claim]:
    """Joint accounts whose holders' stretches do not fill 0 to 1 exactly."""
    paths = [str(manifest.store() / part.path) for part in manifest.parts() if part.contract == "account_parties"]
    if not paths:
        return []
    engine = ibis.duckdb.connect()
    names = layout.schema(catalogue.get("account_parties"))
    parties = engine.read_parquet(paths).select(*names)
    split = attribution.splits(parties)
    by_account = split.group_by("account_id").aggregate(share=(split.high - split.low).sum())
    wrong = by_account.filter((by_account.share - 1.0).abs() > 1e-12).count()
    return [exact("bank.joint_accounts_not_summing_to_one", 0, int(engine.to_pyarrow(wrong).as_py()))]


def _closed_months() -> list[Claim]:
    made = StorePart.objects.filter(load__isnull=True).exclude(checksum="").exclude(contract="visits")
    changed = sum(not (path := manifest.store() / p.path).is_file() or checksum(path) != p.checksum for p in made)
    return [exact("bank.files_of_closed_months_changed", 0, changed)]


LAWS = Subject("bank", Words("Conservation laws on this bank", "本行数据的守恒定律"), "the loaded bank", (), laws)
