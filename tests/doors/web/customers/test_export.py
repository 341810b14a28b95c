"""Taking lists out: by right, within reach, into the trail, as text and not as formulas."""

import csv
from io import BytesIO, StringIO

import openpyxl
import pytest
from django.http import StreamingHttpResponse
from django.test import Client

from guanxi.book.customers import Customer
from guanxi.guard import reach
from guanxi.guard.trail import Entry
from tests.cast import PEOPLE, LittleBank, reached


def lines(response: StreamingHttpResponse) -> list[list[str]]:
    return list(csv.reader(StringIO(response.getvalue().decode("utf-8-sig"))))


@pytest.mark.parametrize("login", [login for login, *_ in PEOPLE])
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_an_export_needs_the_right_and_holds_the_reach(bank: LittleBank, client: Client, login: str, form: str) -> None:
    person = getattr(bank, login)
    client.force_login(person)
    response = client.get(f"/customers/export.{form}")
    if person.role not in ("supervisor", "analyst"):
        assert response.status_code == 403
        return
    assert response.status_code == 200
    if form == "csv":
        assert {line[0] for line in lines(response)[1:]} == reached(person)
        return
    sheet = openpyxl.load_workbook(BytesIO(response.getvalue())).active
    assert {row[0] for row in sheet.iter_rows(min_row=2, values_only=True)} == reached(person)


def test_an_export_follows_the_filters_and_is_written_to_the_trail(bank: LittleBank, client: Client) -> None:
    client.force_login(bank.li)
    response = client.get("/customers/export.csv?tier=world")
    assert [line[0] for line in lines(response)[1:]] == ["C02"]
    with reach.system():
        entry = Entry.objects.get(verb="customers.exported")
    assert entry.person_name == "li"
    assert entry.facts == {"query": "tier=world", "form": "csv", "customers": 1}


@pytest.mark.parametrize("name", ["=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "-2+3", "\t=1"])
def test_a_name_that_looks_like_a_formula_is_exported_as_text(bank: LittleBank, client: Client, name: str) -> None:
    with reach.system():
        Customer.objects.filter(pk="C01").update(name=name)
    client.force_login(bank.li)
    named = next(line[1] for line in lines(client.get("/customers/export.csv")) if line[0] == "C01")
    assert named == f"'{name}"
    sheet = openpyxl.load_workbook(BytesIO(client.get("/customers/export.xlsx").getvalue())).active
    cells = {row[0].value: row[1] for row in sheet.iter_rows(min_row=2)}
    assert cells["C01"].data_type == "s" and not str(cells["C01"].value).startswith("=")


def test_heads_and_codes_are_in_the_persons_language(bank: LittleBank, client: Client) -> None:
    bank.li.language = "en"
    bank.li.save(update_fields=["language"])
    client.force_login(bank.li)
    head, first, *_ = lines(client.get("/customers/export.csv"))
    assert "Potential tier" in head and "world class" in first


def test_other_forms_are_not_offered(bank: LittleBank, client: Client) -> None:
    client.force_login(bank.li)
    assert client.get("/customers/export.exe").status_code == 404
