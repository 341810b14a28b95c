"""Level a year ago, switching barriers and mood of a customer, beside the other figures."""

from django.db import migrations

ADD = """
ALTER TABLE book_customer_figure
    ADD COLUMN level_before integer,
    ADD COLUMN barriers varchar(80) NOT NULL DEFAULT '',
    ADD COLUMN barrier_count integer NOT NULL DEFAULT 0,
    ADD COLUMN mood varchar(20) NOT NULL DEFAULT 'silent';
"""
DROP = """
ALTER TABLE book_customer_figure
    DROP COLUMN level_before, DROP COLUMN barriers, DROP COLUMN barrier_count, DROP COLUMN mood;
"""


class Migration(migrations.Migration):
    """The table is partitioned; columns added to it appear in both slots."""

    dependencies = [("book", "0011_cost_layers")]
    operations = [migrations.RunSQL(ADD, DROP)]
