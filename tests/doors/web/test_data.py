"""The data pages: loads that add up, runs, the dictionary, and who may start and stop what."""

import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django.fixtures import Settings

from guanxi.book.figures import Run
from guanxi.contracts import catalogue
from guanxi.guard import reach, rules
from guanxi.guard.rules import Action
from guanxi.guard.trail import Entry
from guanxi.intake.loads import Load
from tests.cast import PEOPLE, LittleBank

PAGES = ("/data/", "/data/loads/1/", "/data/quarantine/", "/data/runs/", "/data/dictionary/", "/data/dictionary/units/")


def text(response: HttpResponse) -> str:
    return response.content.decode()


def delivery(settings: Settings, name: str = "2026-07") -> Path:
    folder = Path(settings.GUANXI_DATA) / "deliveries" / name
    folder.mkdir(parents=True)
    (folder / "units.csv").write_text("unit_id,name,kind\nHQ,Bank,bank\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("login", [login for login, *_ in PEOPLE])
def test_each_role_is_let_in_or_refused(bank: LittleBank, client: Client, login: str, path: str) -> None:
    person = getattr(bank, login)
    client.force_login(person)
    path = path.replace("/1/", f"/{Load.objects.order_by('pk')[0].pk}/")
    assert client.get(path).status_code == (200 if rules.is_allowed(person.role, Action.VIEW_DATA) else 403)


@pytest.mark.parametrize(
    ("language", "words"), [("zh-hans", "已接收 + 已隔离 = 读取"), ("en", "accepted + quarantined")]
)
def test_the_loads_speak_the_persons_language(bank: LittleBank, client: Client, language: str, words: str) -> None:
    bank.analyst.language = language
    bank.analyst.save(update_fields=["language"])
    client.force_login(bank.analyst)
    assert words in text(client.get("/data/"))


def test_a_load_shows_its_files_which_add_up_and_its_refusals_in_words(bank: LittleBank, client: Client) -> None:
    client.force_login(bank.analyst)
    taken, refused = Load.objects.order_by("pk")
    page = text(client.get(f"/data/loads/{taken.pk}/"))
    assert "customers.csv" in page
    assert taken.rows_accepted + taken.rows_quarantined == taken.rows_read
    assert "缺少列" in text(client.get(f"/data/loads/{refused.pk}/"))
    assert client.get("/data/loads/999999/").status_code == 404


def test_a_delivery_is_queued_shown_and_stopped(bank: LittleBank, client: Client, settings: Settings) -> None:
    delivery(settings)
    client.force_login(bank.analyst)
    assert "2026-07" in text(client.get("/data/"))
    assert client.post("/data/loads/start/", {"delivery": "2026-07"}).status_code == 302
    job = ProcrastinateJob.objects.get(task_name="intake.take")
    assert job.args == {"delivery": "2026-07", "by_id": bank.analyst.pk, "mapping": "", "restate": False}
    assert "等待后台处理" in text(client.get("/data/loads/running/"))
    assert client.post("/data/loads/start/", {"delivery": "2026-07"}).status_code == 409
    assert client.post(f"/data/loads/jobs/{job.pk}/stop/").status_code == 302
    assert ProcrastinateJob.objects.get(pk=job.pk).status == "cancelled"
    assert client.post(f"/data/loads/jobs/{job.pk}/stop/").status_code == 409
    with reach.system():
        assert {"load.started", "load.stopped"} <= set(Entry.objects.values_list("verb", flat=True))


@pytest.mark.parametrize("name", ["..", "../store", "/etc", "", "nowhere"])
def test_nothing_outside_the_deliveries_is_taken(
    bank: LittleBank, client: Client, settings: Settings, name: str
) -> None:
    delivery(settings)
    client.force_login(bank.analyst)
    assert client.post("/data/loads/start/", {"delivery": name}).status_code == 404
    assert client.post("/data/loads/start/", {"delivery": "2026-07", "mapping": "../secret"}).status_code == 404
    assert not ProcrastinateJob.objects.exists()


def test_who_may_not_take_a_delivery_cannot(bank: LittleBank, client: Client, settings: Settings) -> None:
    delivery(settings)
    client.force_login(bank.auditor)
    assert "接收服务器上的交付" not in text(client.get("/data/"))
    assert client.post("/data/loads/start/", {"delivery": "2026-07"}).status_code == 403
    assert client.post("/data/runs/start/", {"as_of": "2026-07-31"}).status_code == 403


def test_uploaded_files_become_a_delivery_under_plain_names(
    bank: LittleBank, client: Client, settings: Settings
) -> None:
    client.force_login(bank.analyst)
    files = [SimpleUploadedFile("units.csv", b"unit_id\nHQ\n"), SimpleUploadedFile("x y;z.csv", b"a\n")]
    assert client.post("/data/loads/upload/", {"files": files}).status_code == 302
    (folder,) = (Path(settings.GUANXI_DATA) / "deliveries").iterdir()
    assert sorted(path.name for path in folder.iterdir()) == ["units.csv", "x-y-z.csv"]
    assert ProcrastinateJob.objects.get().args["delivery"] == folder.name


def test_an_upload_beyond_the_limit_is_refused_whole(bank: LittleBank, client: Client, settings: Settings) -> None:
    settings.GUANXI_UPLOAD_MB = 0
    client.force_login(bank.analyst)
    answer = client.post("/data/loads/upload/", {"files": SimpleUploadedFile("units.csv", b"unit_id\n")})
    assert answer.status_code == 413
    assert not (Path(settings.GUANXI_DATA) / "deliveries").exists()


def test_a_running_load_is_shown_with_its_step_until_it_ends(bank: LittleBank, client: Client) -> None:
    with reach.system():
        Load.objects.create(delivery="2026-08", step="checking units.csv", done_rate=0.4, started_by="system")
    client.force_login(bank.analyst)
    page = text(client.get("/data/loads/running/"))
    assert "校验 units.csv" in page and 'value="0.400"' in page and "every 1s" in page
    with reach.system():
        Load.objects.update(state=Load.State.TAKEN)
    answer = client.get("/data/loads/running/")
    assert answer["HX-Refresh"] == "true"
    assert "every 1s" not in text(answer)


def test_a_day_end_is_asked_for_once_and_stopped(bank: LittleBank, client: Client) -> None:
    client.force_login(bank.analyst)
    assert 'value="2026-07-31"' in text(client.get("/data/runs/"))
    assert client.post("/data/runs/start/", {"as_of": "2026-07-31"}).status_code == 302
    assert ProcrastinateJob.objects.get(task_name="dayend.run").args["as_of"] == "2026-07-31"
    assert client.post("/data/runs/start/", {"as_of": "2026-07-31"}).status_code == 409
    assert client.post("/data/runs/stop/").status_code == 302
    assert client.post("/data/runs/stop/").status_code == 409


@pytest.mark.parametrize("day", ["", "2026-02-30", "yesterday"])
def test_a_day_that_is_none_starts_nothing(bank: LittleBank, client: Client, day: str) -> None:
    client.force_login(bank.analyst)
    page = text(client.post("/data/runs/start/", {"as_of": day}, follow=True))
    assert "日期无效" in page
    assert not ProcrastinateJob.objects.exists()


def test_a_run_shows_steps_counts_and_assumptions_and_a_failure_in_words(bank: LittleBank, client: Client) -> None:
    client.force_login(bank.analyst)
    page = text(client.get(f"/data/runs/{bank.run.pk}/"))
    assert "引擎计算" in page and "2.4秒" in page and "2026-01-01" in page
    with reach.system():
        failed = Run.objects.create(as_of=bank.as_of, state=Run.State.FAILED, failure="没有完整月份的余额数据。")
    page = text(client.get(f"/data/runs/{failed.pk}/"))
    assert "失败原因" in page and "没有完整月份的余额数据。" in page
    assert re.search(r"已失败|失败", text(client.get("/data/runs/")))


def test_the_dictionary_tells_every_contract_and_column_in_both_languages(bank: LittleBank, client: Client) -> None:
    client.force_login(bank.analyst)
    page = text(client.get("/data/dictionary/"))
    assert all(contract.words.zh in page for contract in catalogue.ALL)
    page = text(client.get("/data/dictionary/customers/"))
    contract = catalogue.get("customers")
    assert all(column.words.zh in page and f'id="{column.name}"' in page for column in contract.columns)
    assert client.get("/data/dictionary/nothing/").status_code == 404
