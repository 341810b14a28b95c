"""Buying and spending fitted and every customer scored, beside the package ``lifetimes`` in the same run (模型测量).

Both read the same files, fit BG/NBD and Gamma-Gamma by maximum likelihood without penalty, and give every customer the
value of the next twelve months. What is timed: fit and score, not reading. The log-likelihoods of both ends are told,
by this project's formulas, because totals that differ may only say that one search stopped early.
"""

import json
import statistics
import subprocess
import time
from pathlib import Path
from typing import Any

import numpy as np

from guanxi.doors.cli.bench import crowd
from guanxi.value.models import bg_nbd, gamma_gamma, histories
from guanxi.value.models.fitting import Floats

PARTS = ("models", "models.fit", "models.score")
SCRIPT = Path(__file__).with_name("reference.py")
PIECE = 2**18
Found = dict[str, Any]


def work(folder: Path) -> Found:
    """Fit and score; seconds by part, the total in yuan and the parameters.

    Where a fit cannot be used, its ``verdicts`` alone: nothing is scored with it.
    """
    data = crowd.read(folder)
    started = time.perf_counter()
    distinct, places = histories.distinct(data["x"], data["t_x"], data["T"])
    buying = bg_nbd.fit(distinct)
    spending = gamma_gamma.fit(data["x"], data["z"])
    fitted = time.perf_counter()
    verdicts = [str(buying.verdict), str(spending.verdict)]
    if not (buying.is_usable and spending.is_usable):
        return {"verdicts": verdicts}
    purchases = bg_nbd.discounted_purchases(buying.parameters, distinct, crowd.MONTHS, crowd.LENGTH, crowd.RATE)
    worth = _worth(spending.parameters, purchases, places, data)
    total = float(worth.sum())
    done = time.perf_counter()
    seconds = dict(zip(PARTS, (done - started, fitted - started, done - fitted), strict=True))
    return {
        "seconds": seconds,
        "total": total,
        "buying": buying.parameters,
        "spending": spending.parameters,
        "verdicts": verdicts,
        "distinct": int(distinct.x.size),
    }


def _worth(p: gamma_gamma.Parameters, purchases: Floats, places: Any, data: crowd.Columns) -> Floats:
    """Return the lifetime value of every customer, in yuan, a piece at a time."""
    found = np.empty(places.size)
    for begin in range(0, places.size, PIECE):
        rows = slice(begin, begin + PIECE)
        amount = gamma_gamma.expected_amount(p, data["x"][rows], data["z"][rows])
        found[rows] = purchases[places[rows]] * amount
    return found


def likelihood(folder: Path, found: Found) -> float:
    """Return the log-likelihood of both models at the parameters found, times in weeks and money in yuan."""
    data = crowd.read(folder)
    distinct, _ = histories.distinct(data["x"], data["t_x"], data["T"])
    spending = {"p": found["spending"]["p"], "q": found["spending"]["q"]}
    spending["gamma"] = found["spending"].get("gamma", found["spending"].get("v"))
    bought = bg_nbd.log_likelihood(found["buying"], distinct)
    return bought + gamma_gamma.log_likelihood(spending, data["x"], data["z"])


def reference(interpreter: str, folder: Path) -> Found | None:
    """Let the package do the same; ``None`` when it failed, which it has told by itself."""
    settings = json.dumps({"months": crowd.MONTHS, "rate": crowd.RATE})
    command = [interpreter, str(SCRIPT), str(folder), settings]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    return json.loads(done.stdout.splitlines()[-1]) if done.returncode == 0 else None


def compared(ours: list[Found], theirs: list[Found]) -> list[Found]:
    """Return a row per part: medians of the seconds, how many times faster, totals in yuan and their relative gap."""
    first, other = ours[0], theirs[0] if theirs else None
    same = {
        "peak_mb": max(one["peak_mb"] for one in ours),
        "total": round(first["total"], 2),
        "reference_total": round(other["total"], 2) if other else None,
        "gap": abs(first["total"] / other["total"] - 1) if other else None,
        "log_likelihood": round(first["log_likelihood"], 3),
        "reference_log_likelihood": round(other["log_likelihood"], 3) if other else None,
        "reference_peak_mb": max(one["peak_mb"] for one in theirs) if theirs else None,
        "distinct": first["distinct"],
    }
    found = []
    for name in PARTS:
        seconds = statistics.median(one["seconds"][name] for one in ours)
        floor = statistics.median(one["seconds"][name] for one in theirs) if theirs else None
        times = {"seconds": round(seconds, 3), "floor_seconds": round(floor, 2) if floor is not None else None}
        found.append({"name": name, **times, "ratio": round(floor / seconds, 1) if floor is not None else None, **same})
    return found
