"""A person who signs in (用户): one role, one unit, the bank's own staff number."""

from django.contrib.auth.models import AbstractUser
from django.db import models

from guanxi.guard.roles import Role


class Person(AbstractUser):
    """Somebody of the bank; ``unit_id`` and ``staff_id`` are the bank's own numbers."""

    role = models.CharField(max_length=24, choices=Role)
    staff_id = models.CharField(max_length=40, blank=True, db_index=True)
    unit_id = models.CharField(max_length=40, blank=True)
    full_name = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=10, default="zh-hans")
    #: Nothing chosen: as the language of the page has it.
    rise_is_red = models.BooleanField(null=True, blank=True, default=None)

    class Meta:
        db_table = "guard_person"
        constraints = [
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="person_has_a_known_role"),
            models.UniqueConstraint(
                fields=["staff_id"], condition=~models.Q(staff_id=""), name="one_person_per_staff_number"
            ),
        ]

    def __str__(self) -> str:
        return self.full_name or self.username
