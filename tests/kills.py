"""Kills at random moments (随机中断): whatever dies, the state is the old or the new one, and the next start goes on.

``PYTHONPATH=src:. python -m tests.kills --rounds 200 --data DIR`` kills every act of ``ACTS`` so many times.
"""

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connections


@dataclass(frozen=True)
class Act:
    """Something that may be killed.

    ``do(n)`` does the n-th piece of work whole; ``seen()`` tells the state as pages see it; ``mend()`` is what the
    next start does before anything else; ``anew()`` brings back the state before the first piece for every round.
    """

    name: str
    do: Callable[[int], None]
    seen: Callable[[], Any]
    mend: Callable[[], Any]
    anew: Callable[[], None] | None = None


def run(act: Act, rounds: int, *, seed: int = 1) -> dict[str, int]:
    """Kill an act again and again; return how often the old and the new state stood afterwards."""
    draw = random.Random(seed)
    act.do(0)
    whole = [act.seen()]
    began = time.monotonic()
    _in_child(act, 1, None)
    seconds = time.monotonic() - began
    whole.append(act.seen())
    if whole[0] == whole[1]:
        raise AssertionError(f"{act.name}: the work must show")
    counts = {"old": 0, "new": 0, "unharmed": 0}
    at = 1
    for _ in range(rounds):
        at = _again(act, at)
        finished = _in_child(act, at + 1, draw.uniform(0, seconds * 1.1))
        act.mend()
        state = act.seen()
        old, new = whole[at % 2], whole[(at + 1) % 2]
        if state not in (old, new) or (finished and state != new):
            raise AssertionError(f"{act.name}: neither old nor new:\n{state}\nold {old}\nnew {new}\nended: {finished}")
        counts["unharmed" if finished else "new" if state == new else "old"] += 1
        at += state == new
    at = _again(act, at)
    act.do(at + 1)
    if act.seen() != whole[(at + 1) % 2]:
        raise AssertionError(f"{act.name}: the next start did not go on")
    return counts


def _again(act: Act, at: int) -> int:
    """Return how many pieces are done when the next one begins."""
    if act.anew is None:
        return at
    act.anew()
    return 0


def _in_child(act: Act, number: int, kill_after: float | None) -> bool:
    """Do the work in a child; return whether it ended by itself."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            act.do(number)
        finally:
            os._exit(0 if sys.exc_info()[0] is None else 1)
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise AssertionError(f"{act.name}: the work itself failed")
    return os.WIFEXITED(status)


def load_act(folder: Path) -> Act:
    """Return the act of taking a delivery: two months of other figures, one restating the other."""
    from guanxi.intake import recovery
    from guanxi.intake.take import take
    from tests.intake import deliveries

    changes = {name: text.replace("0.00", "7.00").replace("总行", "本行") for name, text in deliveries.FILES.items()}
    # a broken row, so that quarantine is part of the state
    changes["customers.csv"] += "C9,person,无此机构,B9,,,2026-01-01,\n"
    folders = [deliveries.write(folder / "a"), deliveries.write(folder / "b", changes)]
    return Act("load", lambda n: take(folders[n % 2], by=None, restate=True) and None, _loaded, recovery.recover)


def first_act(folder: Path) -> Act:
    """Return the act of the first delivery into an empty bank, whose book is written beside the checks."""
    import psycopg

    from guanxi.intake import manifest, recovery
    from guanxi.intake.take import take
    from tests.intake import deliveries

    delivery = deliveries.write(folder / "first")
    tables = "book_unit, book_staff, book_customer, book_link, book_product, book_account, intake_load"

    def anew() -> None:
        with psycopg.connect(os.environ["GUANXI_OWNER_ADDRESS"]) as owner:
            owner.execute(f"TRUNCATE {tables} CASCADE")
            owner.execute("TRUNCATE intake_part")
        shutil.rmtree(manifest.store(), ignore_errors=True)

    def do(number: int) -> None:
        if number:
            take(delivery, by=None)

    return Act("first", do, _loaded, recovery.recover, anew)


def _loaded() -> Any:
    """Return what pages see of a load: book, parts and their content, quarantine; no load may seem to run."""
    import duckdb

    from guanxi.book.accounts import Account
    from guanxi.book.customers import Customer
    from guanxi.book.units import Unit
    from guanxi.guard import reach
    from guanxi.intake import manifest
    from guanxi.intake.loads import Load, Rejected

    with reach.system():
        parts = manifest.parts()
        running = Load.objects.filter(state=Load.State.RUNNING).count()
        taken = Load.objects.filter(state=Load.State.TAKEN).last()
        book = [sorted(model.objects.values_list(*fields)) for model, fields in (
            (Unit, ("unit_id", "name")), (Customer, ("customer_id", "name")), (Account, ("account_id", "end_balance"))
        )]  # fmt: skip
        whole = set(Load.objects.filter(state=Load.State.TAKEN).values_list("pk", flat=True))
        waiting = Rejected.objects.filter(load=taken).count() if taken else 0
    root = manifest.store()
    with duckdb.connect() as engine:
        content = [
            (p.contract, p.period, p.rows, engine.execute(
                f"SELECT count(*), sum(hash(t)) FROM read_parquet('{root / p.path}') AS t"
            ).fetchall()[0])
            for p in parts
        ]  # fmt: skip
    missing = [p.path for p in parts if not (root / p.path).exists()]
    stray = [f.name for f in root.rglob("load-*") if int(f.name.split("-")[1]) not in whole]
    return {
        "running": running,
        "waiting": waiting,
        "book": book,
        "content": sorted(content),
        "missing": missing,
        "stray": stray,
    }


def publish_act(folder: Path) -> Act:
    """Return the act of publishing a snapshot."""
    from tests import kills_dayend

    return Act("publish", *kills_dayend.publish_act(folder))


def run_act(folder: Path) -> Act:
    """Return the act of a whole day end."""
    from tests import kills_dayend

    return Act("run", *kills_dayend.run_act(folder))


#: Name → builder of an act from a scratch folder; each has a bank of its own.
ACTS: dict[str, Callable[[Path], Act]] = {"first": first_act, "load": load_act, "publish": publish_act, "run": run_act}


def main(arguments: Sequence[str] | None = None) -> None:
    """Kill as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--data", type=Path, required=True, help="a folder of its own; it is emptied")
    parser.add_argument("--acts", nargs="*", default=sorted(ACTS))
    parser.add_argument("--seed", type=int, default=1)
    said = parser.parse_args(arguments)
    from guanxi.doors.cli import opening
    from guanxi.kit import postgres

    if len(said.acts) > 1:
        for name in said.acts:
            again = ["--rounds", str(said.rounds), "--data", str(said.data / name), "--acts", name]
            subprocess.run([sys.executable, "-m", "tests.kills", *again, "--seed", str(said.seed)], check=True)
        return
    if (said.data / "postgres").exists():
        postgres.stop(said.data)
    shutil.rmtree(said.data, ignore_errors=True)
    opening.prepare(said.data, migrate=True)
    try:
        for name in said.acts:
            print(name, run(ACTS[name](said.data / "kills" / name), said.rounds, seed=said.seed), flush=True)
    finally:
        connections.close_all()
        postgres.stop(said.data)


if __name__ == "__main__":
    main()
