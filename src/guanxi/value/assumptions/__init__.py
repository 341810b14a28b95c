"""Assumptions (假设参数): every number that is neither data nor formula, dated, with unit, source and version.

One YAML file per topic; a topic lists its versions, oldest first, and the one in force on a day is used. Old
versions stay, so that a closed month can be computed again as it was.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from guanxi.kit.refusals import Refused
from guanxi.kit.words import Words

FOLDER = Path(__file__).parent


class NotInForce(Refused):
    """No version of a topic covers the day."""

    words = Words(
        "No assumptions on {topic} are in force on {day}. Add a version that starts earlier.",
        "{day} 没有生效的“{topic}”假设参数。请补充一个生效日期更早的版本。",
    )


@dataclass(frozen=True, slots=True)
class Assumption:
    """One number or table of numbers with its unit and where it comes from."""

    key: str
    value: Any
    unit: str
    source: str
    version: str


@dataclass(frozen=True)
class Assumptions:
    """All assumptions in force on one day; ``a["risk.tax"]`` gives the value."""

    as_of: date
    entries: Mapping[str, Assumption] = field(default_factory=dict)

    def __getitem__(self, key: str) -> Any:
        return self.entries[key].value

    def checksum(self, topics: Iterable[str] | None = None) -> str:
        """Return a short checksum of the values, of the given topics only when named."""
        wanted = None if topics is None else set(topics)
        chosen = {k: e.value for k, e in self.entries.items() if wanted is None or k.split(".")[0] in wanted}
        text = json.dumps(chosen, sort_keys=True, default=str)
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    def versions(self) -> dict[str, str]:
        """Return topic → version, as a run records it."""
        return {key.split(".")[0]: entry.version for key, entry in sorted(self.entries.items())}

    def changed(self, values: Mapping[str, Any]) -> "Assumptions":
        """Return a copy with other values, for a bank's own settings, previews and tests."""
        entries = dict(self.entries)
        for key, value in values.items():
            old = entries[key]
            entries[key] = Assumption(key, value, old.unit, "set for this run", f"{old.version}*")
        return Assumptions(self.as_of, entries)

    def on(self, day: date) -> "Assumptions":
        """Return what is in force on another day, with the values set for this run kept."""
        own = {k: e.value for k, e in self.entries.items() if e.version.endswith("*")}
        return load(day).changed(own)


@cache
def _topic(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return content


def load(as_of: date) -> Assumptions:
    """Read the versions in force on a day; raises ``NotInForce`` when a topic has none."""
    entries: dict[str, Assumption] = {}
    for path in sorted(FOLDER.glob("*.yaml")):
        topic = _topic(path)
        valid = [v for v in topic["versions"] if v["from"] <= as_of]
        if not valid:
            raise NotInForce(topic=path.stem, day=as_of)
        chosen = valid[-1]
        for name, entry in chosen["values"].items():
            key = f"{path.stem}.{name}"
            source = entry.get("source", chosen["source"])
            entries[key] = Assumption(key, entry["value"], entry.get("unit", ""), source, str(chosen["version"]))
    return Assumptions(as_of, entries)
