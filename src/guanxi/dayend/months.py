"""Closed months (已结月份): what the engine computed of them is kept as soon as it is there.

They are facts of a closed month and stand whether the run publishes or not, so a run that was killed after ten months
goes on with the eleventh.
"""

from collections.abc import Iterable, Sequence

import pyarrow.parquet

from guanxi.contracts.layout import Part
from guanxi.guard import reach
from guanxi.intake import manifest
from guanxi.intake.connectors.encoding import checksum
from guanxi.intake.staging import sync
from guanxi.value.measures import customer_month

#: The tables of a closed month, the one the engine writes first at the front.
TABLES = tuple(customer_month.KEPT)


def left_over(parts: Iterable[Part]) -> list[Part]:
    """Return months that a killed run finished and could not name any more; the engine tells if they still hold.

    A month counts only with all its files under one name: the engine writes each in one step, under the fingerprint of
    what it was computed from.
    """
    named = {(part.contract, part.period) for part in parts}
    root = manifest.store()
    found: list[Part] = []
    for first in sorted(root.glob(f"{TABLES[0]}/period=*/*.parquet")):
        period = first.parent.name.removeprefix("period=")
        paths = [root / name / first.parent.name / first.name for name in TABLES]
        if any((name, period) in named for name in TABLES) or not all(path.exists() for path in paths):
            continue
        if any(part.period == period for part in found):
            continue
        for name, path in zip(TABLES, paths, strict=True):
            rows = pyarrow.parquet.read_metadata(path).num_rows
            found.append(Part(name, period, path.relative_to(root).as_posix(), rows))
    return found


def adopt(new: Sequence[Part], offered: Sequence[Part]) -> None:
    """Make the computed months current, those of a killed run too unless they were computed again."""
    computed = {(part.contract, part.period) for part in new}
    parts = [*new, *(part for part in offered if (part.contract, part.period) not in computed)]
    paths = [manifest.store() / part.path for part in parts]
    for path in paths:
        sync(path)
    with reach.system():
        manifest.adopt(parts, checksums=[checksum(path) for path in paths])
