"""Contacts logged on pages come back into the store as visits."""

from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from guanxi.contracts.layout import Part
from guanxi.dayend import records
from guanxi.desk.contacts import Contact
from guanxi.guard import reach
from guanxi.intake import manifest
from guanxi.intake.loads import Load, StorePart
from tests.cast import LittleBank


def own() -> dict[str, str]:
    """Return month and path of our own current visits."""
    with reach.system():
        return dict(StorePart.objects.filter(contract="visits", load__isnull=True).values_list("period", "path"))


def rows() -> list[dict[str, object]]:
    """Return all rows of our own current visits."""
    return [row for path in own().values() for row in pq.read_table(manifest.store() / path).to_pylist()]


def test_contacts_come_back_as_visits_by_month(bank: LittleBank, tmp_path: Path) -> None:
    assert records.bring_back(tmp_path) == 3
    with reach.system():
        contacts = {str(c.contact_id): c for c in Contact.objects.all()}
    assert {str(row["visit_id"]) for row in rows()} == set(contacts)
    for row in rows():
        contact = contacts[str(row["visit_id"])]
        assert (row["customer_id"], row["staff_id"], row["on"]) == (contact.customer_id, contact.staff_id, contact.on)
        assert (row["channel"], row["outcome"], row["minutes"]) == (contact.channel, contact.outcome, contact.minutes)
        assert own()[f"{contact.on:%Y-%m}"]


def test_a_month_without_a_new_contact_keeps_its_part(bank: LittleBank, tmp_path: Path) -> None:
    records.bring_back(tmp_path)
    before = own()
    with reach.system():
        one = Contact.objects.first()
        assert one is not None
        one.pk, one.on = "00000000-0000-0000-0000-000000000001", date(2026, 2, 3)
        one.save(force_insert=True)
    records.bring_back(tmp_path)
    assert own() == before | {"2026-02": own()["2026-02"]}


def test_a_contact_that_the_bank_delivers_back_is_not_counted_twice(bank: LittleBank, tmp_path: Path) -> None:
    records.bring_back(tmp_path)
    known = rows()
    path = manifest.store() / "visits/period=2026-05/load-1.parquet"
    pq.write_table(pa.Table.from_pylist(known), path)
    with reach.system():
        part = Part("visits", "2026-05", "visits/period=2026-05/load-1.parquet", len(known))
        manifest.add([part], load=Load.objects.first())
    assert records.bring_back(tmp_path) == 0
    assert own() == {}


def test_a_contact_of_somebody_without_a_staff_number_stays_here(bank: LittleBank, tmp_path: Path) -> None:
    with reach.system():
        Contact.objects.update(staff_id="")
    assert records.bring_back(tmp_path) == 0


def test_without_contacts_nothing_is_made(bank: LittleBank, tmp_path: Path) -> None:
    with reach.system():
        Contact.objects.all().delete()
    assert (records.bring_back(tmp_path), own()) == (0, {})
