"""Publishing killed at any moment leaves the old figures or the new ones (tests.kills runs two hundred of these)."""

from pathlib import Path

import pytest

from tests import kills


@pytest.mark.usefixtures("committed_db")
def test_a_killed_publishing_leaves_the_old_figures_or_the_new(tmp_path: Path) -> None:
    counts = kills.run(kills.publish_act(tmp_path), 6, seed=3)
    assert sum(counts.values()) == 6
