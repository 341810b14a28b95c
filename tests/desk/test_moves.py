"""The history of level, grade and tier."""

from datetime import date
from pathlib import Path

from guanxi.contracts.figures.moves import MOVES
from guanxi.desk import moves
from guanxi.desk.moves import Move
from guanxi.guard import reach
from tests.cast import LittleBank
from tests.dayend import made

RISE = {"customer_id": "C01", "what": "level", "before": "2", "after": "3"}
FALL = {"customer_id": "C02", "what": "grade", "before": "full", "after": "general"}


def kept(bank: LittleBank, folder: Path, *rows: dict[str, str]) -> int:
    with reach.system():
        moves.stage(made.table(folder / "moves.parquet", MOVES, rows))
        return moves.settle(bank.run)


def test_a_move_is_kept_with_its_day_and_seen_by_its_manager(bank: LittleBank, tmp_path: Path) -> None:
    assert kept(bank, tmp_path, RISE, FALL, {**RISE, "customer_id": "C99"}) == 2
    with reach.acting(bank.chen):
        [move] = moves.of_customer(bank.chen, "C01")
        assert (move.before, move.after, move.as_of, move.is_up) == ("2", "3", bank.run.as_of, True)
        assert not moves.of_customer(bank.chen, "C02")[0].is_up
        assert moves.of_run(bank.chen, bank.run) == {"up": 1, "down": 0}
    with reach.acting(bank.wang):
        assert moves.of_customer(bank.wang, "C01") == []
        assert moves.of_run(bank.wang, bank.run) == {"up": 0, "down": 0}


def test_a_second_day_end_of_the_day_replaces_its_own(bank: LittleBank, tmp_path: Path) -> None:
    kept(bank, tmp_path, RISE)
    kept(bank, tmp_path, {**RISE, "after": "4"})
    with reach.system():
        assert list(Move.objects.values_list("after", "as_of")) == [("4", date(2026, 6, 30))]
