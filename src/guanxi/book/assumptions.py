"""A bank's own versions of assumptions (本行假设参数版本): proposed by one, decided by another, in force from a day.

A version holds the new values of some keys of one topic and, for whoever decides, those there were. Once decided it
never changes: the table refuses it. Effects are what a run on a copy said a version would do to customers.
"""

from django.db import models


class AssumptionVersion(models.Model):
    """New values of one topic from a day on."""

    class State(models.TextChoices):
        """How far a version came."""

        DRAFT = "draft"
        PROPOSED = "proposed"
        APPROVED = "approved"
        REJECTED = "rejected"
        WITHDRAWN = "withdrawn"

    topic = models.CharField(max_length=40)
    values = models.JSONField()
    before = models.JSONField()
    starts_on = models.DateField()
    reason = models.CharField(max_length=300)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    proposed_by_id = models.BigIntegerField()
    proposed_by = models.CharField(max_length=150)
    proposed_at = models.DateTimeField()
    decided_by_id = models.BigIntegerField(null=True)
    decided_by = models.CharField(max_length=150, blank=True)
    decided_at = models.DateTimeField(null=True)
    decision = models.CharField(max_length=300, blank=True)

    class Meta:
        db_table = "book_assumption_version"
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state__in=("approved", "rejected"))
                | (models.Q(decided_by_id__isnull=False) & ~models.Q(decided_by_id=models.F("proposed_by_id"))),
                name="assumption_decided_by_another",
            )
        ]

    @property
    def label(self) -> str:
        """Return the version as runs record it."""
        return f"#{self.pk}"


class AssumptionEffect(models.Model):
    """What a run on a copy said of a version; ``effect`` holds money in minor units."""

    class State(models.TextChoices):
        """How far the run on the copy came."""

        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"
        STOPPED = "stopped"

    version = models.OneToOneField(AssumptionVersion, on_delete=models.CASCADE, related_name="effect")
    state = models.CharField(max_length=10, choices=State, default=State.RUNNING)
    as_of = models.DateField()
    step = models.CharField(max_length=60, blank=True)
    done_rate = models.FloatField(default=0)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    effect = models.JSONField(default=dict)
    failure = models.JSONField(default=dict)

    class Meta:
        db_table = "book_assumption_effect"
