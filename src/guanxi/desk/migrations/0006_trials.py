"""Suggestions held back with what became of them, and the history of level, grade and tier."""

from django.db import migrations, models

from guanxi.guard import fences

READERS = ", ".join(fences.CUSTOMER_REACH)
# a manager who saw what is held back would act on it: the comparison is for those who lead
LEADING = {role: reach for role, reach in fences.CUSTOMER_REACH.items() if role != "guanxi_own"}
SQL = [
    *fences.work("desk_move", "desk_trial"),
    *(fences.close("desk_move") + fences.show("desk_move", fences.CUSTOMER_REACH)),
    *(fences.close("desk_trial") + fences.show("desk_trial", LEADING)),
    *(fences.grant("USAGE", f"SEQUENCE {table}_id_seq", fences.SYSTEM) for table in ("desk_move", "desk_trial")),
    f"""
    CREATE POLICY held_back_is_not_shown ON desk_work_item AS RESTRICTIVE TO {READERS}
    USING (state <> 'held') WITH CHECK (state <> 'held')
    """,
    """
    CREATE TRIGGER desk_trials_follow AFTER UPDATE ON book_customer
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION book_customer_moved('desk_move', 'desk_trial')
    """,
]


class Migration(migrations.Migration):
    """Held-back lines exist for the system alone; their comparison is read by those who lead."""

    dependencies = [
        ("desk", "0005_tally"),
    ]

    operations = [
        migrations.AlterField(
            model_name="workitem",
            name="state",
            field=models.CharField(
                choices=[
                    ("open", "Open"),
                    ("accepted", "Accepted"),
                    ("snoozed", "Snoozed"),
                    ("dismissed", "Dismissed"),
                    ("done", "Done"),
                    ("lapsed", "Lapsed"),
                    ("held", "Held"),
                ],
                default="open",
                max_length=10,
            ),
        ),
        migrations.CreateModel(
            name="Move",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("customer_id", models.CharField(max_length=40)),
                ("unit_id", models.CharField(max_length=40)),
                ("owner_id", models.CharField(blank=True, max_length=40)),
                ("deputy_id", models.CharField(blank=True, max_length=40)),
                ("what", models.CharField(max_length=10)),
                ("before", models.CharField(max_length=20)),
                ("after", models.CharField(max_length=20)),
                ("as_of", models.DateField()),
                ("run_id", models.BigIntegerField()),
            ],
            options={
                "db_table": "desk_move",
                "indexes": [models.Index(fields=["run_id", "owner_id"], name="move_run")],
                "constraints": [
                    models.UniqueConstraint(fields=("customer_id", "what", "as_of"), name="one_move_a_day")
                ],
            },
        ),
        migrations.CreateModel(
            name="Trial",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("customer_id", models.CharField(max_length=40)),
                ("unit_id", models.CharField(max_length=40)),
                ("owner_id", models.CharField(blank=True, max_length=40)),
                ("deputy_id", models.CharField(blank=True, max_length=40)),
                ("kind", models.CharField(max_length=10)),
                ("reason", models.CharField(max_length=24)),
                ("is_held", models.BooleanField()),
                ("begun_on", models.DateField()),
                ("run_id", models.BigIntegerField()),
                ("profit_before", models.DecimalField(decimal_places=2, max_digits=18)),
                ("balance_before", models.DecimalField(decimal_places=2, max_digits=18)),
                ("level_before", models.SmallIntegerField()),
                ("on_3", models.DateField(null=True)),
                ("profit_3", models.DecimalField(decimal_places=2, max_digits=18, null=True)),
                ("balance_3", models.DecimalField(decimal_places=2, max_digits=18, null=True)),
                ("level_3", models.SmallIntegerField(null=True)),
                ("departed_3", models.BooleanField(null=True)),
                ("on_6", models.DateField(null=True)),
                ("profit_6", models.DecimalField(decimal_places=2, max_digits=18, null=True)),
                ("balance_6", models.DecimalField(decimal_places=2, max_digits=18, null=True)),
                ("level_6", models.SmallIntegerField(null=True)),
                ("departed_6", models.BooleanField(null=True)),
            ],
            options={
                "db_table": "desk_trial",
                "indexes": [
                    models.Index(fields=["customer_id", "reason", "begun_on"], name="trial_customer"),
                    models.Index(fields=["begun_on"], name="trial_begun"),
                ],
            },
        ),
        migrations.RunSQL(";\n".join(SQL), migrations.RunSQL.noop),
    ]
