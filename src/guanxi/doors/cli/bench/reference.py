"""The same work by the published package ``lifetimes``, as its users do it (对照实现): a row per customer, no penalty.

Runs by itself under an interpreter that has the package: ``python reference.py FOLDER SETTINGS``; imports nothing of
this project. The last line on stdout is what it found, as JSON.
"""

import json
import resource
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from lifetimes import BetaGeoFitter, GammaGammaFitter


def measured(folder: Path, months: int, rate: float) -> dict[str, Any]:
    """Fit both models, score every customer and add the scores up."""
    columns = {name: np.load(folder / f"{name}.npy").astype(float) for name in ("x", "t_x", "T", "z")}
    table = pd.DataFrame(columns)
    started = time.perf_counter()
    buying = BetaGeoFitter(penalizer_coef=0.0)
    buying.fit(table["x"], table["t_x"], table["T"])
    again = table[table["x"] > 0]
    spending = GammaGammaFitter(penalizer_coef=0.0)
    spending.fit(again["x"], again["z"])
    fitted = time.perf_counter()
    worth = spending.customer_lifetime_value(
        buying, table["x"], table["t_x"], table["T"], table["z"], time=months, discount_rate=rate, freq="W"
    )
    done = time.perf_counter()
    return {
        "seconds": {"models": done - started, "models.fit": fitted - started, "models.score": done - fitted},
        "total": float(worth.sum()),
        "buying": {name: float(value) for name, value in buying.params_.items()},
        "spending": {name: float(value) for name, value in spending.params_.items()},
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


if __name__ == "__main__":
    print(json.dumps(measured(Path(sys.argv[1]), **json.loads(sys.argv[2]))))
