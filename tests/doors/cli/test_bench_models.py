"""The models measured: synthetic histories are the same every time, every row has its figures, without the package."""

import json
import sys
from pathlib import Path

import numpy as np
import pytest

from guanxi.doors.cli.bench import crowd, models
from guanxi.value.models import bg_nbd, histories
from tests.doors.cli.conftest import guanxi

CUSTOMERS = 3_000


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("crowd")
    crowd.write(made, CUSTOMERS, 5)
    return made


def test_the_command_tells_fit_and_score_of_the_models_without_the_package(tmp_path: Path) -> None:
    done = guanxi("bench", "models", "--customers", "3000", "--rounds", "1", "--data", str(tmp_path), "--json")
    assert done.returncode == 0, done.stderr
    rows = json.loads(done.stdout)
    assert [row["name"] for row in rows] == ["models", "models.fit", "models.score"]
    for row in rows:
        assert row["seconds"] > 0
        assert 20 < row["peak_mb"] < 600
        assert row["total"] > 0
        assert row["log_likelihood"] < 0
        assert row["distinct"] < 3_000
        assert [row[name] for name in ("floor_seconds", "ratio", "reference_total", "gap")] == [None] * 4


def test_a_package_that_cannot_do_it_is_told_and_nothing_is_compared(tmp_path: Path) -> None:
    # this interpreter has no such package
    words = ("bench", "models", "--customers", "300", "--rounds", "1", "--data", str(tmp_path))
    done = guanxi(*words, "--reference", sys.executable)
    assert done.returncode == 3
    assert "lifetimes" in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize("customers", ["1", "12"])
@pytest.mark.parametrize(("language", "told"), [("en", "too few observations"), ("zh", "观测数太少")])
def test_too_few_customers_are_refused_in_words_and_nothing_is_scored(
    tmp_path: Path, customers: str, language: str, told: str
) -> None:
    words = ("bench", "models", "--customers", customers, "--rounds", "1", "--data", str(tmp_path))
    done = guanxi(*words, "--language", language)
    assert done.returncode == 3
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_histories_are_the_same_every_time_and_can_be(folder: Path, tmp_path: Path) -> None:
    crowd.write(tmp_path, CUSTOMERS, 5)
    one, other = crowd.read(folder), crowd.read(tmp_path)
    assert all((one[name] == other[name]).all() for name in crowd.KINDS)
    assert (one["t_x"] <= one["T"]).all()
    assert ((one["t_x"] > 0) == (one["x"] > 0)).all()
    assert ((one["z"] > 0) == (one["x"] > 0)).all()


def test_the_parameters_the_customers_were_made_from_are_found_again(tmp_path: Path) -> None:
    crowd.write(tmp_path, 60_000, 6)
    found = models.work(tmp_path)
    assert found["verdicts"] == ["converged", "converged"]
    for name, value in {**crowd.BUYING, **crowd.SPENDING}.items():
        fitted = (found["buying"] | found["spending"])[name]
        # times rounded up to whole weeks move the parameters of buying a little
        assert fitted == pytest.approx(value, rel=0.15), name
    truth = {"buying": crowd.BUYING, "spending": crowd.SPENDING}
    assert models.likelihood(tmp_path, found) >= models.likelihood(tmp_path, truth)


def test_the_total_is_that_of_every_customer_scored_alone(folder: Path) -> None:
    found, data = models.work(folder), crowd.read(folder)
    every, order = histories.given(data["x"], data["t_x"], data["T"])
    purchases = np.empty(CUSTOMERS)
    purchases[order] = bg_nbd.discounted_purchases(found["buying"], every, crowd.MONTHS, crowd.LENGTH, crowd.RATE)
    p, q, gamma = (found["spending"][name] for name in ("p", "q", "gamma"))
    amount = p * (gamma + data["x"] * data["z"]) / (p * data["x"] + q - 1)
    assert found["total"] == pytest.approx(float((purchases * amount).sum()), rel=1e-9)


def test_rows_compare_medians_totals_and_likelihoods() -> None:
    def one(seconds: float, total: float, value: float) -> models.Found:
        parts = dict.fromkeys(models.PARTS, seconds)
        return {"seconds": parts, "total": total, "log_likelihood": value, "peak_mb": 100, "distinct": 7}

    rows = models.compared([one(2.0, 101.0, -5.0), one(4.0, 101.0, -5.0)], [one(30.0, 100.0, -6.0)])
    assert rows[0]["ratio"] == 10.0
    assert rows[0]["gap"] == pytest.approx(0.01)
    assert (rows[0]["log_likelihood"], rows[0]["reference_log_likelihood"]) == (-5.0, -6.0)


def test_distinct_histories_are_counted_and_every_customer_finds_its_own() -> None:
    columns = {"x": [2, 0, 2, 1, 0], "t_x": [5, 0, 5, 3, 0], "T": [9, 9, 9, 9, 4]}
    for kind in (np.uint8, np.float64):
        x, t_x, T = (np.array(values, dtype=kind) for values in columns.values())
        found, places = histories.distinct(x, t_x, T)
        assert sorted(zip(found.x, found.t_x, found.T, found.weight, strict=True)) == [
            (0, 0, 4, 1), (0, 0, 9, 1), (1, 3, 9, 1), (2, 5, 9, 2),
        ]  # fmt: skip
        assert (found.x[places] == x).all()
        assert (found.t_x[places] == t_x).all()
        assert (found.T[places] == T).all()


def test_the_package_is_asked_by_a_file_that_imports_nothing_of_this_project() -> None:
    assert "guanxi" not in models.SCRIPT.read_text(encoding="utf-8")
