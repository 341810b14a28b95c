"""Loads, their files, the parts of the store, and the quarantine."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Made by makemigrations."""

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Load",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("delivery", models.CharField(max_length=300)),
                ("mapping", models.CharField(blank=True, max_length=200)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("running", "Running"),
                            ("taken", "Taken"),
                            ("refused", "Refused"),
                            ("failed", "Failed"),
                            ("stopped", "Stopped"),
                        ],
                        default="running",
                        max_length=10,
                    ),
                ),
                ("started_at", models.DateTimeField(auto_now_add=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("started_by", models.CharField(blank=True, max_length=150)),
                ("step", models.CharField(blank=True, max_length=80)),
                ("done_rate", models.FloatField(default=0)),
                ("rows_read", models.BigIntegerField(default=0)),
                ("rows_accepted", models.BigIntegerField(default=0)),
                ("rows_quarantined", models.BigIntegerField(default=0)),
                ("refusals", models.JSONField(default=list)),
            ],
            options={
                "db_table": "intake_load",
            },
        ),
        migrations.CreateModel(
            name="LoadedFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=300)),
                ("contract", models.CharField(max_length=40)),
                ("period", models.CharField(blank=True, max_length=7)),
                ("checksum", models.CharField(max_length=64)),
                ("rows_read", models.BigIntegerField(default=0)),
                ("rows_accepted", models.BigIntegerField(default=0)),
                ("rows_quarantined", models.BigIntegerField(default=0)),
                (
                    "load",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="files", to="intake.load"
                    ),
                ),
            ],
            options={
                "db_table": "intake_file",
            },
        ),
        migrations.CreateModel(
            name="Rejected",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("file", models.CharField(max_length=300)),
                ("contract", models.CharField(max_length=40)),
                ("line", models.BigIntegerField()),
                ("column", models.CharField(max_length=60)),
                ("rule", models.CharField(max_length=40)),
                ("masked", models.CharField(blank=True, max_length=120)),
                ("facts", models.JSONField(default=dict)),
                ("row", models.JSONField(default=dict)),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "Waiting"), ("mended", "Mended"), ("given_up", "Given Up")],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("settled_by", models.CharField(blank=True, max_length=150)),
                ("settled_at", models.DateTimeField(null=True)),
                ("load", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="intake.load")),
            ],
            options={
                "db_table": "intake_rejected",
                "indexes": [
                    models.Index(fields=["load", "state"], name="intake_reje_load_id_046b98_idx"),
                    models.Index(fields=["contract", "rule"], name="intake_reje_contrac_74a539_idx"),
                ],
            },
        ),
        migrations.CreateModel(
            name="StorePart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("contract", models.CharField(max_length=40)),
                ("period", models.CharField(blank=True, max_length=7)),
                ("path", models.CharField(max_length=300, unique=True)),
                ("rows", models.BigIntegerField()),
                ("checksum", models.CharField(max_length=64)),
                ("load", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, to="intake.load")),
            ],
            options={
                "db_table": "intake_part",
                "indexes": [models.Index(fields=["contract", "period"], name="intake_part_contrac_134f90_idx")],
            },
        ),
    ]
