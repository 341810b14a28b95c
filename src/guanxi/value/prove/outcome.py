"""The last proof as it is kept (上次验证结果): a small JSON file, whole or not there, which pages read."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from guanxi.kit.words import Words
from guanxi.value.prove.claims import Claim, Subject

FILE = "proof.json"


@dataclass(frozen=True, slots=True)
class Proved:
    """A subject and what came of its claims; ``None`` where its data files were not there."""

    words: Words
    source: str
    claims: tuple[dict[str, Any], ...] | None

    @property
    def failed(self) -> int:
        """Return how many claims do not hold."""
        return sum(not claim["ok"] for claim in self.claims or ())


@dataclass(frozen=True, slots=True)
class Proof:
    """All subjects of one proof and when it was made."""

    at: datetime
    subjects: tuple[Proved, ...]

    @property
    def claims(self) -> int:
        """Return how many claims were tried."""
        return sum(len(subject.claims or ()) for subject in self.subjects)

    @property
    def failed(self) -> int:
        """Return how many claims do not hold."""
        return sum(subject.failed for subject in self.subjects)


def row(claim: Claim) -> dict[str, Any]:
    """Return a claim as programs read it."""
    return {"name": claim.name, "expected": claim.expected, "got": claim.got, "ok": claim.ok}


def keep(folder: Path, found: Sequence[tuple[Subject, list[Claim]]], at: datetime) -> None:
    """Write the outcome into a data folder in place of the last one."""
    subjects = [
        {
            "en": subject.words.en,
            "zh": subject.words.zh,
            "source": subject.source,
            "claims": [row(claim) for claim in claims] or None,
        }
        for subject, claims in found
    ]
    fresh = folder / f"{FILE}.new"
    fresh.write_text(json.dumps({"at": at.isoformat(), "subjects": subjects}, ensure_ascii=False), encoding="utf-8")
    fresh.replace(folder / FILE)


def last(folder: Path) -> Proof | None:
    """Return the last outcome kept in a data folder; ``None`` before the first."""
    path = folder / FILE
    if not path.is_file():
        return None
    kept = json.loads(path.read_text(encoding="utf-8"))
    subjects = [
        Proved(Words(one["en"], one["zh"]), one["source"], tuple(one["claims"]) if one["claims"] else None)
        for one in kept["subjects"]
    ]
    return Proof(datetime.fromisoformat(kept["at"]), tuple(subjects))
