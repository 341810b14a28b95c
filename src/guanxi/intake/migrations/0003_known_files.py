"""A file that was taken before is shown as such."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One switch more on a file."""

    dependencies = [("intake", "0002_reach")]
    operations = [
        migrations.AddField(model_name="loadedfile", name="is_known", field=models.BooleanField(default=False))
    ]
