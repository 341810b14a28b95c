"""Field history of the book (字段变更历史): database triggers write down every change made by hand.

A load is its own history, so it switches these triggers off for its transaction
(``SET LOCAL guanxi.loading = 'on'``) and is not slowed.
"""

import pghistory
import pgtrigger
from django.db import models

from guanxi.book.accounts import Account
from guanxi.book.customers import Customer, Link
from guanxi.book.units import Staff, Unit

BY_HAND = "current_setting('guanxi.loading', true) IS DISTINCT FROM 'on'"


def _track(model: type[models.Model], table: str, *, exclude: list[str] | None = None) -> None:
    changed = pgtrigger.Condition(f"OLD.* IS DISTINCT FROM NEW.* AND {BY_HAND}")
    pghistory.track(
        pghistory.InsertEvent("made", condition=pgtrigger.Condition(BY_HAND)),
        pghistory.UpdateEvent("changed", condition=changed),
        pghistory.DeleteEvent("removed", condition=pgtrigger.Condition(BY_HAND)),
        exclude=exclude,
        obj_field=pghistory.ObjForeignKey(related_name="events", db_index=True, db_constraint=False),
        context_field=pghistory.ContextJSONField(),
        context_id_field=None,  # type: ignore[arg-type]  # None is documented, the hint is narrower
        meta={"db_table": table},
    )(model)


_track(Unit, "book_unit_event")
_track(Staff, "book_staff_event")
_track(Customer, "book_customer_event", exclude=["search_grams"])
_track(Account, "book_account_event")
_track(Link, "book_link_event")
