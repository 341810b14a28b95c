"""Rows of a slot are frozen as they are copied, and gone with the slot: vacuum has nothing to do there.

Left to itself it would read and write all of a slot once more, beside the next run, which then empties it.
"""

from django.db import migrations

OFF = "autovacuum_enabled = false, toast.autovacuum_enabled = false"
ON = "autovacuum_enabled, toast.autovacuum_enabled"


class Migration(migrations.Migration):
    """Statistics are counted by ``guanxi_index_figures``."""

    dependencies = [("book", "0017_filling")]
    operations = [
        migrations.RunSQL(
            [f"ALTER TABLE book_customer_figure_{slot} SET ({OFF})" for slot in (0, 1)],
            [f"ALTER TABLE book_customer_figure_{slot} RESET ({ON})" for slot in (0, 1)],
        )
    ]
