"""The work list and contacts."""

import uuid

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    """Made by makemigrations."""

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Contact",
            fields=[
                ("contact_id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("customer_id", models.CharField(max_length=40)),
                ("unit_id", models.CharField(max_length=40)),
                ("owner_id", models.CharField(blank=True, max_length=40)),
                ("deputy_id", models.CharField(blank=True, max_length=40)),
                ("staff_id", models.CharField(max_length=40)),
                ("staff_name", models.CharField(max_length=120)),
                ("on", models.DateField()),
                ("channel", models.CharField(max_length=10)),
                ("started_by", models.CharField(max_length=10)),
                ("outcome", models.CharField(max_length=20)),
                ("minutes", models.PositiveIntegerField(null=True)),
                ("note", models.TextField(blank=True)),
                ("work_item_id", models.BigIntegerField(null=True)),
                ("logged_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "db_table": "desk_contact",
                "indexes": [
                    models.Index(fields=["customer_id", "-on"], name="contact_customer"),
                    models.Index(fields=["staff_id", "-on"], name="contact_staff"),
                ],
            },
        ),
        migrations.CreateModel(
            name="WorkItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("customer_id", models.CharField(max_length=40)),
                ("unit_id", models.CharField(max_length=40)),
                ("owner_id", models.CharField(blank=True, max_length=40)),
                ("deputy_id", models.CharField(blank=True, max_length=40)),
                ("kind", models.CharField(max_length=10)),
                ("reason", models.CharField(max_length=24)),
                ("subject", models.CharField(blank=True, max_length=60)),
                ("stake", models.DecimalField(decimal_places=2, max_digits=18)),
                ("chance", models.FloatField()),
                ("urgency", models.FloatField()),
                ("score", models.FloatField()),
                ("due_on", models.DateField()),
                ("evidence", models.JSONField(default=dict)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("accepted", "Accepted"),
                            ("snoozed", "Snoozed"),
                            ("dismissed", "Dismissed"),
                            ("done", "Done"),
                            ("lapsed", "Lapsed"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("snoozed_until", models.DateField(null=True)),
                (
                    "dismissal",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("not_true", "Not True"),
                            ("already_done", "Already Done"),
                            ("not_worth", "Not Worth"),
                            ("wrong_time", "Wrong Time"),
                            ("other", "Other"),
                        ],
                        max_length=20,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500)),
                ("first_run_id", models.BigIntegerField()),
                ("last_run_id", models.BigIntegerField()),
                ("settled_by", models.CharField(blank=True, max_length=150)),
                ("settled_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "desk_work_item",
                "indexes": [
                    models.Index(fields=["owner_id", "state"], name="item_owner"),
                    models.Index(fields=["deputy_id", "state"], name="item_deputy"),
                    models.Index(fields=["unit_id", "state"], name="item_unit"),
                    models.Index(fields=["state", "-score", "id"], name="item_rank"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("customer_id", "reason", "subject"), name="one_item_per_reason")
                ],
            },
        ),
    ]
