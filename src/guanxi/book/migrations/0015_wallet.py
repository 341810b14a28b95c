"""Wallets by family, share of 24 months, the three inputs of potential and the next product of a customer."""

from django.db import migrations

COLUMNS = """
    ADD COLUMN own_families bigint[] NOT NULL DEFAULT '{}',
    ADD COLUMN wallet_families bigint[] NOT NULL DEFAULT '{}',
    ADD COLUMN wallet_marks varchar(32) NOT NULL DEFAULT '',
    ADD COLUMN wallet_cell varchar(1) NOT NULL DEFAULT '0',
    ADD COLUMN wallet_evidence jsonb NOT NULL DEFAULT '[]',
    ADD COLUMN share_months smallint[] NOT NULL DEFAULT '{}',
    ADD COLUMN share_ahead double precision,
    ADD COLUMN share_ahead_low double precision,
    ADD COLUMN share_ahead_high double precision,
    ADD COLUMN potential_base numeric(18,2) NOT NULL DEFAULT 0,
    ADD COLUMN potential_doing numeric(18,2) NOT NULL DEFAULT 0,
    ADD COLUMN potential_effort numeric(18,2) NOT NULL DEFAULT 0,
    ADD COLUMN potential_importance numeric(18,2) NOT NULL DEFAULT 0,
    ADD COLUMN next_product varchar(20) NOT NULL DEFAULT '',
    ADD COLUMN next_product_chance double precision,
    ADD COLUMN next_product_value numeric(18,2),
    ADD COLUMN next_products jsonb NOT NULL DEFAULT '[]'
"""


class Migration(migrations.Migration):
    """The partitions follow their table."""

    dependencies = [("book", "0014_groups")]
    operations = [migrations.RunSQL(f"ALTER TABLE book_customer_figure {COLUMNS}", migrations.RunSQL.noop)]
