"""Loads are seen by all, changed by the system alone; quarantined rows show customers and stay with the bank's eyes."""

from django.db import migrations

from guanxi.guard import fences

OPEN = ("intake_load", "intake_file", "intake_part")

SQL = [
    *(fences.grant("SELECT", table, *fences.EVERYBODY) for table in OPEN),
    *fences.work(*OPEN, "intake_rejected"),
    *(fences.close("intake_rejected") + fences.show("intake_rejected", {"guanxi_bank": "true"})),
]


class Migration(migrations.Migration):
    """Who reads and writes loads and quarantine."""

    dependencies = [("intake", "0001_initial")]
    operations = [migrations.RunSQL(";\n".join(SQL), migrations.RunSQL.noop)]
