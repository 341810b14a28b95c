"""Publishing (发布): the idle slot is filled beside the figures people see, then one transaction switches over.

Whatever dies before that transaction commits leaves the old figures standing; nothing of it shows.
"""

from django.db import connection
from django.utils import timezone

from guanxi.book.figures import Run
from guanxi.dayend import assumptions
from guanxi.dayend.filling import Filling
from guanxi.dayend.journal import Journal
from guanxi.desk import moves, refresh, trials
from guanxi.guard import trail
from guanxi.guard.people import Person
from guanxi.intake import manifest
from guanxi.intake.loads import Load
from guanxi.value.results import Snapshot

# the book knows of managers that changed after the delivery the figures were computed from
FOLLOW = """
    UPDATE book_customer_figure AS f SET unit_id = c.unit_id, owner_id = c.owner_id, deputy_id = c.deputy_id
    FROM book_customer AS c WHERE f.slot = %s AND c.customer_id = f.customer_id
    AND (f.unit_id, f.owner_id, f.deputy_id) IS DISTINCT FROM (c.unit_id, c.owner_id, c.deputy_id)
"""
# a load is its own history; every other change of the book left an entry, and few customers have one
CHANGED = "AND c.customer_id IN (SELECT pgh_obj_id FROM book_customer_event)"


def fill(filling: Filling, journal: Journal) -> dict[str, int]:
    """Wait until all tables are written where no page reads them; return how many customers and suggestions they hold.

    What copying took counts from its begin, beside the engine; ``wait`` is what was left of it after the engine.
    """
    journal.step("publish", 0.95)
    with journal.timed("wait"):
        filled = filling.done(journal.beat)
    journal.seconds |= {"copy": filled.copy, "index": filled.index}
    return {"customers": filled.rows, "suggestions": filled.suggestions}


def switch(filling: Filling, snapshot: Snapshot, journal: Journal, *, by: Person | None, counts: dict[str, int]) -> Run:
    """Show the new figures: small tables, work list and the switch itself, all or nothing."""
    journal.step("switch", 0.99)
    return filling.end(lambda: _switched(snapshot, journal, by, counts))


def _switched(snapshot: Snapshot, journal: Journal, by: Person | None, counts: dict[str, int]) -> Run:
    run = journal.run
    with journal.timed("switch"):
        with connection.cursor() as cursor:
            taken_since = Load.objects.filter(state=Load.State.TAKEN, ended_at__gte=run.started_at).exists()
            cursor.execute(FOLLOW if taken_since else FOLLOW + CHANGED, [run.slot])
        items = refresh.settle(run, snapshot.on)
        items |= trials.follow(run, never=trials.draw(assumptions.in_force(run.as_of)).never)
        items["moves"] = moves.settle(run)
        Run.objects.filter(is_current=True).update(is_current=False)
    run.state, run.is_current = Run.State.PUBLISHED, True
    run.published_at = run.ended_at = timezone.now()
    run.step, run.done_rate = "published", 1.0
    run.counts = counts | items
    run.seconds = dict(snapshot.seconds) | journal.seconds
    run.assumptions = dict(snapshot.assumptions) | {"missing_months": ", ".join(snapshot.missing)}
    run.assumed = manifest.assumed()
    run.save()
    trail.record(by, "run.published", run, as_of=run.as_of.isoformat(), **counts)
    return run
