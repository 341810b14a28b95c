"""What a run of the engine gives back (运行结果)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from guanxi.contracts.layout import Part
from guanxi.kit.refusals import Refused
from guanxi.kit.words import Words


@dataclass(frozen=True)
class Snapshot:
    """Figures as of a day: a Parquet file per published contract, and the months computed on the way.

    ``last`` is the last complete month the figures stand on; ``missing`` the months of the 24 that were never
    delivered.
    """

    as_of: date
    on: date
    last: str
    tables: Mapping[str, Path]
    new_parts: tuple[Part, ...] = ()
    seconds: Mapping[str, float] = field(default_factory=dict)
    assumptions: Mapping[str, str] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)


class NoBalances(Refused):
    """There is no complete month of balances to stand on."""

    words = Words(
        "No complete month of balances up to {day} has been delivered. Load the monthly balances and run again.",
        "截至 {day} 没有完整月份的余额数据。请先导入月度余额，再重新运行。",
    )


class NoCurve(Refused):
    """There are balances and no transfer curve."""

    words = Words(
        "There is no transfer curve named {curve} in the contract rates, so that no margin can be computed. "
        "Deliver the curve and run again.",
        "rates 契约中没有名为 {curve} 的内部转移价格曲线，无法计算利差。请补充该曲线后重新运行。",
    )
