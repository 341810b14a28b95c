"""Field history of the book: the tables of past states."""

import django.db.models.deletion
import pghistory.utils
from django.db import migrations, models


class Migration(migrations.Migration):
    """Made by makemigrations."""

    dependencies = [
        ("book", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="AccountEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("account_id", models.CharField(max_length=40, serialize=False)),
                ("customer_id", models.CharField(max_length=40)),
                ("product_id", models.CharField(max_length=40)),
                ("unit_id", models.CharField(max_length=40)),
                ("owner_id", models.CharField(blank=True, max_length=40)),
                ("deputy_id", models.CharField(blank=True, max_length=40)),
                ("currency", models.CharField(max_length=3)),
                ("rate", models.DecimalField(decimal_places=6, max_digits=9, null=True)),
                ("opened_on", models.DateField()),
                ("matures_on", models.DateField(null=True)),
                ("closed_on", models.DateField(null=True)),
                ("limit", models.DecimalField(decimal_places=2, max_digits=18, null=True)),
                ("end_balance", models.DecimalField(decimal_places=2, max_digits=18, null=True)),
            ],
            options={
                "db_table": "book_account_event",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CustomerEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("customer_id", models.CharField(max_length=40, serialize=False)),
                ("kind", models.CharField(max_length=10)),
                ("name", models.CharField(max_length=200)),
                ("id_number", models.CharField(blank=True, max_length=60)),
                ("region", models.CharField(blank=True, max_length=20)),
                ("industry", models.CharField(blank=True, max_length=20)),
                ("size", models.CharField(blank=True, max_length=10)),
                ("risk_grade", models.CharField(blank=True, max_length=20)),
                ("unit_id", models.CharField(max_length=40)),
                ("owner_id", models.CharField(blank=True, max_length=40)),
                ("deputy_id", models.CharField(blank=True, max_length=40)),
                ("source", models.CharField(blank=True, max_length=20)),
                ("referred_by", models.CharField(blank=True, max_length=40)),
                ("opened_on", models.DateField()),
                ("closed_on", models.DateField(null=True)),
                ("born_on", models.DateField(null=True)),
                ("phone", models.CharField(blank=True, max_length=40)),
                ("email", models.CharField(blank=True, max_length=200)),
                ("address", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "db_table": "book_customer_event",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="LinkEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("id", models.BigIntegerField()),
                ("from_id", models.CharField(max_length=40)),
                ("to_id", models.CharField(max_length=40)),
                ("kind", models.CharField(max_length=20)),
                ("share", models.DecimalField(decimal_places=6, max_digits=7, null=True)),
                ("from_on", models.DateField(null=True)),
                ("to_on", models.DateField(null=True)),
            ],
            options={
                "db_table": "book_link_event",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="StaffEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("staff_id", models.CharField(max_length=40, serialize=False)),
                ("name", models.CharField(max_length=120)),
                ("role", models.CharField(max_length=24)),
                ("yearly_cost", models.DecimalField(decimal_places=2, max_digits=18, null=True)),
                ("hired_on", models.DateField(null=True)),
                ("left_on", models.DateField(null=True)),
            ],
            options={
                "db_table": "book_staff_event",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="UnitEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("unit_id", models.CharField(max_length=40, serialize=False)),
                ("name", models.CharField(max_length=120)),
                ("kind", models.CharField(max_length=20)),
                ("region", models.CharField(blank=True, max_length=20)),
                ("path", models.CharField(max_length=400)),
                ("depth", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "db_table": "book_unit_event",
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="accountevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="book.account",
            ),
        ),
        migrations.AddField(
            model_name="customerevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="book.customer",
            ),
        ),
        migrations.AddField(
            model_name="linkevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="book.link",
            ),
        ),
        migrations.AddField(
            model_name="staffevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="book.staff",
            ),
        ),
        migrations.AddField(
            model_name="staffevent",
            name="unit",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="book.unit",
            ),
        ),
        migrations.AddField(
            model_name="unitevent",
            name="parent",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="book.unit",
            ),
        ),
        migrations.AddField(
            model_name="unitevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="book.unit",
            ),
        ),
    ]
