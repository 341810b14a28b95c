"""The engine (计算引擎): missing customer months first, then one snapshot as of a day, on any backend of Ibis.

A closed month is computed once and kept as Parquet; it is computed again only if the parts of its own month or the
assumptions in force at its end changed (the fingerprint in the file's name). A month-end run reads the account rows
of the new month only, and 24 months of customer rows. Library use needs nothing of the rest of Guanxi but
``contracts``.
"""

import gc
import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.types as ir

from guanxi.contracts import catalogue, figures, layout
from guanxi.contracts.layout import Part
from guanxi.contracts.shape import Contract
from guanxi.kit import periods
from guanxi.value import assumptions as assumed
from guanxi.value import backends, plan, results
from guanxi.value.assumptions import Assumptions
from guanxi.value.measures import account_month, currency, customer_month, profiles, scopes
from guanxi.value.plan import Scene, Stage
from guanxi.value.results import Snapshot
from guanxi.value.sources import Store, empty

Progress = Callable[[str, float, dict[str, Any]], None]

#: Raised by one when a formula of the customer month changes, so that months are computed again.
FORMULAS = 3
MONTH_TOPICS = assumed.MONTH_TOPICS
MONTH_INPUTS = ("balances", "events", "visits")
PUBLISHED = {contract.name: contract for contract in figures.PUBLISHED}
HISTORY = 24
#: Account rows computed at once at most; a month of a large bank stands alone.
BATCH_ROWS = 2_000_000
#: New objects after which Python looks for cycles during a run.
COLLECTED_AFTER = 100_000


def run(
    parts: Iterable[Part],
    *,
    as_of: date,
    on: date | None = None,
    store: Path | str,
    scratch: Path,
    assumptions: Assumptions | None = None,
    progress: Progress | None = None,
    ready: Callable[[str, Path], None] | None = None,
    engine: str | None = None,
    memory_limit: str = "4GB",
    threads: int | None = None,
) -> Snapshot:
    """Compute what is missing and the snapshot; tables are written to ``scratch``, new parts below ``store``.

    ``on`` is the day from which acts are due, the as-of day when not given: month-end data comes days later.
    ``ready`` is told name and file of a published table as soon as it is whole, while others are computed still.
    ``engine`` is ``duckdb`` or ``spark``, else the setting ``GUANXI_ENGINE`` decides; an object store needs Spark.

    Refuses with ``NoBalances``, ``NoCurve``, ``NoRate`` or ``NotInForce``; stops when ``progress`` raises.
    """
    backend = backends.opened(scratch, store=store, engine=engine, memory_limit=memory_limit, threads=threads)
    try:
        with _seldom_collected():
            days = (as_of, max(on or as_of, as_of))
            work = _Work(Store(backend, store, parts), days, assumptions or assumed.load(as_of), scratch, progress)
            work.ready = ready
            return work.done()
    finally:
        backend.close()


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """Let Python look for cycles seldom: expressions are a million small objects that hold each other in none.

    Looking as often as usual takes a quarter of the time of compiling them.
    """
    usual = gc.get_threshold()
    gc.set_threshold(COLLECTED_AFTER, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


class _Work:
    """One run: the backend, what was computed so far, and how long it took."""

    def __init__(
        self, store: Store, days: tuple[date, date], a: Assumptions, scratch: Path, progress: Progress | None
    ) -> None:
        self.as_of, self.on = days
        self.store, self.a, self.scratch = store, a, scratch
        self.report = progress or (lambda step, done, facts: None)
        self.new_parts: list[Part] = []
        self.written: dict[str, Path] = {}
        self.ready: Callable[[str, Path], None] | None = None
        self.tables = store.whole()

    def done(self) -> Snapshot:
        """Run the months and the snapshot."""
        last = self._last()
        wanted = periods.trailing(last, HISTORY)
        delivered = set(self.store.periods("balances"))
        self._months([p for p in wanted if p in delivered], last)
        self._snapshot(last, wanted)
        return Snapshot(
            as_of=self.as_of,
            on=self.on,
            last=last,
            tables=self.written,
            new_parts=tuple(self.new_parts),
            seconds={name: round(took, 3) for name, took in self.store.backend.seconds().items() if name},
            assumptions=self.a.versions() | {"checksum": self.a.checksum()},
            missing=tuple(p for p in wanted if p not in delivered),
        )

    def _last(self) -> str:
        complete = periods.last_complete(self.as_of)
        found = [p for p in self.store.periods("balances") if p <= complete]
        if not found:
            raise results.NoBalances(day=self.as_of)
        return found[-1]

    # months -----------------------------------------------------------------------------------------------------

    def _months(self, wanted: list[str], last: str) -> None:
        due = [p for p in wanted if self._kept(p) is None]
        if not due:
            return
        self._stages(plan.FIRST, self._scene(last))
        done = 0
        for batch in self._batches(due):
            self.report("customer_month", 0.6 * done / len(due), {"period": batch[0], "months": len(due)})
            self._batch(batch)
            done += len(batch)

    def _batches(self, due: list[str]) -> list[list[str]]:
        """Group months that share assumptions and are small together; a large month stands alone."""
        batches: list[list[str]] = []
        size, rules = 0, ""
        for period in due:
            rows = self.store.rows("balances", period)
            now = self.a.on(periods.last_day(period)).checksum(MONTH_TOPICS)
            if not batches or size + rows > BATCH_ROWS or now != rules:
                batches.append([])
                size, rules = 0, now
            batches[-1].append(period)
            size += rows
        return batches

    def _batch(self, batch: list[str]) -> None:
        a = self.a.on(periods.last_day(batch[-1]))
        scene = self._scene(batch[-1], a)
        scene.batch, scene.foreign = batch, self._is_foreign(a, batch[0])
        for name in ("balances", "events"):
            scene.tables[name] = self.store.contract(catalogue.get(name), batch)
        scene.with_events = self.store.periods("events")
        self._stages(plan.MONTHS, scene)
        for period in batch:
            for name, columns in customer_month.KEPT.items():
                self._keep(scene[name], name, period, self._fingerprint(period), columns)
        for stage in plan.MONTHS:
            self.store.backend.drop(stage.name)

    def _fingerprint(self, period: str) -> str:
        paths = [p.path for name in MONTH_INPUTS for p in self.store.chosen(name, [period])]
        rules = self.a.on(periods.last_day(period)).checksum(MONTH_TOPICS)
        return hashlib.sha256("\n".join([str(FORMULAS), rules, *paths]).encode()).hexdigest()[:16]

    def _kept(self, period: str) -> Part | None:
        """Return the current customer month of a period if it was computed from these very inputs."""
        stem = self._fingerprint(period)
        for part in self.store.chosen("customer_month", [period]):
            if Path(part.path).stem == stem and self.store.has(part):
                return part
        return None

    def _keep(
        self, made: ir.Table, contract: str, period: str, stem: str, columns: Iterable[str], of_period: bool = True
    ) -> None:
        """Write a table of the run as the part of a period; a part is whole or not there."""
        path = layout.part_path(contract, period, stem)
        table = made.filter(made.period == period) if of_period else made
        first, *rest = columns
        rows = self.store.backend.write(table.select(first, *rest).order_by(first), self.store.at(str(path)))
        part = Part(contract, period, str(path), rows)
        self.new_parts.append(part)
        others = [p for p in self.store.parts if (p.contract, p.period) != (contract, period)]
        self.store.parts = [*others, part]

    # snapshot ---------------------------------------------------------------------------------------------------

    def _snapshot(self, last: str, wanted: list[str]) -> None:
        scene = self._scene(last)
        kept = customer_month.COLUMNS
        scene.months = [self.store.read("customer_month", kept, [p]) for p in wanted]
        scene.has_flows = bool(self.store.chosen("transactions", [last]))
        then = periods.shift(last, -12)
        scene.tables |= {
            "recent": self.store.read("customer_month", kept, wanted[-12:]),
            "prior": self.store.read("customer_month", kept, wanted[:-12]),
            "customer_family": self.store.read("customer_family", customer_month.FAMILY_COLUMNS, [last]),
            "unit_months": self._of_units("unit_month", customer_month.UNIT_COLUMNS, wanted),
            "treasury_months": self._of_units("treasury_month", customer_month.TREASURY_COLUMNS, wanted[-12:]),
            "ledger": self.store.contract(catalogue.get("ledger"), wanted),
            "balances": self.store.contract(catalogue.get("balances"), [last]),
            "transactions": self.store.contract(catalogue.get("transactions"), [last]),
            "above": scopes.ancestors(self._tree()),
            "standing": self.store.read("customer_standing", profiles.STANDING, [periods.shift(last, -1)]),
            "standing_then": self.store.read("customer_standing", profiles.STANDING, [then]),
            "customer_family_then": self.store.read("customer_family", customer_month.FAMILY_COLUMNS, [then]),
            "payments_year": self.store.contract(
                catalogue.get("transactions"), wanted[-12 - self.a["loyalty.destination_months"] :]
            ),
        }
        scene.has_then = bool(self.store.chosen("customer_family", [then]))
        self._stages(plan.SNAPSHOT, scene, 0.6, 0.95)
        standing, stem = scene["customer_standing"], self._standing_stem(last)
        self._keep(standing, "customer_standing", last, stem, profiles.STANDING, of_period=False)
        self.report("snapshot", 1.0, {})

    def _standing_stem(self, last: str) -> str:
        text = f"{self._fingerprint(last)} {self.as_of} {self.a.checksum()}"
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    def _of_units(self, name: str, columns: dict[str, str], wanted: list[str]) -> ir.Table:
        found = [
            self.store.read(name, columns, [p]).mutate(period=ibis.literal(p))
            for p in wanted
            if self.store.chosen(name, [p])
        ]
        return ibis.union(*found, distinct=False) if found else empty(columns | {"period": "string"})

    def _tree(self) -> list[tuple[str, str | None]]:
        rows = self.tables["units"].select("unit_id", "parent_id")
        return [(r["unit_id"], r["parent_id"]) for r in self.store.backend.ask(rows).to_pylist()]

    # both -------------------------------------------------------------------------------------------------------

    def _scene(self, last: str, a: Assumptions | None = None) -> Scene:
        ask = self.store.backend.ask
        return Scene(as_of=self.as_of, on=self.on, last=last, a=a or self.a, tables=dict(self.tables), ask=ask)

    def _is_foreign(self, a: Assumptions, first: str) -> bool:
        """Tell whether several currencies occur; refuse without a curve, or a rate for each of them."""
        ask = self.store.backend.ask
        rates, curve = self.tables["rates"], a["transfer.curve"]
        if not ask(rates.filter(rates.curve == curve).limit(1)).num_rows:
            raise results.NoCurve(curve=curve)
        held = {row["currency"] for row in ask(self.tables["accounts"].select("currency").distinct()).to_pylist()}
        if len(held) < 2:
            return False
        priced = currency.conversion(rates, account_month.calendar([first]))
        known = {row["currency"] for row in ask(priced.select("currency")).to_pylist()}
        for code in sorted(held - known - {a["money.base_currency"]}):
            raise currency.NoRate(currency=code, day=periods.last_day(first))
        return True

    def _stages(self, stages: tuple[Stage, ...], scene: Scene, begin: float = 0.0, end: float = 0.0) -> None:
        for number, stage in enumerate(stages):
            if end:
                self.report(stage.name, begin + (end - begin) * number / len(stages), {})
            with self.store.backend.timed(stage.name):
                self._stage(stage, scene)

    def _stage(self, stage: Stage, scene: Scene) -> None:
        table = self._built(stage, scene)
        kept = (stage.name,) if stage.view and stage.name in scene.tables else ()
        for name in (*kept, *stage.frees):
            self.store.backend.drop(name)
            del scene.tables[name]
        scene.tables[stage.name] = table
        if stage.name in PUBLISHED and stage.name not in self.written:
            self._publish(PUBLISHED[stage.name], lambda shaped, path: self.store.backend.write(shaped(table), path))
        if stage in plan.FIRST:
            self.tables[stage.name] = table

    def _built(self, stage: Stage, scene: Scene) -> ir.Table:
        backend, customers = self.store.backend, self.tables["customers"]

        def within(low: Any, high: Any) -> ir.Table:
            return stage.build(scene.within(stage.sliced, low, high))

        if stage.view:
            return stage.build(scene)
        if stage.name == figures.CUSTOMER_FIGURES.name:
            # the widest table of a run: once in its file is enough, and memory stays free for the others
            path = self._publish(
                figures.CUSTOMER_FIGURES,
                lambda shaped, path: backend.write_by_slices(lambda *ends: shaped(within(*ends)), customers, path),
            )
            return backend.read([str(path)])
        if not stage.sliced:
            return backend.keep(stage.name, stage.build(scene))
        return backend.keep_by_slices(stage.name, within, customers)

    def _publish(self, contract: Contract, write: Callable[[Callable[[ir.Table], ir.Table], str], int]) -> Path:
        """Have a table written, shaped as its contract says, and hand it over."""
        path = self.scratch / f"{contract.name}.parquet"
        write(lambda table: table.select(*contract.names).cast(layout.schema(contract)), str(path))
        self.written[contract.name] = path
        if self.ready is not None:
            self.ready(contract.name, path)
        return path
