"""Units of the bank as a tree, and its staff (机构树与员工)."""

from django.db import models


class Unit(models.Model):
    """A unit; ``path`` is the chain of numbers from the root, each between slashes: ``/HQ/B01/``."""

    unit_id = models.CharField(primary_key=True, max_length=40)
    parent = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="children", db_constraint=False
    )
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20)
    region = models.CharField(max_length=20, blank=True)
    path = models.CharField(max_length=400, db_index=True)
    depth = models.PositiveSmallIntegerField(default=0)

    class Meta:
        db_table = "book_unit"
        ordering = ["path"]

    def __str__(self) -> str:
        return self.name


class Staff(models.Model):
    """A person of the bank as the bank's own extract tells."""

    staff_id = models.CharField(primary_key=True, max_length=40)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, db_constraint=False)
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=24)
    yearly_cost = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    hired_on = models.DateField(null=True)
    left_on = models.DateField(null=True)

    class Meta:
        db_table = "book_staff"

    def __str__(self) -> str:
        return self.name
