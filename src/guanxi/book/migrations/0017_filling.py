"""The slot of the figures is indexed in shares, so that several connections build at once.

Month lists are never compared, so the planner need not count their values.
"""

from django.db import migrations

INDEX = """
CREATE FUNCTION guanxi_index_figures(wanted integer, share integer, shares integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET maintenance_work_mem = '256MB' AS $$
DECLARE
    place text := format('book_customer_figure_%s', wanted);
    number integer := 0;
    suffix text;
    columns text;
BEGIN
    FOR suffix, columns IN VALUES
        ('unit', '(unit_id, profit_12m, customer_id)'),
        ('owner', '(owner_id, profit_12m)'),
        ('contact', $i$((coalesce(last_contact_on, '0001-01-01'::date)), customer_id)$i$),
        ('share', '((coalesce(customer_share, -1.0)), customer_id)'),
        ('profit', '(profit_12m, customer_id)'),
        ('change', '((profit_12m - profit_prior), customer_id)'),
        ('deposit', '(deposit_average, customer_id)'),
        ('loan', '(loan_average, customer_id)'),
        ('rank', '(rank_number)'),
        ('deputy', $i$(deputy_id) WHERE deputy_id <> ''$i$),
        ('tier', '(tier)'),
        ('grade', '(grade)'),
        ('level', '(level)'),
        ('departure', $i$(departure) WHERE departure <> ''$i$),
        ('industry', '(axis_industry)'),
        ('region', '(axis_region)')
    LOOP
        IF number % shares = share THEN
            EXECUTE format('CREATE INDEX IF NOT EXISTS %I ON %I %s', place || '_' || suffix, place, columns);
        END IF;
        number := number + 1;
    END LOOP;
END $$
"""

WHOLE = """
CREATE OR REPLACE FUNCTION guanxi_index_figures(wanted integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM guanxi_index_figures(wanted, 0, 1);
    EXECUTE format('ANALYZE book_customer_figure_%s', wanted);
END $$
"""

ONLY_SYSTEM = """
REVOKE ALL ON FUNCTION guanxi_index_figures(integer, integer, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION guanxi_index_figures(integer, integer, integer) TO guanxi_work;
"""

LISTS = """
DO $$
DECLARE
    list text;
    place text;
BEGIN
    FOREACH place IN ARRAY ARRAY['book_customer_figure', 'book_customer_figure_0', 'book_customer_figure_1'] LOOP
        FOREACH list IN ARRAY ARRAY['profit_months', 'deposit_months', 'loan_months'] LOOP
            EXECUTE format('ALTER TABLE %I ALTER COLUMN %I SET STATISTICS 0', place, list);
        END LOOP;
    END LOOP;
END $$
"""


class Migration(migrations.Migration):
    """Every index of before, under the same names."""

    dependencies = [("book", "0016_lifetime")]
    operations = [migrations.RunSQL([INDEX, WHOLE, ONLY_SYSTEM, LISTS], migrations.RunSQL.noop)]
