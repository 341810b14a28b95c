"""Loads and the manifest of the store (装载与清单)."""

from django.db import models


class Load(models.Model):
    """One delivery of files read through one mapping."""

    class State(models.TextChoices):
        """How far a load came; only ``taken`` changed anything."""

        RUNNING = "running"
        TAKEN = "taken"
        REFUSED = "refused"
        FAILED = "failed"
        STOPPED = "stopped"

    delivery = models.CharField(max_length=300)
    mapping = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.RUNNING)
    started_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)
    started_by = models.CharField(max_length=150, blank=True)
    step = models.CharField(max_length=80, blank=True)
    done_rate = models.FloatField(default=0)
    rows_read = models.BigIntegerField(default=0)
    rows_accepted = models.BigIntegerField(default=0)
    rows_quarantined = models.BigIntegerField(default=0)
    refusals = models.JSONField(default=list)
    assumed = models.JSONField(default=list)

    class Meta:
        db_table = "intake_load"


class LoadedFile(models.Model):
    """One file of a load: accepted + quarantined = read, always. ``is_known``: taken before, nothing was to do."""

    load = models.ForeignKey(Load, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=300)
    contract = models.CharField(max_length=40)
    period = models.CharField(max_length=7, blank=True)
    checksum = models.CharField(max_length=64)
    rows_read = models.BigIntegerField(default=0)
    rows_accepted = models.BigIntegerField(default=0)
    rows_quarantined = models.BigIntegerField(default=0)
    is_known = models.BooleanField(default=False)

    class Meta:
        db_table = "intake_file"


class StorePart(models.Model):
    """A Parquet file that is current for its contract and period; the engine reads no other."""

    contract = models.CharField(max_length=40)
    period = models.CharField(max_length=7, blank=True)
    path = models.CharField(max_length=300, unique=True)
    rows = models.BigIntegerField()
    checksum = models.CharField(max_length=64)
    load = models.ForeignKey(Load, null=True, on_delete=models.SET_NULL)

    class Meta:
        db_table = "intake_part"
        indexes = [models.Index(fields=["contract", "period"])]


class Rejected(models.Model):
    """A row in quarantine (隔离区): where it stood, which rule it broke, and the row itself to be mended."""

    class State(models.TextChoices):
        """What became of a rejected row."""

        WAITING = "waiting"
        MENDED = "mended"
        GIVEN_UP = "given_up"

    load = models.ForeignKey(Load, on_delete=models.CASCADE)
    file = models.CharField(max_length=300)
    contract = models.CharField(max_length=40)
    line = models.BigIntegerField()
    column = models.CharField(max_length=60)
    rule = models.CharField(max_length=40)
    masked = models.CharField(max_length=120, blank=True)
    facts = models.JSONField(default=dict)
    row = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    settled_by = models.CharField(max_length=150, blank=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "intake_rejected"
        indexes = [models.Index(fields=["load", "state"]), models.Index(fields=["contract", "rule"])]
