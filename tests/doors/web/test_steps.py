"""Every step of a day end has words in both languages."""

import pytest
from django.utils import translation

from guanxi.doors.web.data import steps
from guanxi.value import plan

STEPS_OF_A_LOAD = ("reading the delivery", "preparing the book", "writing the book", "taking")


@pytest.mark.parametrize("step", STEPS_OF_A_LOAD)
def test_a_step_of_a_load_is_told_in_words(step: str) -> None:
    with translation.override("zh-hans"):
        assert any("\u4e00" <= letter <= "\u9fff" for letter in steps.words(step))


@pytest.mark.parametrize("stage", [stage.name for stage in (*plan.FIRST, *plan.MONTHS, *plan.SNAPSHOT)])
def test_a_stage_of_the_engine_is_told_in_words(stage: str) -> None:
    with translation.override("en"):
        english = steps.words(stage)
    with translation.override("zh-hans"):
        chinese = steps.words(stage)
    assert "_" not in english
    assert chinese != english and any("\u4e00" <= letter <= "\u9fff" for letter in chinese)
