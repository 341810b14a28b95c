"""The copies of a customer's unit, owner and deputy follow the customer, whoever changes it."""

from django.db import migrations

FUNCTION = """
CREATE FUNCTION book_customer_moved() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    followers text[] := TG_ARGV;
    follower text;
    moved text[];
BEGIN
    SELECT array_agg(fresh.customer_id) INTO moved
    FROM new_rows AS fresh JOIN old_rows AS former USING (customer_id)
    WHERE (fresh.unit_id, fresh.owner_id, fresh.deputy_id)
        IS DISTINCT FROM (former.unit_id, former.owner_id, former.deputy_id);
    IF moved IS NULL THEN
        RETURN NULL;
    END IF;
    FOREACH follower IN ARRAY followers LOOP
        EXECUTE format(
            'UPDATE %I AS follower SET unit_id = fresh.unit_id, owner_id = fresh.owner_id, deputy_id = fresh.deputy_id '
            'FROM book_customer AS fresh WHERE fresh.customer_id = ANY ($1) AND follower.customer_id = fresh.customer_id '
            'AND (follower.unit_id, follower.owner_id, follower.deputy_id) IS DISTINCT FROM '
            '(fresh.unit_id, fresh.owner_id, fresh.deputy_id)', follower
        ) USING moved;
    END LOOP;
    RETURN NULL;
END $$
"""

TRIGGER = """
CREATE TRIGGER book_copies_follow AFTER UPDATE ON book_customer
REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION book_customer_moved('book_account', 'book_customer_figure')
"""

UNDO = "DROP TRIGGER book_copies_follow ON book_customer; DROP FUNCTION book_customer_moved();"


class Migration(migrations.Migration):
    """One function for all followers; each app that keeps copies adds a trigger naming its tables."""

    dependencies = [("book", "0005_reach")]
    operations = [
        migrations.RunSQL([FUNCTION, "REVOKE ALL ON FUNCTION book_customer_moved() FROM PUBLIC", TRIGGER], UNDO)
    ]
