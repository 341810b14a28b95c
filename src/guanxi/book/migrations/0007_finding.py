"""Indexes by which customers are found: one per order and filter of the list, and the order of the names.

Orders that a page may leave off in the middle of equal values hold the customer's number in the same direction.
"""

from django.db import migrations

NAME = "CREATE INDEX customer_name ON book_customer ((search_grams[1]), customer_id)"

INDEX = """
CREATE OR REPLACE FUNCTION guanxi_index_figures(wanted integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET maintenance_work_mem = '256MB' AS $$
DECLARE
    place text := format('book_customer_figure_%s', wanted);
    suffix text;
    columns text;
BEGIN
    FOR suffix, columns IN VALUES
        ('profit', '(profit_12m, customer_id)'),
        ('change', '((profit_12m - profit_prior), customer_id)'),
        ('deposit', '(deposit_average, customer_id)'),
        ('loan', '(loan_average, customer_id)'),
        ('share', '((coalesce(customer_share, -1.0)), customer_id)'),
        ('contact', $i$((coalesce(last_contact_on, '0001-01-01'::date)), customer_id)$i$),
        ('unit', '(unit_id, profit_12m, customer_id)'),
        ('owner', '(owner_id, profit_12m)'),
        ('deputy', $i$(deputy_id) WHERE deputy_id <> ''$i$),
        ('rank', '(rank_number)'),
        ('tier', '(tier)'),
        ('grade', '(grade)'),
        ('level', '(level)'),
        ('industry', '(axis_industry)'),
        ('region', '(axis_region)'),
        ('departure', $i$(departure) WHERE departure <> ''$i$)
    LOOP
        EXECUTE format('CREATE INDEX IF NOT EXISTS %I ON %I %s', place || '_' || suffix, place, columns);
    END LOOP;
    EXECUTE format('ANALYZE %I', place);
END $$
"""

STAGE = """
CREATE OR REPLACE FUNCTION guanxi_stage_figures(wanted integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    place text := format('book_customer_figure_%s', wanted);
    found regclass;
BEGIN
    IF EXISTS (SELECT FROM book_run WHERE is_current AND slot = wanted) THEN
        RAISE EXCEPTION 'slot % is shown to people and cannot be filled', wanted USING ERRCODE = 'object_in_use';
    END IF;
    EXECUTE format('TRUNCATE %I', place);
    FOR found IN SELECT indexrelid::regclass FROM pg_index WHERE indrelid = place::regclass AND NOT indisprimary LOOP
        EXECUTE format('DROP INDEX %s', found);
    END LOOP;
END $$
"""

ANEW = """
DO $$
DECLARE
    found regclass;
BEGIN
    FOR found IN
        SELECT indexrelid::regclass FROM pg_index
        WHERE indrelid IN ('book_customer_figure_0'::regclass, 'book_customer_figure_1'::regclass) AND NOT indisprimary
    LOOP
        EXECUTE format('DROP INDEX %s', found);
    END LOOP;
END $$;
SELECT guanxi_index_figures(0), guanxi_index_figures(1);
"""


class Migration(migrations.Migration):
    """Every list answers from an index at a million customers."""

    dependencies = [("book", "0006_reach_follows_customer")]
    operations = [migrations.RunSQL([NAME, INDEX, STAGE, ANEW], migrations.RunSQL.noop)]
