"""The work list (工作清单): one row per suggested act, ranked by money at stake × chance × urgency."""

from django.db import models


class State(models.TextChoices):
    """What became of a suggested act; a lapsed one was no longer suggested by a later run."""

    OPEN = "open"
    ACCEPTED = "accepted"
    SNOOZED = "snoozed"
    DISMISSED = "dismissed"
    DONE = "done"
    LAPSED = "lapsed"


class Dismissal(models.TextChoices):
    """Why a person puts a suggestion away."""

    NOT_TRUE = "not_true"
    ALREADY_DONE = "already_done"
    NOT_WORTH = "not_worth"
    WRONG_TIME = "wrong_time"
    OTHER = "other"


class WorkItem(models.Model):
    """A suggested act; ``customer_id × reason × subject`` stays one row over all runs."""

    customer_id = models.CharField(max_length=40)
    unit_id = models.CharField(max_length=40)
    owner_id = models.CharField(max_length=40, blank=True)
    deputy_id = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=10)
    reason = models.CharField(max_length=24)
    subject = models.CharField(max_length=60, blank=True)
    stake = models.DecimalField(max_digits=18, decimal_places=2)
    chance = models.FloatField()
    urgency = models.FloatField()
    score = models.FloatField()
    due_on = models.DateField()
    evidence = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    snoozed_until = models.DateField(null=True)
    dismissal = models.CharField(max_length=20, choices=Dismissal, blank=True)
    note = models.CharField(max_length=500, blank=True)
    first_run_id = models.BigIntegerField()
    last_run_id = models.BigIntegerField()
    settled_by = models.CharField(max_length=150, blank=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "desk_work_item"
        constraints = [
            models.UniqueConstraint(fields=["customer_id", "reason", "subject"], name="one_item_per_reason")
        ]
        indexes = [
            models.Index(fields=["owner_id", "state"], name="item_owner"),
            models.Index(fields=["deputy_id", "state"], name="item_deputy"),
            models.Index(fields=["unit_id", "state"], name="item_unit"),
            models.Index(fields=["state", "-score", "id"], name="item_rank"),
        ]
