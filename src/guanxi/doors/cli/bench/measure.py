"""The measurements in order, each in a fresh process (测量), and what is told of them."""

import json
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from guanxi.doors.cli.terminal import Terminal
from guanxi.kit.refusals import Refused
from guanxi.kit.words import Words
from guanxi.value.models.artefact import Verdict

CHILD = "guanxi.doors.cli.bench.child"


class NotMeasured(Refused):
    """The measured process failed; what it said stands above."""

    words = Words(
        "The measurement {step} failed; its own words stand above.",
        "测量步骤 {step} 失败，详情见上方输出。",
    )


class NotFitted(Refused):
    """A model could not be fitted to the synthetic customers, so there is nothing to score or to compare."""

    words = Words(
        "Not measured (customers: {customers}). {verdict} Ask for more customers.",
        "未测量(客户数：{customers})。{verdict}请增加客户数。",
    )

    def __init__(self, customers: int, verdicts: list[str]) -> None:
        why = next(v for v in map(Verdict, verdicts) if v not in (Verdict.CONVERGED, Verdict.AT_BOUND)).words
        super().__init__(
            Words(
                NotFitted.words.en.format(customers=customers, verdict=why.en),
                NotFitted.words.zh.format(customers=customers, verdict=why.zh),
            )
        )


def bench(said: Terminal, data: Path, what: str, *, customers: int, months: int, seed: int, rounds: int) -> None:
    """Measure and tell; the bank of these parameters is made once and kept in the data folder."""
    home = (data / "bench" / f"{customers}-{months}-{seed}").resolve()
    home.mkdir(parents=True, exist_ok=True)
    size = {"customers": customers, "months": months, "seed": seed}
    child("written", home, size)
    if what == "intake":
        found = _compared(("intake",), [_round(home, ("intake_work", "intake_floor")) for _ in range(rounds)])
    else:
        child("loaded", home, size)
        if what == "pages":
            found = child("pages", home, {})["pages"]
        else:
            names = ("value", "value.engine", "value.publish")
            found = _compared(names, [_round(home, ("value_work", "value_floor")) for _ in range(rounds)])
    said.result(found, list(_table(found)))


def bench_models(said: Terminal, data: Path, *, customers: int, seed: int, rounds: int, reference: str | None) -> None:
    """Measure the models and tell; ``reference``: an interpreter that has the package ``lifetimes``."""
    from guanxi.doors.cli.bench import models

    home = (data / "bench" / f"models-{customers}-{seed}").resolve()
    home.mkdir(parents=True, exist_ok=True)
    child("crowd_written", home, {"customers": customers, "seed": seed})
    ours: list[dict[str, Any]] = []
    theirs: list[dict[str, Any]] = []
    for _ in range(rounds):
        if reference is not None:
            found = models.reference(reference, home / "histories")
            if found is None:
                raise NotMeasured(step="reference")
            theirs.append(found)
        one = child("models_work", home, {})
        if "total" not in one:
            raise NotFitted(customers, one["verdicts"])
        ours.append(one)
    for one in (ours[0], *theirs[:1]):
        one |= child("models_likelihood", home, {"found": {name: one[name] for name in ("buying", "spending")}})
    found_rows = models.compared(ours, theirs)
    said.result(found_rows, list(_table(found_rows)))


def child(step: str, home: Path, options: dict[str, Any]) -> dict[str, Any]:
    """Do one step in a process of its own and return what it found."""
    command = [sys.executable, "-m", CHILD, step, str(home), json.dumps(options)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode != 0:
        raise NotMeasured(step=step)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _round(home: Path, steps: tuple[str, str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Measure the floor and then the work."""
    floor = child(steps[1], home, {})
    return child(steps[0], home, {}), floor


def _compared(names: tuple[str, ...], rounds: list[tuple[dict[str, Any], dict[str, Any]]]) -> list[dict[str, Any]]:
    """Return for each name the medians over all rounds."""
    found = []
    for name in names:
        seconds = statistics.median(work["seconds"][name] for work, _ in rounds)
        floor = statistics.median(floor["seconds"][name] for _, floor in rounds)
        found.append(
            {
                "name": name,
                "seconds": round(seconds, 2),
                "floor_seconds": round(floor, 2),
                "ratio": round(seconds / floor, 2),
                "peak_mb": max(work["peak_mb"] for work, _ in rounds),
            }
        )
    return found


def _table(found: list[dict[str, Any]]) -> Iterator[str]:
    """Lay the objects out in columns for a person."""
    rows = [list(found[0]), *([str(value) for value in one.values()] for one in found)] if found else []
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))] if rows else []
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
