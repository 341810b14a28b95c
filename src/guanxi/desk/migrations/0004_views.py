"""Saved views of the customer list: read by their person and, when shared, by others; changed by their person."""

import django.utils.timezone
from django.db import migrations, models

from guanxi.guard import fences

MINE = "person_id = nullif(current_setting('guanxi.person', true), '')::bigint"
EVERY_READER = ", ".join(fences.READERS)

SQL = [
    *fences.close("desk_saved_view"),
    f"CREATE POLICY mine ON desk_saved_view TO {EVERY_READER} USING ({MINE}) WITH CHECK ({MINE})",
    f"CREATE POLICY shared ON desk_saved_view FOR SELECT TO {EVERY_READER} USING (is_shared)",
    fences.grant("SELECT, INSERT, UPDATE, DELETE", "desk_saved_view", *fences.READERS),
    *fences.work("desk_saved_view"),
]


class Migration(migrations.Migration):
    """A table of its own; it holds no customer rows, only what somebody asked for."""

    dependencies = [("desk", "0003_no_pattern_indexes")]
    operations = [
        migrations.CreateModel(
            name="SavedView",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("person_id", models.BigIntegerField()),
                ("person_name", models.CharField(max_length=150)),
                ("unit_id", models.CharField(blank=True, max_length=40)),
                ("name", models.CharField(max_length=80)),
                ("query", models.CharField(blank=True, max_length=2000)),
                ("is_shared", models.BooleanField(default=False)),
                ("saved_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "db_table": "desk_saved_view",
                "indexes": [
                    models.Index(condition=models.Q(("is_shared", True)), fields=["unit_id"], name="view_shared")
                ],
                "constraints": [models.UniqueConstraint(fields=("person_id", "name"), name="one_view_of_a_name")],
            },
        ),
        migrations.RunSQL([*SQL], migrations.RunSQL.noop),
    ]
