"""Own versions of assumptions: everybody may read them, the system writes them, and a decided one never changes.

What a version would do names customers, so only those who see the whole bank read the effects.
"""

import django.db.models.deletion
from django.db import migrations, models

from guanxi.guard import fences

DECIDED = """
CREATE FUNCTION guanxi_keep_decided() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state NOT IN ('draft', 'proposed') THEN
        RAISE EXCEPTION 'a decided version of assumptions never changes';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER decided_stays BEFORE UPDATE OR DELETE ON book_assumption_version
    FOR EACH ROW EXECUTE FUNCTION guanxi_keep_decided()
"""
SQL = [
    DECIDED.strip(),
    *fences.work("book_assumption_version", "book_assumption_effect"),
    fences.grant("USAGE", "SEQUENCE book_assumption_version_id_seq", fences.SYSTEM),
    fences.grant("USAGE", "SEQUENCE book_assumption_effect_id_seq", fences.SYSTEM),
    fences.grant("SELECT", "book_assumption_version", *fences.EVERYBODY),
    *fences.close("book_assumption_effect"),
    *fences.show("book_assumption_effect", {"guanxi_root": "true", "guanxi_bank": "true"}),
]
STATES = [(state, state.title()) for state in ("draft", "proposed", "approved", "rejected", "withdrawn")]
STEPS = [(state, state.title()) for state in ("running", "done", "failed", "stopped")]
ID = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


class Migration(migrations.Migration):
    """Two tables with their fences; four eyes are a constraint."""

    dependencies = [("book", "0012_loyalty")]
    operations = [
        migrations.CreateModel(
            name="AssumptionVersion",
            fields=[
                ("id", ID),
                ("topic", models.CharField(max_length=40)),
                ("values", models.JSONField()),
                ("before", models.JSONField()),
                ("starts_on", models.DateField()),
                ("reason", models.CharField(max_length=300)),
                ("state", models.CharField(choices=STATES, default="draft", max_length=10)),
                ("proposed_by_id", models.BigIntegerField()),
                ("proposed_by", models.CharField(max_length=150)),
                ("proposed_at", models.DateTimeField()),
                ("decided_by_id", models.BigIntegerField(null=True)),
                ("decided_by", models.CharField(blank=True, max_length=150)),
                ("decided_at", models.DateTimeField(null=True)),
                ("decision", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "db_table": "book_assumption_version",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ("approved", "rejected")), _negated=True),
                            models.Q(
                                ("decided_by_id__isnull", False),
                                models.Q(("decided_by_id", models.F("proposed_by_id")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="assumption_decided_by_another",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AssumptionEffect",
            fields=[
                ("id", ID.clone()),
                ("state", models.CharField(choices=STEPS, default="running", max_length=10)),
                ("as_of", models.DateField()),
                ("step", models.CharField(blank=True, max_length=60)),
                ("done_rate", models.FloatField(default=0)),
                ("started_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("effect", models.JSONField(default=dict)),
                ("failure", models.JSONField(default=dict)),
                (
                    "version",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="effect",
                        to="book.assumptionversion",
                    ),
                ),
            ],
            options={"db_table": "book_assumption_effect"},
        ),
        migrations.RunSQL(";\n".join(SQL), migrations.RunSQL.noop),
    ]
