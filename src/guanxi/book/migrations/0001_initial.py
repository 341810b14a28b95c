"""Units, staff, customers, products, accounts, and what a run publishes."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Made by makemigrations."""

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="CustomerFigure",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "slot", "customer_id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("slot", models.PositiveSmallIntegerField()),
                ("customer_id", models.CharField(max_length=40)),
                ("unit_id", models.CharField(max_length=40)),
                ("owner_id", models.CharField(blank=True, default="", max_length=40)),
                ("deputy_id", models.CharField(blank=True, default="", max_length=40)),
                ("kind", models.CharField(max_length=20)),
                ("deposit_margin_12m", models.DecimalField(decimal_places=2, max_digits=18)),
                ("loan_margin_12m", models.DecimalField(decimal_places=2, max_digits=18)),
                ("fees_12m", models.DecimalField(decimal_places=2, max_digits=18)),
                ("serve_cost_12m", models.DecimalField(decimal_places=2, max_digits=18)),
                ("relationship_cost_12m", models.DecimalField(decimal_places=2, max_digits=18)),
                ("expected_loss_12m", models.DecimalField(decimal_places=2, max_digits=18)),
                ("deposit_margin_prior", models.DecimalField(decimal_places=2, max_digits=18)),
                ("loan_margin_prior", models.DecimalField(decimal_places=2, max_digits=18)),
                ("fees_prior", models.DecimalField(decimal_places=2, max_digits=18)),
                ("serve_cost_prior", models.DecimalField(decimal_places=2, max_digits=18)),
                ("relationship_cost_prior", models.DecimalField(decimal_places=2, max_digits=18)),
                ("expected_loss_prior", models.DecimalField(decimal_places=2, max_digits=18)),
                ("profit_12m", models.DecimalField(decimal_places=2, max_digits=18)),
                ("profit_prior", models.DecimalField(decimal_places=2, max_digits=18)),
                ("revenue_12m", models.DecimalField(decimal_places=2, max_digits=18)),
                ("capital_average", models.DecimalField(decimal_places=2, max_digits=18)),
                ("economic_profit_12m", models.DecimalField(decimal_places=2, max_digits=18)),
                ("raroc_rate", models.FloatField(null=True)),
                ("deposit_average", models.DecimalField(decimal_places=2, max_digits=18)),
                ("deposit_average_12m", models.DecimalField(decimal_places=2, max_digits=18)),
                ("deposit_average_prior", models.DecimalField(decimal_places=2, max_digits=18)),
                ("deposit_end", models.DecimalField(decimal_places=2, max_digits=18)),
                ("loan_average", models.DecimalField(decimal_places=2, max_digits=18)),
                ("loan_average_12m", models.DecimalField(decimal_places=2, max_digits=18)),
                ("loan_average_prior", models.DecimalField(decimal_places=2, max_digits=18)),
                ("loan_end", models.DecimalField(decimal_places=2, max_digits=18)),
                ("rank_number", models.IntegerField()),
                ("rank_rate", models.FloatField()),
                ("families", models.CharField(max_length=200)),
                ("family_count", models.IntegerField()),
                ("account_count", models.IntegerField()),
                ("active_months", models.IntegerField()),
                ("level", models.IntegerField()),
                ("level_step", models.CharField(max_length=20)),
                ("potential_12m", models.DecimalField(decimal_places=2, max_digits=18)),
                ("tier", models.CharField(max_length=20)),
                ("grade", models.CharField(max_length=20)),
                ("wallet_amount", models.DecimalField(decimal_places=2, max_digits=18)),
                ("customer_share", models.FloatField(null=True)),
                ("departure", models.CharField(blank=True, default="", max_length=20)),
                ("departed_on", models.DateField(null=True)),
                ("axis_region", models.CharField(blank=True, default="", max_length=40)),
                ("axis_industry", models.CharField(blank=True, default="", max_length=40)),
                ("axis_size", models.CharField(blank=True, default="", max_length=40)),
                ("axis_preference", models.CharField(blank=True, default="", max_length=20)),
                ("last_contact_on", models.DateField(null=True)),
                ("contacts_12m", models.IntegerField()),
                ("outflow_1m", models.DecimalField(decimal_places=2, max_digits=18)),
                ("counter_events_12m", models.IntegerField()),
                ("events_12m", models.IntegerField()),
                ("lifetime_value_deck", models.DecimalField(decimal_places=2, max_digits=18)),
                ("winning_cost", models.DecimalField(decimal_places=2, max_digits=18)),
                ("worth_rate", models.FloatField(null=True)),
                (
                    "profit_months",
                    django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None),
                ),
                (
                    "deposit_months",
                    django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None),
                ),
                (
                    "loan_months",
                    django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None),
                ),
            ],
            options={
                "db_table": "book_customer_figure",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="Product",
            fields=[
                ("product_id", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("name", models.CharField(blank=True, max_length=120)),
                ("family", models.CharField(max_length=20)),
                ("side", models.CharField(max_length=10)),
                ("tenor", models.IntegerField(null=True)),
                ("needs", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "db_table": "book_product",
            },
        ),
        migrations.CreateModel(
            name="Account",
            fields=[
                ("account_id", models.CharField(max_length=40, primary_key=True, serialize=False)),
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
                "db_table": "book_account",
                "indexes": [
                    models.Index(fields=["customer_id"], name="account_customer"),
                    models.Index(
                        condition=models.Q(("matures_on__isnull", False)),
                        fields=["matures_on"],
                        name="account_maturity",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Customer",
            fields=[
                ("customer_id", models.CharField(max_length=40, primary_key=True, serialize=False)),
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
                (
                    "search_grams",
                    django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None),
                ),
            ],
            options={
                "db_table": "book_customer",
                "indexes": [
                    models.Index(fields=["owner_id"], name="customer_owner"),
                    models.Index(
                        condition=models.Q(("deputy_id", ""), _negated=True),
                        fields=["deputy_id"],
                        name="customer_deputy",
                    ),
                    models.Index(fields=["unit_id", "customer_id"], name="customer_unit"),
                    django.contrib.postgres.indexes.GinIndex(fields=["search_grams"], name="customer_search"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Link",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("from_id", models.CharField(max_length=40)),
                ("to_id", models.CharField(max_length=40)),
                ("kind", models.CharField(max_length=20)),
                ("share", models.DecimalField(decimal_places=6, max_digits=7, null=True)),
                ("from_on", models.DateField(null=True)),
                ("to_on", models.DateField(null=True)),
            ],
            options={
                "db_table": "book_link",
                "indexes": [models.Index(fields=["to_id"], name="link_to")],
                "constraints": [
                    models.UniqueConstraint(fields=("from_id", "to_id", "kind"), name="one_link_of_a_kind")
                ],
            },
        ),
        migrations.CreateModel(
            name="Run",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("as_of", models.DateField()),
                ("slot", models.PositiveSmallIntegerField(default=0)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("running", "Running"),
                            ("published", "Published"),
                            ("failed", "Failed"),
                            ("stopped", "Stopped"),
                        ],
                        default="running",
                        max_length=10,
                    ),
                ),
                ("started_at", models.DateTimeField(auto_now_add=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("published_at", models.DateTimeField(null=True)),
                ("is_current", models.BooleanField(default=False)),
                ("step", models.CharField(blank=True, max_length=60)),
                ("done_rate", models.FloatField(default=0)),
                ("assumptions", models.JSONField(default=dict)),
                ("counts", models.JSONField(default=dict)),
                ("seconds", models.JSONField(default=dict)),
                ("failure", models.TextField(blank=True)),
            ],
            options={
                "db_table": "book_run",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_current", True)), fields=("is_current",), name="one_current_run"
                    ),
                    models.CheckConstraint(condition=models.Q(("slot__in", (0, 1))), name="run_fills_one_of_two_slots"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_current", False),
                            models.Q(("published_at__isnull", False), ("state", "published")),
                            _connector="OR",
                        ),
                        name="current_run_is_published",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Acquisition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("dimension", models.CharField(max_length=20)),
                ("member", models.CharField(blank=True, max_length=60)),
                ("figures", models.JSONField()),
                ("run", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="book.run")),
            ],
            options={
                "db_table": "book_acquisition",
            },
        ),
        migrations.CreateModel(
            name="Unit",
            fields=[
                ("unit_id", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=120)),
                ("kind", models.CharField(max_length=20)),
                ("region", models.CharField(blank=True, max_length=20)),
                ("path", models.CharField(db_index=True, max_length=400)),
                ("depth", models.PositiveSmallIntegerField(default=0)),
                (
                    "parent",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="book.unit",
                    ),
                ),
            ],
            options={
                "db_table": "book_unit",
                "ordering": ["path"],
            },
        ),
        migrations.CreateModel(
            name="Staff",
            fields=[
                ("staff_id", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=120)),
                ("role", models.CharField(max_length=24)),
                ("yearly_cost", models.DecimalField(decimal_places=2, max_digits=18, null=True)),
                ("hired_on", models.DateField(null=True)),
                ("left_on", models.DateField(null=True)),
                (
                    "unit",
                    models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, to="book.unit"),
                ),
            ],
            options={
                "db_table": "book_staff",
            },
        ),
        migrations.CreateModel(
            name="Reconciliation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("period", models.CharField(max_length=7)),
                ("unit_id", models.CharField(max_length=40)),
                ("line", models.CharField(max_length=40)),
                ("customers", models.DecimalField(decimal_places=2, max_digits=20)),
                ("treasury", models.DecimalField(decimal_places=2, max_digits=20)),
                ("idle", models.DecimalField(decimal_places=2, max_digits=20)),
                ("unallocated", models.DecimalField(decimal_places=2, max_digits=20)),
                ("ledger", models.DecimalField(decimal_places=2, max_digits=20, null=True)),
                ("difference", models.DecimalField(decimal_places=2, max_digits=20, null=True)),
                ("run", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="book.run")),
            ],
            options={
                "db_table": "book_reconciliation",
                "indexes": [models.Index(fields=["run", "period", "unit_id"], name="reconciliation_month")],
            },
        ),
        migrations.CreateModel(
            name="Concentration",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("scope", models.CharField(max_length=10)),
                ("scope_id", models.CharField(blank=True, max_length=40)),
                ("figures", models.JSONField()),
                ("curve", models.JSONField()),
                ("curve_prior", models.JSONField()),
                ("bands", models.JSONField(default=list)),
                ("run", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="book.run")),
            ],
            options={
                "db_table": "book_concentration",
                "constraints": [models.UniqueConstraint(fields=("run", "scope", "scope_id"), name="one_concentration")],
            },
        ),
        migrations.CreateModel(
            name="Team",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("scope", models.CharField(max_length=10)),
                ("scope_id", models.CharField(blank=True, max_length=40)),
                ("customers", models.IntegerField()),
                ("departed_12m", models.IntegerField()),
                ("families_per_customer", models.FloatField()),
                ("customer_share", models.FloatField(null=True)),
                ("profit_12m", models.DecimalField(decimal_places=2, max_digits=20)),
                ("profit_prior", models.DecimalField(decimal_places=2, max_digits=20)),
                (
                    "deposit_months",
                    django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None),
                ),
                (
                    "loan_months",
                    django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None),
                ),
                (
                    "fee_months",
                    django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None),
                ),
                (
                    "profit_months",
                    django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None),
                ),
                ("levels", models.JSONField(default=dict)),
                ("grades", models.JSONField(default=dict)),
                ("tiers", models.JSONField(default=dict)),
                ("run", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="book.run")),
            ],
            options={
                "db_table": "book_team",
                "constraints": [models.UniqueConstraint(fields=("run", "scope", "scope_id"), name="one_team")],
            },
        ),
    ]
