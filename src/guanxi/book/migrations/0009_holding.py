"""A search through the inverted index, for every reach.

Row-level security must look at a row before any operator that is not proven tight-lipped, so a policy on the unit
keeps the index from being used: a branch of fifty thousand customers would be read whole for every letter typed.
This function looks into the index with the owner's eyes and gives back only numbers within the reach of the role
that asks; the rows themselves are still read under that role's own policies. It is planned anew for every search,
with the very values: how common a name is decides the way.
"""

from django.db import migrations

from guanxi.guard import fences

HOLDING = """
CREATE FUNCTION guanxi_holding(looks jsonb, most integer) RETURNS SETOF varchar
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    role text := current_setting('role');
    staff text := nullif(current_setting('guanxi.staff', true), '');
    units text[] := string_to_array(current_setting('guanxi.units', true), ',');
    reach text;
    found text[] := '{}';
    look jsonb;
    entries text[];
    one text;
BEGIN
    reach := CASE
        WHEN role = 'guanxi_own' THEN format('(owner_id = %1$L OR deputy_id = %1$L)', staff)
        WHEN role = 'guanxi_unit' THEN format('unit_id = ANY (%L::varchar[])', units)
        WHEN role IN ('guanxi_root', 'guanxi_bank', 'guanxi_work') THEN 'true'
        ELSE 'false'
    END;
    FOR look IN SELECT * FROM jsonb_array_elements(looks) LOOP
        IF look ? 'from' THEN
            one := format('customer_id >= %L AND customer_id < %L', look ->> 'from', look ->> 'to');
        ELSE
            SELECT array_agg(entry) INTO entries FROM jsonb_array_elements_text(look -> 'entries') AS entry;
            one := format('search_grams @> %L::text[]', coalesce(entries, '{}'));
        END IF;
        IF look ? 'within' THEN
            one := one || format(' AND search_grams[1] LIKE %L', look ->> 'within');
        END IF;
        IF look ? 'tail' THEN
            one := one || format(' AND (lower(customer_id) LIKE %L OR phone ~ %L)', look ->> 'tail', look ->> 'digits');
        END IF;
        found := found || ('(' || one || ')');
    END LOOP;
    IF cardinality(found) = 0 THEN
        RETURN;
    END IF;
    RETURN QUERY EXECUTE format('SELECT customer_id FROM book_customer WHERE %s AND (%s) LIMIT %s',
        reach, array_to_string(found, ' OR '), most);
END $$
"""

RIGHTS = f"""
REVOKE ALL ON FUNCTION guanxi_holding(jsonb, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION guanxi_holding(jsonb, integer) TO {", ".join(fences.EVERYBODY)};
"""


class Migration(migrations.Migration):
    """The reach of each role is told once more here, as in ``fences.CUSTOMER_REACH``; tests compare the two."""

    dependencies = [("book", "0008_run_assumed")]
    operations = [migrations.RunSQL([HOLDING, RIGHTS], "DROP FUNCTION guanxi_holding(jsonb, integer)")]
