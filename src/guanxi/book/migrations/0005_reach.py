"""Row-level security on everything in the book that concerns a customer."""

from django.db import migrations

from guanxi.guard import fences

OPEN = ("book_unit", "book_staff", "book_product", "book_run", "book_acquisition", "book_reconciliation")
CUSTOMER_ROWS = ("book_customer", "book_account", "book_customer_figure")
EVENTS = ("book_unit_event", "book_staff_event", "book_customer_event", "book_account_event", "book_link_event")
TEAM_OF_UNIT = f"""
    (scope = 'unit' AND scope_id = ANY ({fences.UNITS})) OR (scope = 'staff' AND EXISTS (
        SELECT FROM book_staff WHERE staff_id = scope_id AND unit_id = ANY ({fences.UNITS})))
"""
TEAM_REACH = fences.CUSTOMER_REACH | {
    "guanxi_own": f"scope = 'staff' AND scope_id = {fences.STAFF}",
    "guanxi_unit": TEAM_OF_UNIT,
}
# the customer's own policies apply inside the question
LINK_REACH = dict.fromkeys(
    ("guanxi_own", "guanxi_unit"), "EXISTS (SELECT FROM book_customer WHERE customer_id IN (from_id, to_id))"
) | {"guanxi_root": "true", "guanxi_bank": "true"}

SQL = [
    *(fences.grant("SELECT", table, *fences.EVERYBODY) for table in OPEN),
    *fences.work(*OPEN, *CUSTOMER_ROWS, "book_link", "book_concentration", "book_team"),
    *(sql for table in CUSTOMER_ROWS for sql in fences.close(table) + fences.show(table, fences.CUSTOMER_REACH)),
    *(fences.close("book_link") + fences.show("book_link", LINK_REACH)),
    *(
        sql
        for table in ("book_concentration", "book_team")
        for sql in fences.close(table) + fences.show(table, TEAM_REACH)
    ),
    *(sql for table in EVENTS for sql in fences.close(table) + fences.show(table, {"guanxi_bank": "true"})),
    *(fences.grant("INSERT", table, fences.SYSTEM) for table in EVENTS),
]


class Migration(migrations.Migration):
    """Who reads and writes which row."""

    dependencies = [("book", "0004_customer_figures")]
    operations = [migrations.RunSQL(";\n".join(SQL), migrations.RunSQL.noop)]
