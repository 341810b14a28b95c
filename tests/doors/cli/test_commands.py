"""The command line: what it prints, in which language, and with which exit code it leaves."""

import json
import socket
from pathlib import Path
from typing import Any

import psycopg
import pytest

from guanxi.doors.cli import terminal
from guanxi.guard.roles import Role
from guanxi.kit import postgres
from tests.doors.cli.conftest import ROOT, guanxi


def test_a_demo_prints_counts_and_one_log_in_per_role(demo_data: Path, told: Any) -> None:
    assert told["run"]["counts"]["customers"] == 200
    assert told["load"]["rows_read"] == told["load"]["rows_accepted"] + told["load"]["rows_quarantined"] > 1000
    assert {person["role"] for person in told["logins"]} == set(Role.values)
    assert told["password"] == "guanxi-demo"


def test_the_demos_manager_is_the_one_with_the_fullest_desk(demo_data: Path, told: Any) -> None:
    login = next(person["login"] for person in told["logins"] if person["role"] == Role.RELATIONSHIP_MANAGER)
    with psycopg.connect(postgres.admin(demo_data, "guanxi")) as database:
        desks = database.execute(
            "SELECT owner_id, count(*) FROM desk_work_item JOIN book_staff ON staff_id = owner_id "
            "WHERE state = 'open' AND left_on IS NULL GROUP BY 1 ORDER BY 2 DESC, 1"
        ).fetchall()
        chosen = database.execute("SELECT staff_id FROM guard_person WHERE username = %s", [login]).fetchone()
    assert chosen is not None
    assert chosen[0] == desks[0][0]


def test_a_finished_demo_is_found_again_and_nothing_is_done_twice(demo_data: Path, told: Any) -> None:
    again = guanxi("demo", "--no-serve", "--data", str(demo_data), "--json")
    assert again.returncode == 0, again.stderr
    assert json.loads(again.stdout) == told


def test_a_demo_of_other_parameters_is_refused_in_both_languages(demo_data: Path) -> None:
    words = ("demo", "--no-serve", "--customers", "300", "--data", str(demo_data))
    english, chinese = guanxi(*words), guanxi(*words, "--language", "zh")
    assert (english.returncode, chinese.returncode) == (3, 3)
    assert "Choose another folder" in english.stderr
    assert "另选目录" in chinese.stderr
    assert english.stdout == chinese.stdout == ""


@pytest.mark.parametrize("table", ["customers", "customer_month"])
def test_check_finds_a_demo_in_order_and_tells_a_part_that_changed(demo_data: Path, table: str) -> None:
    good = guanxi("check", "--data", str(demo_data), "--json")
    assert (good.returncode, [a["name"] for a in json.loads(good.stdout) if not a["good"]]) == (0, []), good.stdout
    part = next((demo_data / "store" / table).rglob("*.parquet"))
    kept = part.read_bytes()
    part.write_bytes(kept[:-1] + b"?")
    try:
        bad = guanxi("check", "--data", str(demo_data), "--json")
    finally:
        part.write_bytes(kept)
    assert (bad.returncode, [a["name"] for a in json.loads(bad.stdout) if not a["good"]]) == (3, ["store"])


def test_a_delivery_loaded_again_brings_nothing_new_and_a_run_publishes(demo_data: Path, told: Any) -> None:
    again = guanxi("load", str(demo_data / "deliveries" / "demo"), "--data", str(demo_data), "--json")
    assert again.returncode == 0, again.stderr
    assert json.loads(again.stdout)["rows_read"] == 0
    run = guanxi("run", "--as-of", told["bank"]["as_of"], "--data", str(demo_data), "--json")
    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout)["counts"]["customers"] == 200


def test_a_delivery_that_is_refused_tells_why_and_leaves_with_three(demo_data: Path, tmp_path: Path) -> None:
    (tmp_path / "customers.csv").write_text("customer_id,name\nC1,Li\n")
    refused = guanxi("load", str(tmp_path), "--data", str(demo_data), "--json")
    assert refused.returncode == 3
    causes = json.loads(refused.stdout)["refused"]["causes"]
    assert causes[0]["file"] == "customers.csv"
    assert causes[0]["zh"]


def test_people_are_added_moved_and_given_a_password(demo_data: Path) -> None:
    data = ("--data", str(demo_data), "--json")
    weak = guanxi("person", "add", "new", "--role", "analyst", "--password", "123", *data)
    added = guanxi("person", "add", "new", "--role", "analyst", *data, GUANXI_PASSWORD="a-long-enough-one")
    moved = guanxi("person", "role", "new", "auditor", *data)
    given = guanxi("person", "password", "new", "--password", "another-long-one", *data)
    nobody = guanxi("person", "role", "nobody", "auditor", *data)
    codes = [found.returncode for found in (weak, added, moved, given, nobody)]
    assert codes == [3, 0, 0, 0, 3], (added.stderr, moved.stderr, given.stderr)
    assert json.loads(moved.stdout)["role"] == "auditor"
    assert "another-long-one" not in given.stdout + given.stderr


def test_a_folder_that_was_never_made_ready_is_refused(tmp_path: Path) -> None:
    refused = guanxi("run", "--as-of", "2026-06-30", "--data", str(tmp_path / "none"), LANG="zh_CN.UTF-8")
    assert (refused.returncode, refused.stdout) == (3, "")
    assert "尚未初始化" in refused.stderr
    assert not (tmp_path / "none").exists()


def test_a_database_of_an_older_version_is_refused(demo_data: Path) -> None:
    last = "(SELECT max(id) FROM django_migrations WHERE app = 'desk')"
    with psycopg.connect(postgres.admin(demo_data, "guanxi"), autocommit=True) as database:
        database.execute(f"UPDATE django_migrations SET name = 'not_' || name WHERE id = {last}")
        try:
            refused = guanxi("run", "--as-of", "2026-06-30", "--data", str(demo_data))
        finally:
            database.execute(f"UPDATE django_migrations SET name = replace(name, 'not_', '') WHERE id = {last}")
    assert refused.returncode == 3
    assert "guanxi init" in refused.stderr


def test_init_on_a_bank_in_use_changes_nobody(demo_data: Path) -> None:
    again = guanxi("init", "--data", str(demo_data), "--json")
    assert again.returncode == 0, again.stderr
    assert json.loads(again.stdout)["login"] == "administrator"


def test_wrong_use_leaves_with_two(tmp_path: Path) -> None:
    assert guanxi("run", "--data", str(tmp_path)).returncode == 2
    assert guanxi("nothing").returncode == 2


def test_an_address_in_use_is_refused_before_anything_is_built(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        refused = guanxi("demo", "--port", port, "--data", str(tmp_path / "none"))
    assert refused.returncode == 3
    assert not (tmp_path / "none").exists()


def test_the_dictionary_is_printed_in_the_language_asked_for() -> None:
    printed = guanxi("dictionary", "--language", "zh")
    assert printed.stdout == (ROOT / "docs" / "data-dictionary.zh.md").read_text(encoding="utf-8")
    contracts = json.loads(guanxi("dictionary", "--json").stdout)
    assert {"customers", "balances", "customer_figures"} < {contract["contract"] for contract in contracts}


@pytest.mark.parametrize(("lang", "language"), [("zh_CN.UTF-8", "zh"), ("en_GB.UTF-8", "en"), ("C", "en"), ("", "en")])
def test_the_language_is_that_of_the_environment(lang: str, language: str) -> None:
    assert terminal.language_of({"LANG": lang}) == language
    assert terminal.language_of({"LANG": "zh_CN", "LC_ALL": lang or "C"}) == language
