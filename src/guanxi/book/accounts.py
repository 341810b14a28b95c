"""Products and accounts (产品与账户). ``account`` means 账户 only."""

from django.db import models


class Product(models.Model):
    """A product of the bank's catalogue."""

    product_id = models.CharField(primary_key=True, max_length=40)
    name = models.CharField(max_length=120, blank=True)
    family = models.CharField(max_length=20)
    side = models.CharField(max_length=10)
    tenor = models.IntegerField(null=True)
    needs = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "book_product"

    def __str__(self) -> str:
        return self.name or self.product_id


class Account(models.Model):
    """An account; its customer's unit, owner and deputy are repeated for row-level security."""

    account_id = models.CharField(primary_key=True, max_length=40)
    customer_id = models.CharField(max_length=40)
    product_id = models.CharField(max_length=40)
    unit_id = models.CharField(max_length=40)
    owner_id = models.CharField(max_length=40, blank=True)
    deputy_id = models.CharField(max_length=40, blank=True)
    currency = models.CharField(max_length=3)
    rate = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    opened_on = models.DateField()
    matures_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    limit = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    end_balance = models.DecimalField(max_digits=18, decimal_places=2, null=True)

    class Meta:
        db_table = "book_account"
        indexes = [
            models.Index(fields=["customer_id"], name="account_customer"),
            models.Index(fields=["matures_on"], name="account_maturity", condition=models.Q(matures_on__isnull=False)),
        ]
