"""Published figures (已发布指标): what one run of the engine said, one run current at a time.

Customer figures lie in two slots; a run fills the slot that is not current and switches over in
one step. The columns repeat ``contracts.figures`` with money as decimals.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from guanxi.book.customer_figures import CustomerFigure

__all__ = ["Acquisition", "Concentration", "CustomerFigure", "Insight", "Reconciliation", "Run", "Team", "current"]


class Run(models.Model):
    """One run of the day end; ``published_at`` is set in the same transaction as the switch."""

    class State(models.TextChoices):
        """How far a run came."""

        RUNNING = "running"
        PUBLISHED = "published"
        FAILED = "failed"
        STOPPED = "stopped"

    as_of = models.DateField()
    slot = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State, default=State.RUNNING)
    started_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    is_current = models.BooleanField(default=False)
    step = models.CharField(max_length=60, blank=True)
    done_rate = models.FloatField(default=0)
    assumptions = models.JSONField(default=dict)
    assumed = models.JSONField(default=list)
    counts = models.JSONField(default=dict)
    seconds = models.JSONField(default=dict)
    failure = models.TextField(blank=True)

    class Meta:
        db_table = "book_run"
        constraints = [
            models.UniqueConstraint(fields=["is_current"], condition=models.Q(is_current=True), name="one_current_run"),
            models.CheckConstraint(condition=models.Q(slot__in=(0, 1)), name="run_fills_one_of_two_slots"),
            models.CheckConstraint(
                condition=models.Q(is_current=False) | models.Q(state="published", published_at__isnull=False),
                name="current_run_is_published",
            ),
        ]


def current() -> Run | None:
    """Return the run whose figures the pages show, or ``None`` before the first."""
    return Run.objects.filter(is_current=True).first()


class Concentration(models.Model):
    """Profit concentration of the bank, a unit with all below, or a manager (利润集中度)."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE)
    scope = models.CharField(max_length=10)
    scope_id = models.CharField(max_length=40, blank=True)
    figures = models.JSONField()
    curve = models.JSONField()
    curve_prior = models.JSONField()
    bands = models.JSONField(default=list)

    class Meta:
        db_table = "book_concentration"
        constraints = [models.UniqueConstraint(fields=["run", "scope", "scope_id"], name="one_concentration")]


class Team(models.Model):
    """Figures of a unit or a manager (机构与客户经理指标); month lists are in minor units, oldest first."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE)
    scope = models.CharField(max_length=10)
    scope_id = models.CharField(max_length=40, blank=True)
    customers = models.IntegerField()
    departed_12m = models.IntegerField()
    families_per_customer = models.FloatField()
    customer_share = models.FloatField(null=True)
    profit_12m = models.DecimalField(max_digits=20, decimal_places=2)
    profit_prior = models.DecimalField(max_digits=20, decimal_places=2)
    deposit_months = ArrayField(models.BigIntegerField())
    loan_months = ArrayField(models.BigIntegerField())
    fee_months = ArrayField(models.BigIntegerField())
    profit_months = ArrayField(models.BigIntegerField())
    levels = models.JSONField(default=dict)
    grades = models.JSONField(default=dict)
    tiers = models.JSONField(default=dict)

    class Meta:
        db_table = "book_team"
        constraints = [models.UniqueConstraint(fields=["run", "scope", "scope_id"], name="one_team")]


class Acquisition(models.Model):
    """Cost of winning by unit, segment and source (客户获致成本)."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE)
    dimension = models.CharField(max_length=20)
    member = models.CharField(max_length=60, blank=True)
    figures = models.JSONField()

    class Meta:
        db_table = "book_acquisition"


class Reconciliation(models.Model):
    """Customers + treasury + idle + unallocated against the ledger (总账核对)."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE)
    period = models.CharField(max_length=7)
    unit_id = models.CharField(max_length=40)
    line = models.CharField(max_length=40)
    customers = models.DecimalField(max_digits=20, decimal_places=2)
    treasury = models.DecimalField(max_digits=20, decimal_places=2)
    idle = models.DecimalField(max_digits=20, decimal_places=2)
    unallocated = models.DecimalField(max_digits=20, decimal_places=2)
    ledger = models.DecimalField(max_digits=20, decimal_places=2, null=True)
    difference = models.DecimalField(max_digits=20, decimal_places=2, null=True)

    class Meta:
        db_table = "book_reconciliation"
        indexes = [models.Index(fields=["run", "period", "unit_id"], name="reconciliation_month")]


class Insight(models.Model):
    """One row of a small published table (分析结果): ``topic`` is its contract, ``figures`` its columns."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE)
    topic = models.CharField(max_length=40)
    scope = models.CharField(max_length=10)
    scope_id = models.CharField(max_length=40, blank=True)
    place = models.IntegerField()
    figures = models.JSONField()

    class Meta:
        db_table = "book_insight"
        constraints = [
            models.UniqueConstraint(fields=["run", "topic", "scope", "scope_id", "place"], name="one_insight")
        ]
