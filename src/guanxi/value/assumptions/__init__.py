"""Assumptions (假设参数): every number that is neither data nor formula, dated, with unit, source and version.

One YAML file per topic; a topic lists its versions, oldest first, and the one in force on a day is used. Old
versions stay, so that a closed month can be computed again as it was. A bank's own versions, approved on the pages,
lie over those files: the newest one in force on a day gives the value. ``words`` of a file name each key in both
languages and say between which bounds it makes sense.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from guanxi.kit.refusals import Refused
from guanxi.kit.words import Words

FOLDER = Path(__file__).parent
OWN = "*"
#: Topics the customer month is computed with; all others count for the snapshot alone.
MONTH_TOPICS = ("money", "transfer", "serving", "relationship", "risk", "layers", "usage")


class NotInForce(Refused):
    """No version of a topic covers the day."""

    words = Words(
        "No assumptions on {topic} are in force on {day}. Add a version that starts earlier.",
        "{day} 没有生效的“{topic}”假设参数。请补充一个生效日期更早的版本。",
    )


@dataclass(frozen=True, slots=True)
class Assumption:
    """One number or table of numbers with its unit and where it comes from, and since when it is in force."""

    key: str
    value: Any
    unit: str
    source: str
    version: str
    since: date = date.min


@dataclass(frozen=True, slots=True)
class Overlay:
    """An approved version of a bank's own: new values of keys (``topic.name``) from a day on."""

    since: date
    version: str
    source: str
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Assumptions:
    """All assumptions in force on one day; ``a["risk.tax"]`` gives the value."""

    as_of: date
    entries: Mapping[str, Assumption] = field(default_factory=dict)
    overlays: tuple[Overlay, ...] = ()

    def __getitem__(self, key: str) -> Any:
        return self.entries[key].value

    def checksum(self, topics: Iterable[str] | None = None) -> str:
        """Return a short checksum of the values, of the given topics only when named."""
        wanted = None if topics is None else set(topics)
        chosen = {k: e.value for k, e in self.entries.items() if wanted is None or k.split(".")[0] in wanted}
        text = json.dumps(chosen, sort_keys=True, default=str)
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    def versions(self) -> dict[str, str]:
        """Return topic → version, as a run records it; a topic with own versions names them behind the first."""
        found: dict[str, dict[str, None]] = {}
        for key, entry in sorted(self.entries.items(), key=lambda pair: (pair[1].since, pair[0])):
            found.setdefault(key.split(".")[0], {})[entry.version] = None
        return {topic: " + ".join(versions) for topic, versions in sorted(found.items())}

    def changed(self, values: Mapping[str, Any]) -> "Assumptions":
        """Return a copy with other values, for a bank's own settings, previews and tests."""
        entries = dict(self.entries)
        for key, value in values.items():
            old = entries[key]
            entries[key] = replace(old, value=value, source="set for this run", version=f"{old.version}{OWN}")
        return replace(self, entries=entries)

    def on(self, day: date) -> "Assumptions":
        """Return what is in force on another day, with the values set for this run kept."""
        own = {k: e.value for k, e in self.entries.items() if e.version.endswith(OWN)}
        return load(day, self.overlays).changed(own)

    def unchanged_since(self, day: date) -> date:
        """Return the last day up to ``day`` on which any version began: in between, ``on`` returns the same values."""
        own = {overlay.since for overlay in self.overlays}
        return max((since for since in own | _beginnings() if since <= day), default=date.min)


@cache
def _topic(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return content


@cache
def topics() -> dict[str, dict[str, Any]]:
    """Return the content of every topic's file, by topic; read once, since each key's words are looked up in it."""
    return {path.stem: _topic(path) for path in sorted(FOLDER.glob("*.yaml"))}


@cache
def _beginnings() -> frozenset[date]:
    return frozenset(version["from"] for content in topics().values() for version in content["versions"])


def load(as_of: date, overlays: Sequence[Overlay] = ()) -> Assumptions:
    """Read the versions in force on a day, own ones over the files'; raises ``NotInForce`` when a topic has none."""
    entries: dict[str, Assumption] = {}
    for topic, content in topics().items():
        valid = [v for v in content["versions"] if v["from"] <= as_of]
        if not valid:
            raise NotInForce(topic=topic, day=as_of)
        chosen = valid[-1]
        for name, entry in chosen["values"].items():
            key, source = f"{topic}.{name}", entry.get("source", chosen["source"])
            version = str(chosen["version"])
            entries[key] = Assumption(key, entry["value"], entry.get("unit", ""), source, version, chosen["from"])
    ordered = tuple(sorted(overlays, key=lambda overlay: overlay.since))
    for overlay in ordered:
        if overlay.since <= as_of:
            _lay(entries, overlay)
    return Assumptions(as_of, entries, ordered)


def _lay(entries: dict[str, Assumption], overlay: Overlay) -> None:
    """Put the values of an own version over those before; a key no file knows any more is left out."""
    for key, value in overlay.values.items():
        if key in entries:
            old = entries[key]
            like = shaped(value, old.value)
            entries[key] = replace(old, value=like, source=overlay.source, version=overlay.version, since=overlay.since)


def shaped(value: Any, like: Any) -> Any:
    """Return a value that came through JSON with the keys of the one it replaces (stages are whole numbers)."""
    if isinstance(value, Mapping) and isinstance(like, Mapping):
        named = {str(key): key for key in like}
        return {named.get(str(k), k): shaped(v, like.get(named.get(str(k), k))) for k, v in value.items()}
    if isinstance(value, list) and isinstance(like, list) and like:
        return [shaped(one, like[min(place, len(like) - 1)]) for place, one in enumerate(value)]
    return value
