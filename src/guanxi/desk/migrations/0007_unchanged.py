"""A run writes only lines that changed, so none says which run said it last; indexes for the page of effects."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """The column has a default on its way out, so that the way back is open too."""

    dependencies = [("desk", "0006_trials")]

    operations = [
        migrations.AlterField("workitem", "last_run_id", models.BigIntegerField(default=0)),
        migrations.RemoveField("workitem", "last_run_id"),
        migrations.RemoveIndex("trial", "trial_begun"),
        migrations.AddIndex(
            "trial",
            models.Index(
                fields=["begun_on"], include=["is_held", "owner_id", "deputy_id", "unit_id"], name="trial_begun"
            ),
        ),
        migrations.AddIndex(
            "trial", models.Index(fields=["kind"], condition=models.Q(on_3__isnull=False), name="trial_three")
        ),
        migrations.AddIndex(
            "trial", models.Index(fields=["kind"], condition=models.Q(on_6__isnull=False), name="trial_six")
        ),
    ]
