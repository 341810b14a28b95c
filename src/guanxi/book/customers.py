"""Customers and the links between them (客户与关联). Rows are visible by reach (row-level security)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Customer(models.Model):
    """A company or a person; ``search_grams`` holds what a search may find (see ``book.search``)."""

    customer_id = models.CharField(primary_key=True, max_length=40)
    kind = models.CharField(max_length=10)
    name = models.CharField(max_length=200)
    id_number = models.CharField(max_length=60, blank=True)
    region = models.CharField(max_length=20, blank=True)
    industry = models.CharField(max_length=20, blank=True)
    size = models.CharField(max_length=10, blank=True)
    risk_grade = models.CharField(max_length=20, blank=True)
    unit_id = models.CharField(max_length=40)
    owner_id = models.CharField(max_length=40, blank=True)
    deputy_id = models.CharField(max_length=40, blank=True)
    source = models.CharField(max_length=20, blank=True)
    referred_by = models.CharField(max_length=40, blank=True)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)
    born_on = models.DateField(null=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.CharField(max_length=200, blank=True)
    address = models.CharField(max_length=300, blank=True)
    search_grams = ArrayField(models.TextField(), default=list)

    class Meta:
        db_table = "book_customer"
        indexes = [
            models.Index(fields=["owner_id"], name="customer_owner"),
            models.Index(fields=["deputy_id"], name="customer_deputy", condition=~models.Q(deputy_id="")),
            models.Index(fields=["unit_id", "customer_id"], name="customer_unit"),
        ]

    def __str__(self) -> str:
        return self.name


class Link(models.Model):
    """A dated link from one customer to another."""

    from_id = models.CharField(max_length=40)
    to_id = models.CharField(max_length=40)
    kind = models.CharField(max_length=20)
    share = models.DecimalField(max_digits=7, decimal_places=6, null=True)
    from_on = models.DateField(null=True)
    to_on = models.DateField(null=True)

    class Meta:
        db_table = "book_link"
        constraints = [models.UniqueConstraint(fields=["from_id", "to_id", "kind"], name="one_link_of_a_kind")]
        indexes = [models.Index(fields=["to_id"], name="link_to")]
