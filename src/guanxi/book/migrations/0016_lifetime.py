"""Chance of leaving with its reasons, and lifetime value in its forms, of a customer."""

from django.db import migrations

COLUMNS = """
    ADD COLUMN departure_risk_3m double precision,
    ADD COLUMN departure_risk_6m double precision,
    ADD COLUMN departure_reasons jsonb NOT NULL DEFAULT '[]',
    ADD COLUMN departure_hazard double precision,
    ADD COLUMN departure_later double precision,
    ADD COLUMN lifetime_value numeric(18,2) NOT NULL DEFAULT 0,
    ADD COLUMN lifetime_low numeric(18,2) NOT NULL DEFAULT 0,
    ADD COLUMN lifetime_high numeric(18,2) NOT NULL DEFAULT 0,
    ADD COLUMN lifetime_closed numeric(18,2) NOT NULL DEFAULT 0,
    ADD COLUMN expected_months double precision
"""


class Migration(migrations.Migration):
    """The partitions follow their table."""

    dependencies = [("book", "0015_wallet")]
    operations = [migrations.RunSQL(f"ALTER TABLE book_customer_figure {COLUMNS}", migrations.RunSQL.noop)]
