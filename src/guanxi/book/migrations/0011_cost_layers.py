"""Profit after the direct and the full cost of a customer, beside the profit there was."""

from django.db import migrations

TABLE = """
ALTER TABLE book_customer_figure
    ADD COLUMN overhead_cost_12m numeric(18,2) NOT NULL DEFAULT 0,
    ADD COLUMN profit_direct_12m numeric(18,2) NOT NULL DEFAULT 0,
    ADD COLUMN profit_full_12m numeric(18,2) NOT NULL DEFAULT 0
"""


class Migration(migrations.Migration):
    """What was published before has no layers: zero until the next day end."""

    dependencies = [("book", "0010_insights")]
    operations = [migrations.RunSQL(TABLE, migrations.RunSQL.noop)]
