"""What acting changes (做与不做的差别): suggestions shown against those held back, three and six months later.

A fixed share of customers, drawn by a salted hash of their number, has its suggestions recorded and not shown. A trial
begins when a line is first suggested and keeps profit (the last three months), balances and level of that day; later
runs add the same after three and after six months. What differs between both groups is what showing the lines did.
Promises, complaints and maturities are never held back (``worklist.held_never``).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, models

from guanxi.book.figures import Run
from guanxi.value.assumptions import Assumptions

HORIZONS = (3, 6)
#: A run that comes more than so many months late measures no more.
LATEST = 2

BEGIN = """
    INSERT INTO desk_trial (customer_id, unit_id, owner_id, deputy_id, kind, reason, is_held, begun_on, run_id,
        profit_before, balance_before, level_before)
    SELECT item.customer_id, item.unit_id, item.owner_id, item.deputy_id, item.kind, item.reason, item.state = 'held',
        %(as_of)s, %(run)s, (f.profit_months[22] + f.profit_months[23] + f.profit_months[24]) / 100.0,
        f.deposit_average + f.loan_average, f.level
    FROM desk_work_item AS item JOIN book_customer_figure AS f ON f.slot = %(slot)s AND f.customer_id = item.customer_id
    WHERE item.first_run_id = %(run)s AND item.state IN ('open', 'held') AND NOT (item.reason = ANY (%(never)s))
    AND NOT EXISTS (SELECT FROM desk_trial AS old WHERE old.customer_id = item.customer_id
        AND old.reason = item.reason AND old.begun_on > %(as_of)s::date - interval '6 months')
"""
MEASURE = """
    UPDATE desk_trial AS trial SET on_{0} = %(as_of)s, level_{0} = f.level, departed_{0} = f.departure <> '',
        profit_{0} = (f.profit_months[22] + f.profit_months[23] + f.profit_months[24]) / 100.0,
        balance_{0} = f.deposit_average + f.loan_average
    FROM book_customer_figure AS f WHERE f.slot = %(slot)s AND f.customer_id = trial.customer_id AND on_{0} IS NULL
    AND %(as_of)s::date + 1 >= trial.begun_on + 1 + interval '{0} months'
    AND %(as_of)s::date < trial.begun_on + interval '{1} months'
"""


@dataclass(frozen=True, slots=True)
class Draw:
    """Who is held back: a share of all customers by a salted hash, for all reasons but some."""

    share: float
    salt: str
    never: Sequence[str]


NOBODY = Draw(0.0, "", ())


class Trial(models.Model):
    """One line that was shown or held back, and what became of its customer."""

    customer_id = models.CharField(max_length=40)
    unit_id = models.CharField(max_length=40)
    owner_id = models.CharField(max_length=40, blank=True)
    deputy_id = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=10)
    reason = models.CharField(max_length=24)
    is_held = models.BooleanField()
    begun_on = models.DateField()
    run_id = models.BigIntegerField()
    profit_before = models.DecimalField(max_digits=18, decimal_places=2)
    balance_before = models.DecimalField(max_digits=18, decimal_places=2)
    level_before = models.SmallIntegerField()
    on_3 = models.DateField(null=True)
    profit_3 = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    balance_3 = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    level_3 = models.SmallIntegerField(null=True)
    departed_3 = models.BooleanField(null=True)
    on_6 = models.DateField(null=True)
    profit_6 = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    balance_6 = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    level_6 = models.SmallIntegerField(null=True)
    departed_6 = models.BooleanField(null=True)

    class Meta:
        db_table = "desk_trial"
        indexes = [
            models.Index(fields=["customer_id", "reason", "begun_on"], name="trial_customer"),
            # what the page of effects counts is answered from these alone
            models.Index(
                fields=["begun_on"], include=["is_held", "owner_id", "deputy_id", "unit_id"], name="trial_begun"
            ),
            models.Index(fields=["kind"], condition=models.Q(on_3__isnull=False), name="trial_three"),
            models.Index(fields=["kind"], condition=models.Q(on_6__isnull=False), name="trial_six"),
        ]


def draw(a: Assumptions) -> Draw:
    """Return who is held back under the assumptions in force."""
    return Draw(float(a["worklist.held_share"]), str(a["worklist.held_salt"]), tuple(a["worklist.held_never"]))


def follow(run: Run, *, never: Sequence[str]) -> dict[str, int]:
    """Begin the trials of a run's new lines and measure those that are due, inside the running transaction."""
    values: dict[str, Any] = {"run": run.pk, "slot": run.slot, "as_of": run.as_of, "never": list(never)}
    with connection.cursor() as cursor:
        measured = 0
        for months in HORIZONS:
            cursor.execute(MEASURE.format(months, months + LATEST), values)
            measured += int(cursor.rowcount)
        cursor.execute(BEGIN, values)
        begun = int(cursor.rowcount)
    return {"trials_begun": begun, "trials_measured": measured}
