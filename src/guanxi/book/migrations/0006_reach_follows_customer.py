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
    SELECT array_agg(new.customer_id) INTO moved
    FROM new_rows AS new JOIN old_rows AS old USING (customer_id)
    WHERE (new.unit_id, new.owner_id, new.deputy_id) IS DISTINCT FROM (old.unit_id, old.owner_id, old.deputy_id);
    IF moved IS NULL THEN
        RETURN NULL;
    END IF;
    FOREACH follower IN ARRAY followers LOOP
        EXECUTE format(
            'UPDATE %I AS row SET unit_id = new.unit_id, owner_id = new.owner_id, deputy_id = new.deputy_id '
            'FROM book_customer AS new WHERE new.customer_id = ANY ($1) AND row.customer_id = new.customer_id '
            'AND (row.unit_id, row.owner_id, row.deputy_id) IS DISTINCT FROM '
            '(new.unit_id, new.owner_id, new.deputy_id)', follower
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
