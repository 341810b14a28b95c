"""The proof itself: it holds here, it fails when a number is wrong, and it says what it left out."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from guanxi.kit.words import Words
from guanxi.value import prove
from guanxi.value.prove import claims, outcome, robustness
from guanxi.value.prove.claims import Claim, Subject
from guanxi.value.prove.published import Folder, Unreadable

WITHOUT_FILES = [subject for subject in prove.SUBJECTS if not subject.needs and subject is not robustness.ROBUSTNESS]


@pytest.mark.parametrize("subject", WITHOUT_FILES, ids=lambda subject: subject.name)
def test_every_result_that_needs_no_file_holds(subject: Subject) -> None:
    found = subject.prove(Folder())
    assert found and [claim for claim in found if not claim.ok] == []


def test_histories_of_every_size_have_an_answer_under_every_set_of_parameters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(robustness, "SETS", 100)
    found = robustness.answers(5)
    assert len(found) == 3 and all(claim.ok for claim in found)


def test_every_claim_has_a_name_of_its_own_and_every_subject_both_languages() -> None:
    names = [claim.name for subject in WITHOUT_FILES for claim in subject.prove(Folder())]
    assert len(names) == len(set(names))
    assert len({subject.name for subject in prove.SUBJECTS}) == len(prove.SUBJECTS)
    assert all(subject.words.zh and subject.source for subject in prove.SUBJECTS)


@pytest.mark.parametrize(
    ("claim", "ok"),
    [
        (claims.cell("n", "1.226", 1.2264), True),
        (claims.cell("n", "1.226", 1.2266), False),
        (claims.parameter("n", "4.414", 4.4184), True),
        (claims.parameter("n", "4.414", 4.419), False),
        (claims.likelihood("n", "-9582.4", -9582.44), True),
        (claims.likelihood("n", "-9582.4", -9582.46), False),
        (claims.exact("n", 0, 1), False),
        (claims.exact("n", 0, float("nan")), False),
    ],
)
def test_a_number_holds_within_what_was_printed_and_not_beyond(claim: Claim, ok: bool) -> None:
    assert claim.ok is ok


def test_subjects_whose_files_are_missing_are_left_out_and_not_called_good(tmp_path: Path) -> None:
    needing = [subject for subject in prove.SUBJECTS if subject.needs]
    assert needing and not any(
        Folder(tmp_path).has(subject.needs) or Folder().has(subject.needs) for subject in needing
    )


def test_survival_is_proved_from_a_file_with_its_byte_order_mark(tmp_path: Path) -> None:
    (tmp_path / "aml.csv").write_text("\ufefftime,status,x\n9,1,Maintained\n10,0,Maintained\n5,1,Other\n", "utf-8")
    subject = next(subject for subject in prove.SUBJECTS if subject.name == "kaplan_meier")
    found = {claim.name: claim for claim in subject.prove(Folder(tmp_path))}
    assert found["kaplan_meier.survival(9)"].got == 0.5 and not found["kaplan_meier.survival(9)"].ok


@pytest.mark.parametrize(
    "text", ["", "time,status,x\n", "time,status,x\n1,2\n", "a,b\n1,2\n", "time,status,x\nq,1,M\n"]
)
def test_a_file_that_is_something_else_is_refused_with_its_name(tmp_path: Path, text: str) -> None:
    (tmp_path / "aml.csv").write_text(text)
    with pytest.raises(Unreadable, match=r"aml\.csv"):
        Folder(tmp_path).numbers("aml.csv", "time", "status")


def test_the_outcome_is_kept_whole_and_the_last_one_counts(tmp_path: Path) -> None:
    subject = Subject("s", Words("One", "一"), "paper", (), lambda _: ())
    left_out = Subject("t", Words("Two", "二"), "paper", ("file.csv",), lambda _: ())
    assert outcome.last(tmp_path) is None
    for got in (2.0, 1.0):
        found = [(subject, [Claim("a", 1.0, got, 0.0)]), (left_out, [])]
        outcome.keep(tmp_path, found, datetime(2026, 1, 2, tzinfo=UTC))
    kept = outcome.last(tmp_path)
    assert kept is not None and (kept.claims, kept.failed) == (1, 0)
    assert kept.subjects[0].words == Words("One", "一") and kept.subjects[1].claims is None
    assert kept.subjects[0].claims == ({"name": "a", "expected": 1.0, "got": 1.0, "ok": True},)
