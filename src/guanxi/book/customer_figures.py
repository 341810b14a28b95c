"""Figures of a customer (客户指标): one row per slot and customer, one slot current (see ``book.figures``).

The table is partitioned by slot, so that a run can fill one while the pages read the other; its columns are
those of ``contracts.figures.CUSTOMER_FIGURES``.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class CustomerFigure(models.Model):
    """What one run said of a customer; the month lists are in minor units, oldest first."""

    pk = models.CompositePrimaryKey("slot", "customer_id")
    slot = models.PositiveSmallIntegerField()
    customer_id = models.CharField(max_length=40)
    unit_id = models.CharField(max_length=40)
    owner_id = models.CharField(max_length=40, blank=True, default="")
    deputy_id = models.CharField(max_length=40, blank=True, default="")
    kind = models.CharField(max_length=20)
    deposit_margin_12m = models.DecimalField(max_digits=18, decimal_places=2)
    loan_margin_12m = models.DecimalField(max_digits=18, decimal_places=2)
    fees_12m = models.DecimalField(max_digits=18, decimal_places=2)
    serve_cost_12m = models.DecimalField(max_digits=18, decimal_places=2)
    relationship_cost_12m = models.DecimalField(max_digits=18, decimal_places=2)
    expected_loss_12m = models.DecimalField(max_digits=18, decimal_places=2)
    deposit_margin_prior = models.DecimalField(max_digits=18, decimal_places=2)
    loan_margin_prior = models.DecimalField(max_digits=18, decimal_places=2)
    fees_prior = models.DecimalField(max_digits=18, decimal_places=2)
    serve_cost_prior = models.DecimalField(max_digits=18, decimal_places=2)
    relationship_cost_prior = models.DecimalField(max_digits=18, decimal_places=2)
    expected_loss_prior = models.DecimalField(max_digits=18, decimal_places=2)
    profit_12m = models.DecimalField(max_digits=18, decimal_places=2)
    profit_prior = models.DecimalField(max_digits=18, decimal_places=2)
    revenue_12m = models.DecimalField(max_digits=18, decimal_places=2)
    overhead_cost_12m = models.DecimalField(max_digits=18, decimal_places=2)
    profit_direct_12m = models.DecimalField(max_digits=18, decimal_places=2)
    profit_full_12m = models.DecimalField(max_digits=18, decimal_places=2)
    capital_average = models.DecimalField(max_digits=18, decimal_places=2)
    economic_profit_12m = models.DecimalField(max_digits=18, decimal_places=2)
    raroc_rate = models.FloatField(null=True)
    deposit_average = models.DecimalField(max_digits=18, decimal_places=2)
    deposit_average_12m = models.DecimalField(max_digits=18, decimal_places=2)
    deposit_average_prior = models.DecimalField(max_digits=18, decimal_places=2)
    deposit_end = models.DecimalField(max_digits=18, decimal_places=2)
    loan_average = models.DecimalField(max_digits=18, decimal_places=2)
    loan_average_12m = models.DecimalField(max_digits=18, decimal_places=2)
    loan_average_prior = models.DecimalField(max_digits=18, decimal_places=2)
    loan_end = models.DecimalField(max_digits=18, decimal_places=2)
    rank_number = models.IntegerField()
    rank_rate = models.FloatField()
    families = models.CharField(max_length=200)
    family_count = models.IntegerField()
    account_count = models.IntegerField()
    active_months = models.IntegerField()
    level = models.IntegerField()
    level_step = models.CharField(max_length=20)
    potential_12m = models.DecimalField(max_digits=18, decimal_places=2)
    tier = models.CharField(max_length=20)
    grade = models.CharField(max_length=20)
    wallet_amount = models.DecimalField(max_digits=18, decimal_places=2)
    customer_share = models.FloatField(null=True)
    departure = models.CharField(max_length=20, blank=True, default="")
    departed_on = models.DateField(null=True)
    axis_region = models.CharField(max_length=40, blank=True, default="")
    axis_industry = models.CharField(max_length=40, blank=True, default="")
    axis_size = models.CharField(max_length=40, blank=True, default="")
    axis_preference = models.CharField(max_length=20, blank=True, default="")
    last_contact_on = models.DateField(null=True)
    contacts_12m = models.IntegerField()
    outflow_1m = models.DecimalField(max_digits=18, decimal_places=2)
    counter_events_12m = models.IntegerField()
    events_12m = models.IntegerField()
    lifetime_value_deck = models.DecimalField(max_digits=18, decimal_places=2)
    winning_cost = models.DecimalField(max_digits=18, decimal_places=2)
    worth_rate = models.FloatField(null=True)
    profit_months = ArrayField(models.BigIntegerField())
    deposit_months = ArrayField(models.BigIntegerField())
    loan_months = ArrayField(models.BigIntegerField())
    level_before = models.IntegerField(null=True)
    barriers = models.CharField(max_length=80, blank=True, default="")
    barrier_count = models.IntegerField(default=0)
    mood = models.CharField(max_length=20, default="silent")
    own_families = ArrayField(models.BigIntegerField(), default=list)
    wallet_families = ArrayField(models.BigIntegerField(), default=list)
    wallet_marks = models.CharField(max_length=32, blank=True, default="")
    wallet_cell = models.CharField(max_length=1, default="0")
    wallet_evidence = models.JSONField(default=list)
    share_months = ArrayField(models.SmallIntegerField(null=True), default=list)
    share_ahead = models.FloatField(null=True)
    share_ahead_low = models.FloatField(null=True)
    share_ahead_high = models.FloatField(null=True)
    potential_base = models.DecimalField(max_digits=18, decimal_places=2, default=0)
    potential_doing = models.DecimalField(max_digits=18, decimal_places=2, default=0)
    potential_effort = models.DecimalField(max_digits=18, decimal_places=2, default=0)
    potential_importance = models.DecimalField(max_digits=18, decimal_places=2, default=0)
    next_product = models.CharField(max_length=20, blank=True, default="")
    next_product_chance = models.FloatField(null=True)
    next_product_value = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    next_products = models.JSONField(default=list)

    class Meta:
        db_table = "book_customer_figure"
        managed = False


def of_run(slot: int) -> "models.QuerySet[CustomerFigure]":
    """Return the figures of one slot; pages pass the current run's."""
    return CustomerFigure.objects.filter(slot=slot)
