"""A run renews the work list (工作清单刷新): what it suggests is laid beside what people did with it, set-wise.

Open and accepted lines take the new figures and keep their day: being said again makes nothing due later. A line put
off comes back on its day. A line put away stays away unless it got materially worse: half as much again at stake as
when it was put away. A line that was done rests for a quarter, since an act takes time to show, unless it got that
much worse. Lines of customers drawn to be held back are recorded and not shown.
What is no longer suggested lapses; what was taken on stays.
"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.backends.utils import CursorWrapper

from guanxi.book import pouring
from guanxi.book.figures import Run
from guanxi.contracts.figures import SUGGESTIONS
from guanxi.desk.trials import NOBODY, Draw

#: Stake against the stake when a line was put away or done, from which on it is materially worse.
WORSE = 1.5
#: How long a line that was done is not suggested again.
REST_DAYS = 92

HOLD = """
    UPDATE suggested SET held = NOT (reason = ANY (%(never)s))
        AND ('x' || substr(md5(%(salt)s || customer_id), 1, 8))::bit(32)::bigint < %(share)s * 4294967296
"""
STAGE = """
    CREATE TEMP TABLE suggested ON COMMIT DROP AS
    SELECT customer_id, kind, reason, subject, stake, chance, urgency, due_on, evidence, false AS held
    FROM desk_work_item WITH NO DATA
"""
RETURN = """
    UPDATE desk_work_item AS item SET state = CASE WHEN new.held AND item.state = 'lapsed' THEN 'held' ELSE 'open' END,
        snoozed_until = NULL, dismissal = '', note = '', settled_by = '',
        settled_at = NULL, first_run_id = CASE item.state WHEN 'snoozed' THEN item.first_run_id ELSE %(run)s END
    FROM suggested AS new
    WHERE (item.customer_id, item.reason, item.subject) = (new.customer_id, new.reason, new.subject)
    AND item.state IN ('snoozed', 'lapsed', 'dismissed', 'done') AND CASE item.state
        WHEN 'snoozed' THEN item.snoozed_until <= %(on)s
        WHEN 'lapsed' THEN true
        WHEN 'dismissed' THEN new.stake >= item.stake * %(worse)s
        WHEN 'done' THEN new.stake >= item.stake * %(worse)s
            OR item.settled_at < now() - make_interval(days => %(rest)s)
        ELSE false END
"""
# a line that says what it said before is not written again: a night without new months leaves most of them; whose it
# is follows the customer at every change (``book_customer_moved``)
RENEW = """
    UPDATE desk_work_item AS item SET kind = new.kind, stake = new.stake, chance = new.chance,
        urgency = new.urgency, score = new.stake * new.chance * new.urgency, evidence = new.evidence,
        due_on = CASE WHEN item.first_run_id = %(run)s THEN new.due_on ELSE least(item.due_on, new.due_on) END
    FROM suggested AS new
    WHERE (item.customer_id, item.reason, item.subject) = (new.customer_id, new.reason, new.subject)
    AND item.state IN ('open', 'accepted', 'snoozed', 'held')
    AND ((item.kind, item.stake, item.chance, item.urgency, item.evidence)
            IS DISTINCT FROM (new.kind, new.stake, new.chance, new.urgency, new.evidence)
        OR new.due_on < item.due_on OR item.first_run_id = %(run)s)
"""
ADD = """
    INSERT INTO desk_work_item (customer_id, unit_id, owner_id, deputy_id, kind, reason, subject, stake, chance,
        urgency, score, due_on, evidence, state, dismissal, note, settled_by, first_run_id)
    SELECT new.customer_id, c.unit_id, c.owner_id, c.deputy_id, new.kind, new.reason, new.subject, new.stake,
        new.chance, new.urgency, new.stake * new.chance * new.urgency, new.due_on, new.evidence,
        CASE WHEN new.held THEN 'held' ELSE 'open' END, '', '', '', %(run)s
    FROM suggested AS new JOIN book_customer AS c USING (customer_id)
    WHERE NOT EXISTS (SELECT FROM desk_work_item AS item
        WHERE (item.customer_id, item.reason, item.subject) = (new.customer_id, new.reason, new.subject))
    ON CONFLICT (customer_id, reason, subject) DO NOTHING
"""
LAPSE = """
    UPDATE desk_work_item AS item SET state = 'lapsed', snoozed_until = NULL, settled_by = '', settled_at = now()
    WHERE state IN ('open', 'snoozed', 'held') AND reason <> 'assigned' AND NOT EXISTS (SELECT FROM suggested AS new
        WHERE (item.customer_id, item.reason, item.subject) = (new.customer_id, new.reason, new.subject))
"""


def refresh(suggestions: Path, *, run: Run, on: date, draw: Draw = NOBODY) -> dict[str, int]:
    """Bring the work list to what a run suggests, inside the running transaction; return how many lines moved how.

    ``draw`` says whose suggestions are recorded and not shown (see ``desk.trials``).
    """
    return {"suggestions": stage(suggestions, draw)} | settle(run, on)


def stage(suggestions: Path, draw: Draw = NOBODY) -> int:
    """Lay what a run suggests ready in the running transaction, touching no line yet; return how many there are."""
    with connection.cursor() as cursor:
        cursor.execute(STAGE)
        rows = pouring.pour(cursor, "suggested", pouring.expressions(SUGGESTIONS), suggestions)
        cursor.execute(HOLD, {"share": draw.share, "salt": draw.salt, "never": list(draw.never)})
        cursor.execute("ANALYZE suggested")
    return rows


def settle(run: Run, on: date) -> dict[str, int]:
    """Bring the work list to what lies ready; return how many lines moved how."""
    values: dict[str, Any] = {"run": run.pk, "on": on, "worse": WORSE, "rest": REST_DAYS}
    with connection.cursor() as cursor:
        returned = _done(cursor, RETURN, values)
        _done(cursor, RENEW, values)
        added = _done(cursor, ADD, values)
        lapsed = _done(cursor, LAPSE, values)
        cursor.execute("DROP TABLE suggested")
    return {"work_added": added, "work_returned": returned, "work_lapsed": lapsed}


def _done(cursor: CursorWrapper, sql: str, values: Mapping[str, Any]) -> int:
    cursor.execute(sql, values)
    return int(cursor.rowcount)
