"""Every step of a day end has words in both languages."""

import pytest
from django.utils import translation

from guanxi.doors.web.data import steps
from guanxi.value import plan


@pytest.mark.parametrize("stage", [stage.name for stage in (*plan.FIRST, *plan.MONTHS, *plan.SNAPSHOT)])
def test_a_stage_of_the_engine_is_told_in_words(stage: str) -> None:
    with translation.override("en"):
        english = steps.words(stage)
    with translation.override("zh-hans"):
        chinese = steps.words(stage)
    assert "_" not in english
    assert chinese != english and any("\u4e00" <= letter <= "\u9fff" for letter in chinese)
