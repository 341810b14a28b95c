"""The inverted index without what only one customer holds: the whole entry is found by its own index, and numbers by
their last four characters. An entry of its own per customer and number was two thirds of what the index cost a load.
"""

from django.db import migrations

INDEX = """
DROP INDEX customer_search;
CREATE INDEX customer_search ON book_customer USING gin ((search_grams[2:]));
ANALYZE book_customer;
"""
WHOLE = """
DROP INDEX customer_search;
CREATE INDEX customer_search ON book_customer USING gin (search_grams);
"""

#: The function of ``0009_holding`` looks where the index is.
LOOK = """
DO $$
BEGIN
    EXECUTE replace(pg_get_functiondef('guanxi_holding(jsonb, integer)'::regprocedure), '{before} @> %L', '{after} @> %L');
END $$
"""


def _look(before: str, after: str) -> str:
    return LOOK.format(before=before, after=after)


class Migration(migrations.Migration):
    """The state knows nothing of the index, as of ``customer_name``."""

    dependencies = [("book", "0019_usage")]
    operations = [
        migrations.SeparateDatabaseAndState(
            [
                migrations.RunSQL(INDEX, WHOLE),
                migrations.RunSQL(_look("search_grams", "search_grams[2:]"), _look("search_grams[2:]", "search_grams")),
            ],
            [migrations.RemoveIndex("customer", "customer_search")],
        )
    ]
