"""What the tests of the day end share: the little bank committed for real, and an engine that hands over a snapshot."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from guanxi.contracts.layout import Part
from guanxi.guard import reach
from guanxi.intake import manifest
from guanxi.value import engine
from guanxi.value.results import Snapshot
from tests import cast
from tests.dayend import made

Engine = Callable[..., None]


@pytest.fixture
def committed_bank(committed_db: None) -> Iterator[cast.LittleBank]:
    """Fill the database with the little bank so that other connections see it, with something in the store."""
    bank = cast.fill()
    with reach.system():
        manifest.add([Part("units", "", "units/whole/a.parquet", 3)], load=None)
    yield bank


@pytest.fixture
def hand_over(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Engine:
    """Return a function that says what the engine hands over at the next runs."""

    def say(**values: Any) -> None:
        def run(parts: object, *, progress: Callable[..., None], **rest: Any) -> Snapshot:
            snapshot = made.snapshot(tmp_path / "tables", as_of=rest["as_of"], **values)
            for name, path in snapshot.tables.items():
                rest["ready"](name, path)
            progress("snapshot", 1.0, {})
            return snapshot

        monkeypatch.setattr(engine, "run", run)

    say()
    return say
