"""Contacts logged by hand (联系记录): a visit, a call, a message; they re-enter as visits at the next run."""

import uuid

from django.db import models
from django.utils import timezone


class Contact(models.Model):
    """One contact with a customer, as the ``visits`` contract wants it."""

    contact_id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    customer_id = models.CharField(max_length=40)
    unit_id = models.CharField(max_length=40)
    owner_id = models.CharField(max_length=40, blank=True)
    deputy_id = models.CharField(max_length=40, blank=True)
    staff_id = models.CharField(max_length=40)
    staff_name = models.CharField(max_length=120)
    on = models.DateField()
    channel = models.CharField(max_length=10)
    started_by = models.CharField(max_length=10)
    outcome = models.CharField(max_length=20)
    minutes = models.PositiveIntegerField(null=True)
    note = models.TextField(blank=True)
    work_item_id = models.BigIntegerField(null=True)
    logged_at = models.DateTimeField(default=timezone.now)

    class Meta:
        db_table = "desk_contact"
        indexes = [
            models.Index(fields=["customer_id", "-on"], name="contact_customer"),
            models.Index(fields=["staff_id", "-on"], name="contact_staff"),
        ]
