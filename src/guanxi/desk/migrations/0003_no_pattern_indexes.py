"""Drop Django's second index on text keys: in this locale the first already answers ``LIKE 'x%'``."""

from django.db import migrations

SQL = """
DO $$ DECLARE name text; BEGIN
    FOR name IN SELECT indexname FROM pg_indexes WHERE schemaname = 'public' AND indexname LIKE '%\\_like'
        AND split_part(tablename, '_', 1) IN ('guard', 'book', 'desk', 'intake')
    LOOP
        EXECUTE format('DROP INDEX %I', name);
    END LOOP;
END $$
"""


class Migration(migrations.Migration):
    """Loads of a million rows pay for every index."""

    dependencies = [("desk", "0002_reach"), ("book", "0006_reach_follows_customer"), ("intake", "0002_reach")]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
