"""Moves of level, grade and tier against the month before."""

from guanxi.value.measures import moves
from guanxi.value.measures.profiles import STANDING
from tests.value import spec


def test_what_differs_from_the_month_before_is_a_move_and_a_newcomer_moves_nowhere() -> None:
    def standing(key: str, level: int, grade: str = "general", tier: str = "small") -> dict[str, object]:
        return {"customer_id": key, "level": level, "grade": grade, "tier": tier}

    now = spec.table(STANDING, [standing("C1", 3, "priority"), standing("C2", 2), standing("C3", 1)])
    before = spec.table(STANDING, [standing("C1", 2), standing("C2", 2)])
    assert spec.result(moves.moves(now, before), "customer_id", "what") == [
        {"customer_id": "C1", "what": "grade", "before": "general", "after": "priority"},
        {"customer_id": "C1", "what": "level", "before": "2", "after": "3"},
    ]
