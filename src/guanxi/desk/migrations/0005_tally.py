"""An index that answers the counts of a whole bank's work list by itself."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Counts by kind, day and manager need no look at the rows."""

    dependencies = [("desk", "0004_views")]
    operations = [
        migrations.AddIndex(
            model_name="workitem",
            index=models.Index(
                fields=["state", "kind"],
                include=["due_on", "first_run_id", "stake", "owner_id", "deputy_id", "unit_id", "snoozed_until"],
                name="item_tally",
            ),
        )
    ]
