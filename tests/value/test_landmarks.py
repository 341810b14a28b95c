"""Who had left as of a month end, and who left in the months after it, as known then: by hand and by shifted tales."""

from datetime import date
from typing import Any

import ibis
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guanxi.kit import periods
from guanxi.value.measures import landmarks
from guanxi.value.measures.landmarks import LANDMARKS
from tests.value import landmark_stories, on_spark, spec
from tests.value.landmark_stories import Story

LAST = "2025-12"
HIGH, LOW, NOTHING = 5_000_000, 500_000, 50_000


def _told(story: Story) -> dict[str, list[Any]]:
    """Return at the three month ends: there, left within three months; at the first two: left within six."""
    [row] = landmark_stories.cells([story], LAST)
    return {
        "there": [row[f"risk_{at}"] for at in LANDMARKS],
        "left3": [row[f"left3_{at}"] if row[f"risk_{at}"] else None for at in LANDMARKS],
        "left6": [row[f"left6_{at}"] if row[f"risk_{at}"] else None for at in landmarks.HALF_YEAR],
    }


def _fall(at: int, back: int = 24, low: int = LOW) -> list[int]:
    return [low if at <= i < back else HIGH for i in range(24)]


def test_a_run_off_counts_in_the_window_in_which_it_is_complete() -> None:
    # base 5,000,000 of months 4 to 15, then 5,000,000, there 500,000: complete in month 18
    assert _told(Story(deposits=_fall(18))) == {
        "there": [True, True, False], "left3": [0, 1, None], "left6": [1, 1]
    }  # fmt: skip


def test_a_run_off_that_came_back_later_counts_in_its_window_and_the_customer_is_at_risk_again() -> None:
    # gone in month 16, as of 17 not come back; back in month 19: there again as of 20, and as of then never gone
    assert _told(Story(deposits=_fall(16, back=19))) == {
        "there": [True, False, True], "left3": [1, None, 0], "left6": [0, None]
    }  # fmt: skip


def test_a_run_off_that_came_back_before_the_window_ends_does_not_count() -> None:
    assert _told(Story(deposits=_fall(15, back=17)))["left3"] == [0, 0, 0]


def test_a_fall_too_slow_or_too_small_is_no_run_off() -> None:
    slow = [HIGH] * 15 + [4_000_000, 3_200_000, 2_600_000, 2_000_000, 1_600_000, 1_300_000, 1_100_000, 900_000, 700_000]
    assert _told(Story(deposits=slow)) == {"there": [True] * 3, "left3": [0] * 3, "left6": [0] * 2}
    assert _told(Story(deposits=_fall(18, low=1_600_000)))["left3"] == [0] * 3
    assert _told(Story(deposits=[900_000] * 18 + [0] * 6))["left3"] == [0] * 3


def test_who_ran_off_long_before_a_month_end_is_not_at_risk() -> None:
    # month 8: told by the base of months 0 to 5, at every later month end by what lies before it
    assert _told(Story(deposits=_fall(8)))["there"] == [False, False, True]


def test_a_run_off_is_remembered_for_ten_months_at_every_month_end() -> None:
    for at in LANDMARKS:
        first = at - 9
        assert not _told(Story(deposits=_fall(first)))["there"][LANDMARKS.index(at)]
        assert _told(Story(deposits=_fall(first - 3, back=24)))["there"][LANDMARKS.index(at)]


@pytest.mark.parametrize(
    ("silent_from", "there", "left3", "left6"),
    [
        (6, [True, False, False], [1, None, None], [1, None]),
        (9, [True, True, False], [0, 1, None], [1, 1]),
        (3, [False, False, False], [None] * 3, [None] * 2),
        (12, [True, True, True], [0, 0, 1], [0, 1]),
        (13, [True, True, True], [0, 0, 0], [0, 0]),
    ],
)
def test_silence_counts_when_its_twelfth_month_lies_in_the_window(
    silent_from: int, there: list[bool], left3: list[int | None], left6: list[int | None]
) -> None:
    # below the base of a run-off, so that silence alone tells
    deposits = [NOTHING if i >= silent_from else 900_000 for i in range(24)]
    story = Story(deposits=deposits, busy=[0 if i >= silent_from else 1 for i in range(24)])
    assert _told(story) == {"there": there, "left3": left3, "left6": left6}


def test_who_came_and_never_did_or_held_anything_is_not_there_and_cannot_leave() -> None:
    never = Story(customer={"opened_on": date(2024, 9, 1)}, deposits=[0] * 24, busy=0)
    assert _told(never)["there"] == [False] * 3
    # active in month 8, in which it came, and never after: silent for twelve months in month 20
    once = Story(customer=never.customer, deposits=[0] * 24, busy=[int(i == 8) for i in range(24)])
    assert _told(once) == {"there": [True, True, False], "left3": [0, 1, None], "left6": [1, 1]}


def test_who_woke_up_within_the_window_has_not_left() -> None:
    story = Story(deposits=[NOTHING] * 24, busy=[0] * 14 + [1] + [0] * 9)
    assert _told(story) == {"there": [True] * 3, "left3": [0, 0, 0], "left6": [0, 0]}


@pytest.mark.parametrize(
    ("closed_on", "there", "left3", "left6"),
    [
        (date(2025, 3, 31), [False] * 3, [None] * 3, [None] * 2),
        (date(2025, 4, 1), [True, False, False], [1, None, None], [1, None]),
        (date(2025, 6, 30), [True, False, False], [1, None, None], [1, None]),
        (date(2025, 7, 1), [True, True, False], [0, 1, None], [1, 1]),
        (date(2025, 12, 31), [True, True, True], [0, 0, 1], [0, 1]),
        (date(2026, 1, 2), [True, True, True], [0, 0, 0], [0, 0]),
    ],
)
def test_a_closing_counts_by_its_day(
    closed_on: date, there: list[bool], left3: list[int | None], left6: list[int | None]
) -> None:
    expected = {"there": there, "left3": left3, "left6": left6}
    assert _told(Story(customer={"closed_on": closed_on})) == expected
    assert _told(Story(accounts=[(date(2015, 1, 1), closed_on), (date(2016, 1, 1), date(2020, 1, 1))])) == expected


def test_an_account_opened_later_does_not_undo_what_was_known() -> None:
    shut = [(date(2015, 1, 1), date(2025, 5, 5))]
    assert _told(Story(accounts=[*shut, (date(2025, 8, 1), None)])) == {
        "there": [True, False, True], "left3": [1, None, 0], "left6": [0, None]
    }  # fmt: skip
    assert _told(Story(accounts=[*shut, (date(2024, 1, 1), None)]))["left3"] == [0, 0, 0]


def test_a_joint_holder_still_holds() -> None:
    tables = spec.all_given(
        accounts=[
            {"account_id": "A", "customer_id": "C1", "opened_on": date(2015, 1, 1), "closed_on": date(2025, 5, 5)},
            {"account_id": "B", "customer_id": "C2", "opened_on": date(2015, 1, 1)},
        ],
        account_parties=[{"account_id": "B", "customer_id": c, "role": "holder", "share": 0.5} for c in ("C1", "C2")],
    )
    [row] = spec.result(landmarks.shut(tables["accounts"], tables["account_parties"], LAST))
    assert row == {"customer_id": "C1"} | {f"shut_{at}": False for at in landmarks.ENDS}


def test_a_month_end_is_judged_only_when_all_months_it_reads_were_delivered() -> None:
    def judged(*missing: int, first: int = 0) -> tuple[int, ...]:
        periods_ = [p for i, p in enumerate(periods.trailing(LAST, 24)) if i >= first and i not in missing]
        table = spec.table({"period": "string"}, [{"period": p} for p in periods_])
        return landmarks.whole(table, ibis.duckdb.connect().to_pyarrow, LAST, spec.assumed())

    assert judged() == (14, 17, 20)
    assert judged(first=3) == (17, 20)
    assert judged(first=9) == ()
    assert judged(2) == (17, 20)
    assert judged(22) == (14, 17)


def test_both_engines_judge_alike() -> None:
    stories = [
        Story(deposits=_fall(18), complaints=[(date(2025, 10, 1), False)]),
        Story(deposits=[NOTHING] * 24, busy=0, prices=[(date(2024, 1, 1), 0.02), (date(2025, 10, 1), 0.015)]),
        Story(accounts=[(date(2015, 1, 1), date(2025, 5, 5))], promises=[(date(2025, 9, 1), None)]),
        Story(customer={"closed_on": date(2025, 7, 1)}, ends={14: 1_000_000, 23: 2_000_000}),
    ]
    cells = landmark_stories.table(stories, LAST).order_by("customer_id")
    assert on_spark.rows(cells) == spec.duckdb_rows(cells)


_AMOUNTS = st.sampled_from([0, NOTHING, LOW, 1_500_000, 3_000_000, HIGH, 20_000_000])
_DAYS = st.integers(0, 23 * 28)


def _day(number: int, later: int = 0) -> date:
    month, day = divmod(number, 28)
    return periods.first_day(periods.shift("2024-01", month + later)).replace(day=day + 1)


@st.composite
def _drafts(draw: st.DrawFn) -> dict[str, Any]:
    steps = draw(st.lists(st.tuples(st.integers(1, 8), _AMOUNTS, st.integers(0, 1)), min_size=24, max_size=24))
    lived = [(amount, busy) for length, amount, busy in steps for _ in range(length)][:24]
    return {
        "lived": lived,
        "before": draw(st.lists(st.tuples(_AMOUNTS, st.integers(0, 1)), min_size=3, max_size=3)),
        "opened": draw(st.one_of(st.just(-100 * 28), _DAYS)),
        "closed": draw(st.one_of(st.none(), _DAYS)),
        "account": draw(st.one_of(st.none(), _DAYS)),
        "sore": draw(st.one_of(st.none(), _DAYS)),
    }


def _story(draft: dict[str, Any], later: int) -> Story:
    lived = ([*draft["before"], *draft["lived"]] if later else draft["lived"])[:24]
    opened = _day(draft["opened"], later)
    return Story(
        customer={
            "opened_on": opened, "closed_on": None if draft["closed"] is None else _day(draft["closed"], later)
        },
        deposits=[amount for amount, _ in lived],
        busy=[busy for _, busy in lived],
        accounts=[(opened, None if draft["account"] is None else _day(draft["account"], later))],
        complaints=[] if draft["sore"] is None else [(_day(draft["sore"], later), False)],
    )  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(st.lists(_drafts(), min_size=1, max_size=12))
def test_a_bank_whose_whole_story_is_shifted_by_three_months_gives_the_same_counts_shifted(
    drafts: list[dict[str, Any]],
) -> None:
    now = landmark_stories.counts([_story(draft, 0) for draft in drafts], LAST)
    later = landmark_stories.counts([_story(draft, 3) for draft in drafts], LAST)

    def at(rows: list[dict[str, Any]], place: int, *names: str) -> list[tuple[int, ...]]:
        return sorted(tuple(row[name] for name in ("cell", "n", *names)) for row in rows if row["at"] == place)

    assert at(later, 17, "left_3m", "left_6m") == at(now, 14, "left_3m", "left_6m")
    assert at(later, 20, "left_3m") == at(now, 17, "left_3m")
