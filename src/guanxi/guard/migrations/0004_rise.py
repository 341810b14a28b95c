"""The colour of a rise follows the language until a person chooses one."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Red was the answer of everybody who never chose: it becomes no choice."""

    dependencies = [("guard", "0003_last_viewed")]
    operations = [
        migrations.AlterField("person", "rise_is_red", models.BooleanField(blank=True, default=None, null=True)),
        migrations.RunSQL("UPDATE guard_person SET rise_is_red = NULL WHERE rise_is_red", migrations.RunSQL.noop),
    ]
