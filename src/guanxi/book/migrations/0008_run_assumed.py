"""A run keeps what the mappings behind its figures assumed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Texts in both languages, one per assumption."""

    dependencies = [("book", "0007_finding")]
    operations = [migrations.AddField("run", "assumed", models.JSONField(default=list))]
