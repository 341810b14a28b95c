"""History of level, grade and tier (等级与层级历史): every move a run found, kept with its day."""

from pathlib import Path
from typing import Any

from django.db import connection, models

from guanxi.book import pouring
from guanxi.book.figures import Run
from guanxi.contracts.figures.moves import MOVES
from guanxi.guard import reach
from guanxi.guard.people import Person

LOWER_IS_BETTER = {"grade": ("full", "priority", "general", "unique"), "tier": ("world", "blue_chip", "mid", "small")}
ADD = """
    INSERT INTO desk_move (customer_id, unit_id, owner_id, deputy_id, what, before, after, as_of, run_id)
    SELECT new.customer_id, c.unit_id, c.owner_id, c.deputy_id, new.what, new.before, new.after, %s, %s
    FROM moved AS new JOIN book_customer AS c USING (customer_id)
    ON CONFLICT (customer_id, what, as_of) DO UPDATE SET after = excluded.after, run_id = excluded.run_id
"""


class Move(models.Model):
    """A customer's level, grade or tier became another between two month ends."""

    customer_id = models.CharField(max_length=40)
    unit_id = models.CharField(max_length=40)
    owner_id = models.CharField(max_length=40, blank=True)
    deputy_id = models.CharField(max_length=40, blank=True)
    what = models.CharField(max_length=10)
    before = models.CharField(max_length=20)
    after = models.CharField(max_length=20)
    as_of = models.DateField()
    run_id = models.BigIntegerField()

    class Meta:
        db_table = "desk_move"
        constraints = [models.UniqueConstraint(fields=["customer_id", "what", "as_of"], name="one_move_a_day")]
        indexes = [models.Index(fields=["run_id", "owner_id"], name="move_run")]

    @property
    def is_up(self) -> bool:
        """Tell whether the customer rose."""
        if self.what == "level":
            return self.after > self.before
        order = LOWER_IS_BETTER[self.what]
        return self.after in order and self.before in order and order.index(self.after) < order.index(self.before)


def stage(moves: Path) -> None:
    """Lay what a run found ready in the running transaction."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMP TABLE moved ON COMMIT DROP AS "
            "SELECT customer_id, what, before, after FROM desk_move WITH NO DATA"
        )
        pouring.pour(cursor, "moved", pouring.expressions(MOVES), moves)
        cursor.execute("ANALYZE moved")


def settle(run: Run) -> int:
    """Write what lies ready and return how many there are; a day end of the same day replaces its own."""
    with connection.cursor() as cursor:
        cursor.execute(ADD, [run.as_of, run.pk])
        count = int(cursor.rowcount)
        cursor.execute("DROP TABLE moved")
    return count


def of_customer(person: Person, customer_id: str) -> list[Move]:
    """Return a customer's moves, newest first."""
    found = reach.visible(person, Move.objects.filter(customer_id=customer_id))
    return list(found.order_by("-as_of", "what")[:100])


def of_run(person: Person, run: Run) -> dict[str, int]:
    """Return how many levels rose and fell at a run, within the reach."""
    found = reach.visible(person, Move.objects.filter(run_id=run.pk, what="level"))
    counted: dict[str, Any] = found.aggregate(
        up=models.Count("id", filter=models.Q(after__gt=models.F("before"))), all=models.Count("id")
    )
    return {"up": counted["up"], "down": counted["all"] - counted["up"]}
