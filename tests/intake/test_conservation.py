"""Whatever a file holds: accepted + quarantined = read, and no accepted row breaks a rule."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from guanxi.intake.refusals import FileRefused
from tests.intake import checking

TEXT = st.text(alphabet=st.characters(codec="utf-8", exclude_characters='\r\n",'), max_size=6)
ID = st.sampled_from(["A1", "A2", "A3", "", " A1 "])
PERIOD = st.sampled_from(["2026-03", "2026-02", "202603", "2026-13", ""])
MONEY = st.one_of(
    st.decimals(-(10**9), 10**9, places=2).map(str), st.sampled_from(["", "1,5", "=1", "1e5", "\uff11", "0.001", "x"])
)
DAYS = st.one_of(st.integers(-3, 400).map(str), st.just(""), TEXT)
GOOD = st.tuples(ID, PERIOD, MONEY, MONEY, DAYS).map(",".join)
QUOTED = st.tuples(ID, PERIOD, MONEY, MONEY, DAYS).map(lambda cells: ",".join(f'"{c}"' for c in cells))
RAGGED = st.lists(TEXT, min_size=1, max_size=9).map(",".join).filter(lambda line: line.strip() != "")
ROWS = st.lists(st.one_of(GOOD, QUOTED, RAGGED), max_size=30)
HEADING = "account_id,period,average_balance,end_balance,days_past_due"


@given(rows=ROWS, end=st.sampled_from(["\n", "\r\n"]))
@settings(max_examples=60, deadline=None)
def test_accepted_and_quarantined_make_up_what_was_read(rows: list[str], end: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "balances.csv"
        path.write_bytes((HEADING + end + "".join(row + end for row in rows)).encode())
        try:
            checked = checking.run("balances", path, period="2026-03")
        except FileRefused:
            return
        outcome = checked.outcome
        assert outcome.read == outcome.accepted + outcome.quarantined == len(rows)
        assert (len(checked.accepted), len(checked.rejected)) == (outcome.accepted, outcome.quarantined)
        assert sorted(row["line"] for row in checked.rejected) == sorted({row["line"] for row in checked.rejected})
        keys = [row["account_id"] for row in checked.accepted]
        assert len(keys) == len(set(keys)) and all(keys)
        assert all(row["period"] == "2026-03" for row in checked.accepted)
        total = sum(row["end_balance"] for row in checked.accepted)
        assert outcome.quarantined or outcome.amount == total
