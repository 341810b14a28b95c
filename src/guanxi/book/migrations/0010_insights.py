"""One table for all small published tables, fenced like the figures of teams."""

import django.db.models.deletion
from django.db import migrations, models

from guanxi.guard import fences

TEAM_OF_UNIT = f"""
    (scope = 'unit' AND scope_id = ANY ({fences.UNITS})) OR (scope = 'staff' AND EXISTS (
        SELECT FROM book_staff WHERE staff_id = scope_id AND unit_id = ANY ({fences.UNITS})))
"""
TEAM_REACH = fences.CUSTOMER_REACH | {
    "guanxi_own": f"scope = 'staff' AND scope_id = {fences.STAFF}",
    "guanxi_unit": TEAM_OF_UNIT,
}
SQL = [
    *fences.work("book_insight"),
    fences.grant("USAGE", "SEQUENCE book_insight_id_seq", fences.SYSTEM),
    *fences.close("book_insight"),
    *fences.show("book_insight", TEAM_REACH),
]


class Migration(migrations.Migration):
    """The columns of each topic are those of its contract, folded into a document."""

    dependencies = [("book", "0009_holding")]
    operations = [
        migrations.CreateModel(
            name="Insight",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("topic", models.CharField(max_length=40)),
                ("scope", models.CharField(max_length=10)),
                ("scope_id", models.CharField(blank=True, max_length=40)),
                ("place", models.IntegerField()),
                ("figures", models.JSONField()),
                ("run", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="book.run")),
            ],
            options={
                "db_table": "book_insight",
                "constraints": [
                    models.UniqueConstraint(fields=("run", "topic", "scope", "scope_id", "place"), name="one_insight")
                ],
            },
        ),
        migrations.RunSQL(";\n".join(SQL), migrations.RunSQL.noop),
    ]
