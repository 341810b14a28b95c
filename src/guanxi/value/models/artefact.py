"""A fitted model as it is kept (模型结果): parameters, the data they came from, and whether the search ended well.

Every score can be traced to one: ``checksum`` is that of the counts the model was fitted on, ``window`` the first and
last day of those data, ``rows`` how many customers (or events) they speak of. It goes through JSON without loss.
"""

import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

import numpy as np

from guanxi.kit.words import Words


class Verdict(StrEnum):
    """How the search for the parameters ended (收敛结论)."""

    CONVERGED = "converged"
    AT_BOUND = "at_bound"
    NOT_CONVERGED = "not_converged"
    NOT_ENOUGH = "not_enough"

    @property
    def words(self) -> Words:
        """Return the verdict as a sentence."""
        return _WORDS[self]


_WORDS = {
    Verdict.CONVERGED: Words(
        "The search converged: every start that ended well ended at the same place.",
        "已收敛：各起点均得到同一结果。",
    ),
    Verdict.AT_BOUND: Words(
        "A parameter stands at the bound of the search: the data do not pin it down.",
        "有参数停在搜索边界：数据不足以确定它。",
    ),
    Verdict.NOT_CONVERGED: Words(
        "The search did not converge: do not use these parameters.", "未收敛：请勿使用这些参数。"
    ),
    Verdict.NOT_ENOUGH: Words(
        "Cannot say, because there are too few observations to fit the model.", "无法给出：观测数太少，不足以拟合模型。"
    ),
}


@dataclass(frozen=True, slots=True)
class Artefact:
    """A fitted model: ``parameters`` by name, ``notes`` further facts of the fit that JSON can hold."""

    model: str
    parameters: dict[str, float]
    window: tuple[str, str]
    rows: int
    checksum: str
    verdict: str
    notes: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse parameters that are no numbers, so that no score is ever made with them."""
        broken = [name for name, value in self.parameters.items() if not math.isfinite(value)]
        if broken:
            raise ValueError(f"{self.model}: parameters {broken} are not finite")

    @property
    def is_usable(self) -> bool:
        """Return whether scores may be made with it: it converged, or only a bound was met."""
        return self.verdict in (Verdict.CONVERGED, Verdict.AT_BOUND)

    def to_json(self) -> str:
        """Return the artefact as JSON with sorted keys."""
        return json.dumps(asdict(self), sort_keys=True, ensure_ascii=False, allow_nan=False)


def from_json(text: str) -> Artefact:
    """Return the artefact ``to_json`` wrote; raises ``KeyError`` or ``ValueError`` when it is none."""
    kept: Mapping[str, Any] = json.loads(text)
    return Artefact(
        model=str(kept["model"]),
        parameters={str(name): float(value) for name, value in kept["parameters"].items()},
        window=(str(kept["window"][0]), str(kept["window"][1])),
        rows=int(kept["rows"]),
        checksum=str(kept["checksum"]),
        verdict=str(kept["verdict"]),
        notes=dict(kept["notes"]),
    )


def checksum(*columns: Any) -> str:
    """Return a short checksum of numeric columns (array-likes): equal data, equal checksum, on any machine."""
    digest = hashlib.sha256()
    for column in columns:
        values = np.ascontiguousarray(column, dtype="<f8")
        digest.update(f"{values.shape}".encode())
        digest.update(values.tobytes())
    return digest.hexdigest()[:16]
