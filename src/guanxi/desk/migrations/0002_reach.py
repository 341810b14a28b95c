"""Row-level security on work items and contacts, and their copies of a customer's reach."""

from django.db import migrations

from guanxi.guard import fences

SETTLED = "state, snoozed_until, dismissal, note, settled_by, settled_at"
MAY_WRITE = {role: fences.CUSTOMER_REACH[role] for role in fences.WRITERS}
# a contact carries its customer's reach truly: the customer, seen under the same role, says the same
TRUE_COPY = """
    EXISTS (SELECT FROM book_customer AS c WHERE c.customer_id = desk_contact.customer_id
            AND c.unit_id = desk_contact.unit_id AND c.owner_id = desk_contact.owner_id
            AND c.deputy_id = desk_contact.deputy_id)
"""

SQL = [
    *fences.work("desk_work_item", "desk_contact"),
    *(fences.close("desk_work_item") + fences.show("desk_work_item", fences.CUSTOMER_REACH)),
    *fences.write("desk_work_item", "UPDATE", MAY_WRITE),
    fences.grant(f"UPDATE ({SETTLED})", "desk_work_item", *fences.WRITERS),
    *(fences.close("desk_contact") + fences.show("desk_contact", fences.CUSTOMER_REACH)),
    *fences.write("desk_contact", "INSERT", dict.fromkeys(fences.WRITERS, TRUE_COPY)),
    fences.grant("INSERT", "desk_contact", *fences.WRITERS),
    """
    CREATE TRIGGER desk_copies_follow AFTER UPDATE ON book_customer
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION book_customer_moved('desk_work_item', 'desk_contact')
    """,
]


class Migration(migrations.Migration):
    """Managers settle what is theirs; only the system suggests."""

    dependencies = [("desk", "0001_initial"), ("book", "0006_reach_follows_customer")]
    operations = [migrations.RunSQL(";\n".join(SQL), "DROP TRIGGER desk_copies_follow ON book_customer")]
