"""The trail of every verb and of every look at a customer (操作留痕与查看记录).

Rows name people and objects by number and hold no foreign key, so that nothing cascades into them.
The application may add to both tables and change nothing in them.
"""

from typing import Protocol

from django.db import models
from django.utils import timezone


class Looker(Protocol):
    """Somebody signed in."""

    pk: int
    username: str


class Entry(models.Model):
    """One act: who did what to which object, with the facts that matter."""

    at = models.DateTimeField(default=timezone.now, db_index=True)
    person_id = models.BigIntegerField(null=True)
    person_name = models.CharField(max_length=150)
    verb = models.CharField(max_length=60, db_index=True)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=80)
    customer_id = models.CharField(max_length=40, blank=True, db_index=True)
    facts = models.JSONField(default=dict)

    class Meta:
        db_table = "guard_entry"


class View(models.Model):
    """One look at a customer's page."""

    at = models.DateTimeField(default=timezone.now, db_index=True)
    person_id = models.BigIntegerField()
    person_name = models.CharField(max_length=150)
    customer_id = models.CharField(max_length=40, db_index=True)
    page = models.CharField(max_length=60)

    class Meta:
        db_table = "guard_view"
        indexes = [models.Index(fields=["person_id", "-at"], name="view_person")]


def record(by: object, verb: str, subject: models.Model, **facts: object) -> Entry:
    """Write one entry for an act of ``by`` (a person, or ``None`` for the system)."""
    customer = getattr(subject, "customer_id", "") or ""
    return Entry.objects.create(
        person_id=getattr(by, "pk", None),
        person_name=getattr(by, "username", "system"),
        verb=verb,
        subject_kind=subject._meta.label_lower,
        subject_id=str(subject.pk),
        customer_id=str(customer),
        facts=facts,
    )


def attempted(login: str, verb: str) -> Entry:
    """Write that somebody tried to sign in under a login, known or not."""
    login = login.replace("\x00", "")
    return Entry.objects.create(person_name=login[:150], verb=verb, subject_kind="guard.person", subject_id=login[:80])


def viewed(by: Looker, customer_id: str, page: str) -> View:
    """Write that a person looked at a customer."""
    return View.objects.create(person_id=by.pk, person_name=by.username, customer_id=customer_id, page=page)


def last_viewed(by: Looker, limit: int) -> list[str]:
    """Return the customers a person looked at last, each once, the latest first."""
    looks = View.objects.filter(person_id=by.pk).order_by("-at").values_list("customer_id", flat=True)
    return list(dict.fromkeys(looks[: 20 * limit]))[:limit]
