"""A load says what its mapping assumed, so that pages can say it too."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Texts in both languages, one per assumption."""

    dependencies = [("intake", "0003_known_files")]
    operations = [migrations.AddField("load", "assumed", models.JSONField(default=list))]
