"""Quarantine: filtered, taken away safely, mended and checked again until accepted, or given up with a reason."""

import csv
import io
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import Client

from guanxi.book.customers import Customer
from guanxi.guard import access, reach
from guanxi.guard.people import Person
from guanxi.guard.roles import Role
from guanxi.guard.trail import Entry
from guanxi.intake.loads import Load, Rejected
from guanxi.intake.take import take
from tests.cast import LittleBank
from tests.intake import deliveries


def text(response: HttpResponse) -> str:
    return response.content.decode()


@pytest.mark.parametrize(
    ("query", "columns"),
    [
        ("", {"opened_on", "owner_id", "average_balance"}),
        ("contract=customers", {"opened_on", "owner_id"}),
        ("rule=refers", {"owner_id"}),
        ("contract=customers&rule=money", set()),
        ("load=999999", set()),
        ("state=mended", set()),
    ],
)
def test_rows_are_filtered_by_load_contract_rule_and_state(
    bank: LittleBank, client: Client, query: str, columns: set[str]
) -> None:
    client.force_login(bank.analyst)
    page = text(client.get(f"/data/quarantine/?{query}"))
    assert {c for c in ("opened_on", "owner_id", "average_balance") if f"<code>{c}</code>" in page} == columns


def test_each_row_tells_file_line_rule_and_value(bank: LittleBank, client: Client) -> None:
    client.force_login(bank.analyst)
    page = text(client.get("/data/quarantine/?rule=no_such_day"))
    assert "customers.csv" in page and "第 9 行" in page and "日历上没有这一天" in page and "2026-02-30" in page


def test_who_may_not_mend_sees_no_values_and_changes_nothing(bank: LittleBank, client: Client) -> None:
    with reach.system():
        row = Rejected.objects.get(rule="refers")
    client.force_login(bank.auditor)
    page = text(client.get(f"/data/quarantine/{row.pk}/"))
    assert "南山实业" not in page
    for path in (f"/data/quarantine/{row.pk}/", f"/data/quarantine/{row.pk}/give-up/", "/data/quarantine/all/"):
        assert client.post(path, {"cell.owner_id": "S01", "reason": "x", "act": "retry"}).status_code == 403
    assert client.get("/data/quarantine/rejected.csv").status_code == 403


def test_an_administrator_is_told_why_no_rows_are_shown(bank: LittleBank, client: Client) -> None:
    client.force_login(bank.administrator)
    assert "您的角色不能查看数据行" in text(client.get("/data/quarantine/"))


def test_rejected_rows_are_taken_away_without_formulas_and_with_a_trail(bank: LittleBank, client: Client) -> None:
    with reach.system():
        row = Rejected.objects.get(rule="refers")
        row.row = {**row.row, "name": "=HYPERLINK(1)"}
        row.save()
    client.force_login(bank.analyst)
    answer = client.get("/data/quarantine/rejected.csv?contract=customers&state=waiting")
    sent = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    head, *lines = list(csv.reader(io.StringIO(sent)))
    assert len(lines) == 2
    assert lines[1][head.index("name")] == "'=HYPERLINK(1)"
    assert lines[0][head.index("规则")] == "日历上没有这一天。"
    with reach.system():
        assert Entry.objects.get(verb="quarantine.exported").facts["rows"] == 2


def test_rows_are_given_up_one_by_one_and_all_of_a_filter(bank: LittleBank, client: Client) -> None:
    client.force_login(bank.analyst)
    with reach.system():
        first = Rejected.objects.get(rule="refers")
    client.post(f"/data/quarantine/{first.pk}/give-up/", {"reason": "已离职"})
    page = text(client.get(f"/data/quarantine/{first.pk}/"))
    assert "已离职" in page and "已放弃" in page
    assert client.post(f"/data/quarantine/{first.pk}/give-up/", {"reason": "again"}).status_code == 409
    client.post(
        "/data/quarantine/all/", {"act": "give_up", "reason": "测试", "state": "waiting", "contract": "balances"}
    )
    with reach.system():
        assert sorted(Rejected.objects.values_list("rule", "state")) == [
            ("money", "given_up"), ("no_such_day", "waiting"), ("refers", "given_up"),
        ]  # fmt: skip


@pytest.fixture
def analyst(committed_db: None) -> Person:
    return access.create(by=None, login="analyst", role=Role.ANALYST, unit_id="HQ", password="guanxi-demo")


def test_a_row_is_mended_checked_again_and_accepted(analyst: Person, client: Client, tmp_path: Path) -> None:
    wrong = "C9,company,南山实业有限公司,B2,S99,,2024-01-05,"
    load = take(deliveries.write(tmp_path / "d", {"customers.csv": deliveries.more("customers.csv", wrong)}), by=None)
    assert (load.rows_read, load.rows_accepted, load.rows_quarantined) == (20, 19, 1)
    client.force_login(analyst)
    with reach.system():
        row = Rejected.objects.get()
    address = f"/data/quarantine/{row.pk}/"
    still = client.post(address, {"cell.owner_id": "S98"})
    assert still.status_code == 422 and "仍违反规则" in text(still)
    assert client.post(address, {"cell.owner_id": "S02"}).status_code == 302
    with reach.system():
        assert Rejected.objects.get().state == Rejected.State.MENDED
        assert Customer.objects.get(pk="C9").owner_id == "S02"
        assert Load.objects.order_by("-pk")[0].rows_accepted == 1
    assert client.post(address, {"cell.owner_id": "S01"}).status_code == 409
