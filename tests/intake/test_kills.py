"""A load killed at any moment leaves the old state or the new one (tests.kills runs two hundred of these)."""

from pathlib import Path

import pytest

from tests import kills


@pytest.mark.usefixtures("committed_db")
def test_a_killed_load_leaves_the_old_state_or_the_new(tmp_path: Path) -> None:
    counts = kills.run(kills.load_act(tmp_path), 6, seed=3)
    assert sum(counts.values()) == 6


@pytest.mark.usefixtures("committed_db")
def test_a_killed_first_load_leaves_an_empty_bank_or_the_whole_delivery(tmp_path: Path) -> None:
    counts = kills.run(kills.first_act(tmp_path), 6, seed=5)
    assert sum(counts.values()) == 6
