"""Groups: members by the reach of the customer, totals only where they tell no single customer outside it."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

from guanxi.guard import fences

# the customer's own policies apply inside the question
MEMBER = "EXISTS (SELECT FROM book_customer AS c WHERE c.customer_id = book_group_member.customer_id)"
SEEN = """(
    SELECT count(*) FROM book_group_member AS m
    WHERE m.run_id = book_group.run_id AND m.group_id = book_group.group_id)"""
TOTAL = f"{SEEN} = parts OR {SEEN} BETWEEN 1 AND parts - 3"
WHOLE = {"guanxi_root": "true", "guanxi_bank": "true"}
SQL = [
    *fences.work("book_group", "book_group_member"),
    fences.grant("USAGE", "SEQUENCE book_group_id_seq", fences.SYSTEM),
    fences.grant("USAGE", "SEQUENCE book_group_member_id_seq", fences.SYSTEM),
    *fences.close("book_group_member"),
    *fences.show("book_group_member", dict.fromkeys(("guanxi_own", "guanxi_unit"), MEMBER) | WHOLE),
    *fences.close("book_group"),
    *fences.show("book_group", dict.fromkeys(("guanxi_own", "guanxi_unit"), TOTAL) | WHOLE),
]
ID = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")
MONEY = ("deposit_average", "loan_average", "profit_12m", "profit_prior", "capital_average")


def money() -> Any:
    """Return a column of money."""
    return models.DecimalField(decimal_places=2, max_digits=20)


def run() -> Any:
    """Return the run a row belongs to."""
    return models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="book.run")


class Migration(migrations.Migration):
    """Two small tables of a run with their fences."""

    dependencies = [("book", "0013_assumptions")]
    operations = [
        migrations.CreateModel(
            name="Group",
            fields=[
                ("id", ID),
                ("group_id", models.CharField(max_length=40)),
                ("members", models.IntegerField()),
                ("parts", models.IntegerField()),
                *((name, money()) for name in MONEY),
                ("run", run()),
            ],
            options={
                "db_table": "book_group",
                "constraints": [models.UniqueConstraint(fields=["run", "group_id"], name="one_group")],
            },
        ),
        migrations.CreateModel(
            name="GroupMember",
            fields=[
                ("id", ID.clone()),
                ("group_id", models.CharField(max_length=40)),
                ("customer_id", models.CharField(max_length=40)),
                ("is_member", models.SmallIntegerField()),
                ("share_rate", models.FloatField()),
                ("profit_12m", money()),
                ("run", run()),
            ],
            options={
                "db_table": "book_group_member",
                "indexes": [models.Index(fields=["run", "customer_id"], name="group_member_customer")],
                "constraints": [
                    models.UniqueConstraint(fields=["run", "group_id", "customer_id"], name="one_group_member")
                ],
            },
        ),
        migrations.RunSQL(";\n".join(SQL), migrations.RunSQL.noop),
    ]
