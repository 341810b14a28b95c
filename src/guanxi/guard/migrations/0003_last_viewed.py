"""An index that finds a person's own last looks."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """The search box offers the customers a person looked at last."""

    dependencies = [("guard", "0002_reach")]
    operations = [
        migrations.AddIndex(
            model_name="view",
            index=models.Index(fields=["person_id", "-at"], name="view_person"),
        )
    ]
