"""Fitted models are kept whole: JSON gives back what went in, and what is no number never gets in."""

import numpy as np
import pytest

from guanxi.value.models import artefact
from guanxi.value.models.artefact import Artefact, Verdict


def _kept(**changes: object) -> Artefact:
    fields = {
        "model": "beta_geometric",
        "parameters": {"alpha": 0.668, "beta": 3.806},
        "window": ("2024-01-01", "2025-12-31"),
        "rows": 1000,
        "checksum": "0123456789abcdef",
        "verdict": Verdict.CONVERGED,
        "notes": {"log_likelihood": -1611.16, "starts": [1, 2]},
    }
    return Artefact(**(fields | changes))  # type: ignore[arg-type]


def test_json_gives_back_the_same_artefact() -> None:
    kept = _kept(parameters={"alpha": 0.1 + 0.2, "beta": 1e-300})
    assert artefact.from_json(kept.to_json()) == kept


def test_a_parameter_that_is_no_number_is_refused() -> None:
    with pytest.raises(ValueError, match="beta"):
        _kept(parameters={"alpha": 1.0, "beta": float("nan")})


def test_only_a_search_that_ended_gives_a_usable_model() -> None:
    usable = {verdict: _kept(verdict=verdict).is_usable for verdict in Verdict}
    assert usable == {
        Verdict.CONVERGED: True,
        Verdict.AT_BOUND: True,
        Verdict.NOT_CONVERGED: False,
        Verdict.NOT_ENOUGH: False,
    }


def test_every_verdict_is_a_sentence_in_both_languages() -> None:
    for verdict in Verdict:
        assert verdict.words.en.endswith(".") and verdict.words.zh.endswith("。")


def test_the_checksum_changes_with_the_data_and_with_nothing_else() -> None:
    counts = np.array([1, 2, 3])
    assert artefact.checksum(counts) == artefact.checksum([1.0, 2.0, 3.0])
    assert artefact.checksum(counts) != artefact.checksum([1.0, 2.0, 4.0])
    assert artefact.checksum([1.0], [2.0]) != artefact.checksum([1.0, 2.0])
