"""Structure errors refuse the file, and with it the load: nothing is taken by half."""

import gzip
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from guanxi.contracts import get
from guanxi.intake import columns, delivery
from guanxi.intake.checks import Outcome
from guanxi.intake.connectors import open_source
from guanxi.intake.connectors.source import Form
from guanxi.intake.control import collect
from guanxi.intake.refusals import (
    BadControl,
    Bomb,
    Broken,
    ControlDisagrees,
    DoubleHeading,
    Empty,
    ExtraColumns,
    FileRefused,
    MissingColumns,
    NothingDelivered,
    Unreadable,
    WrongEncoding,
)
from tests.intake import checking, deliveries

UNITS = "unit_id,parent_id,name,kind,region\nHQ,,华光银行总行,bank,\nB1,HQ,东城支行,sub_branch,\n"


def _file(folder: Path, content: bytes | str, name: str = "units.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        ("", Empty),
        ("\n", Empty),
        ("unit_id,parent_id\nHQ,\n", MissingColumns),
        ("unit_id,name,kind,secret\nHQ,x,bank,1\n", ExtraColumns),
        ("unit_id,name,name,kind\nHQ,x,y,bank\n", DoubleHeading),
        (",".join(f"c{i}" for i in range(300)) + "\n", MissingColumns),
        ("unit_id,name,kind," + ",".join(f"c{i}" for i in range(297)) + "\n", ExtraColumns),
        ('unit_id,name,kind\nHQ,"x,bank\nB1,y,branch\n', Unreadable),
        (UNITS.encode("utf-16"), WrongEncoding),
        (UNITS.encode() + b"B2,HQ,\xff\xfe,branch,\n", WrongEncoding),
    ],
)
def test_a_broken_structure_refuses_the_file(tmp_path: Path, content: bytes | str, refusal: type[FileRefused]) -> None:
    with pytest.raises(refusal) as refused:
        checking.run("units", _file(tmp_path, content))
    assert refused.value.words.en.startswith("units.csv")
    assert "units.csv" in refused.value.words.zh


def test_a_wrong_delimiter_is_told_with_the_heading_as_read(tmp_path: Path) -> None:
    path = _file(tmp_path, UNITS)
    source = open_source(path, path.name, Form(delimiter=";"), get("units").names, tmp_path)
    with pytest.raises(MissingColumns, match="Check the delimiter"):
        columns.by_name(get("units"), source, {})


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|", "|@|", "||", "^", "~|~", "<=====>", "\x01"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_any_delimiter_is_found_in_utf8_and_gb18030(tmp_path: Path, delimiter: str, encoding: str) -> None:
    checked = checking.run("units", _file(tmp_path, UNITS.replace(",", delimiter).encode(encoding)))
    assert [row["name"] for row in checked.accepted] == ["华光银行总行", "东城支行"]
    assert checked.outcome.quarantined == 0


def test_a_delimiter_inside_quotes_belongs_to_the_value(tmp_path: Path) -> None:
    text = 'unit_id<=====>name<=====>kind\nHQ<=====>"a<=====>b"<=====>bank\n'
    assert checking.run("units", _file(tmp_path, text)).accepted[0]["name"] == "a<=====>b"


def test_a_long_delimiter_across_two_pieces_is_still_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("guanxi.intake.connectors.encoding.CHUNK", 7)
    rows = "".join(f"B{i}<=====>HQ<=====>分行{i}<=====>branch\r\n" for i in range(50))
    text = f"unit_id<=====>parent_id<=====>name<=====>kind\r\nHQ<=====><=====>x<=====>bank\r\n{rows}"
    checked = checking.run("units", _file(tmp_path, text.encode("gb18030")))
    assert (checked.outcome.accepted, checked.accepted[50]["name"]) == (51, "分行49")


def test_mixed_line_ends_are_read(tmp_path: Path) -> None:
    checked = checking.run("units", _file(tmp_path, "unit_id,name,kind\r\nHQ,x,bank\nB1,y,nothing\rB2,z,team\r\n"))
    assert (checked.outcome.read, checked.rules) == (3, [(3, "kind", "code")])


def test_packed_files_are_read_and_broken_packing_is_refused(tmp_path: Path) -> None:
    packed = gzip.compress(UNITS.encode())
    assert checking.run("units", _file(tmp_path, packed, "units.csv.gz")).outcome.accepted == 2
    with pytest.raises(Unreadable):
        checking.run("units", _file(tmp_path, packed[:-12], "units.csv.gz"))


def _workbook(folder: Path, *rows: tuple[object, ...]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    path = folder / "customers.xlsx"
    book.save(path)
    return path


def test_a_workbook_is_read_with_the_rows_of_its_sheet(tmp_path: Path) -> None:
    path = _workbook(
        tmp_path,
        ("customer_id", "kind", "name", "unit_id", "opened_on"),
        (1001, "person", "李娜", "B1", date(2026, 1, 31)),
        (None, None, None, None, None),
        (1002, "person", "王芳", "B1", "31.1.2026"),
        (1003, "=1+1", "=1+1", "B1", "2026-01-31"),
    )
    checked = checking.run("customers", path)
    assert [(r["customer_id"], str(r["opened_on"])) for r in checked.accepted] == [("1001", "2026-01-31")]
    assert checked.rules == [(4, "opened_on", "date"), (5, "kind", "formula")]


def test_a_workbook_that_would_burst_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "customers.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * (300 * 2**20))
    with pytest.raises(Bomb, match="not opened"):
        checking.run("customers", path)


def test_something_else_called_xlsx_or_parquet_is_refused(tmp_path: Path) -> None:
    for name in ("customers.xlsx", "customers.parquet"):
        with pytest.raises(Unreadable):
            checking.run("customers", _file(tmp_path, b"not at all", name))


def test_too_many_broken_rows_refuse_the_file_with_the_commonest_rules(tmp_path: Path) -> None:
    rows = "".join(f"B{i},HQ,x,{'branch' if i % 5 else 'nothing'},\n" for i in range(1000))
    with pytest.raises(Broken, match="code 200"):
        checking.run("units", _file(tmp_path, UNITS.splitlines()[0] + "\nHQ,,x,bank,\n" + rows))


@pytest.mark.parametrize(
    "text",
    ["name,rows,total\nbalances.csv,2,30.50\n", "rows: 2\namount: 30.50\n", "file=balances.csv\nrows=2\ntotal=30.50\n"],
)
def test_a_control_file_must_agree_to_the_row_and_the_cent(tmp_path: Path, text: str) -> None:
    path = _file(tmp_path, text, "balances.ctl")
    (said,) = collect([path], tmp_path)
    said.compare("balances.csv", Outcome(2, 1, 1, 3050))
    with pytest.raises(ControlDisagrees, match="rows = 2"):
        said.compare("balances.csv", Outcome(3, 3, 0, 3050))
    with pytest.raises(ControlDisagrees, match=r"total = 30.50, but 30.51"):
        said.compare("balances.csv", Outcome(2, 2, 0, 3051))


@pytest.mark.parametrize("text", ["", "rows: many", "- 1\n- 2\n", "name: balances.csv\n"])
def test_a_control_file_that_says_nothing_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(BadControl):
        collect([_file(tmp_path, text, "balances.ctl")], tmp_path)


def test_files_are_known_by_name_or_folder_and_others_are_refused(tmp_path: Path) -> None:
    changes = {"balances/2026-07.csv.gz": gzip.compress(b"x"), "account_parties_20260731.csv": "x", "holidays.csv": "x"}
    folder = deliveries.write(tmp_path / "may", changes)
    tasks, refusals = delivery.by_name(folder)
    found = {(t.file, t.contract.name, t.period) for t in tasks}
    assert ("balances/2026-07.csv.gz", "balances", "2026-07") in found
    assert ("account_parties_20260731.csv", "account_parties", "") in found
    assert [r.file for r in refusals] == ["holidays.csv"]


def test_a_folder_without_data_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NothingDelivered):
        delivery.by_name(tmp_path)
