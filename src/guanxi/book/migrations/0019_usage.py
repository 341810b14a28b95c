"""Chance of still using cards and remittances, and what their use is worth, with its interval; NULL: cannot be said."""

from django.db import migrations

USES = ("card", "remittance")
COLUMNS = ", ".join(
    f"ADD COLUMN {use}_active double precision, ADD COLUMN {use}_value numeric(18,2), "
    f"ADD COLUMN {use}_low numeric(18,2), ADD COLUMN {use}_high numeric(18,2)"
    for use in USES
)


class Migration(migrations.Migration):
    """The partitions follow their table."""

    dependencies = [("book", "0018_frozen")]
    operations = [migrations.RunSQL(f"ALTER TABLE book_customer_figure {COLUMNS}", migrations.RunSQL.noop)]
