"""Content errors: each rejects its row by line, column and rule, and the rest goes on."""

from datetime import date
from pathlib import Path

import pytest

from guanxi.contracts import ALL
from guanxi.intake import words
from guanxi.intake.checks import Writing
from tests.intake import checking

BALANCES = "account_id,period,average_balance,end_balance,days_past_due\n"
CUSTOMERS = "customer_id,kind,name,unit_id,opened_on,phone\n"


def _balances(folder: Path, *rows: str, writing: Writing | None = None, period: str = "2026-03") -> checking.Checked:
    path = folder / "balances.csv"
    path.write_text(BALANCES + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return checking.run("balances", path, period=period, writing=writing)


def _customers(folder: Path, *rows: str) -> checking.Checked:
    path = folder / "customers.csv"
    path.write_text(CUSTOMERS + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return checking.run("customers", path, known={"units.unit_id": ["B1"], "staff.staff_id": []})


@pytest.mark.parametrize(
    ("amount", "rule"),
    [
        ('"1,234.50"', "thousands"),
        ("\uff11\uff12\uff13\uff14.5", "full_width"),
        ("12.345", "decimals"),
        ("=1+1", "formula"),
        ("twelve", "money"),
        ("0x1F", "money"),
        ("1_000", "money"),
        ("1e3", "money"),
        ("NaN", "money"),
        ("100000000000000.00", "bounds"),
        ("", "required"),
        ('" "', "required"),
    ],
)
def test_an_amount_that_is_none_is_rejected_with_its_rule(tmp_path: Path, amount: str, rule: str) -> None:
    checked = _balances(tmp_path, "A1,2026-03,1.00,2.00,0", f"A2,2026-03,{amount},2.00,0")
    assert checked.rules == [(3, "average_balance", rule)]
    assert [row["account_id"] for row in checked.accepted] == ["A1"]


def test_amounts_become_whole_minor_units_without_a_float(tmp_path: Path) -> None:
    checked = _balances(tmp_path, "A1,2026-03,99999999999999.99,-0.07,0", "A2,2026-03,+3,4.5,0")
    pairs = [(row["average_balance"], row["end_balance"]) for row in checked.accepted]
    assert pairs == [(9999999999999999, -7), (300, 450)]


def test_declared_separators_and_full_width_digits_are_read(tmp_path: Path) -> None:
    writing = Writing(thousands=",", full_width=True)
    checked = _balances(
        tmp_path, 'A1,2026-03,"1,234,567.50",\uff11\uff12.5,0', 'A2,2026-03,"12,34.50",1,0', writing=writing
    )
    assert (checked.accepted[0]["average_balance"], checked.accepted[0]["end_balance"]) == (123456750, 1250)
    assert checked.rules == [(3, "average_balance", "money")]


def test_a_decimal_comma_is_read_when_it_is_declared(tmp_path: Path) -> None:
    checked = _balances(tmp_path, 'A1,2026-03,"1.234,50","-7,25",0', writing=Writing(thousands=".", decimal=","))
    assert (checked.accepted[0]["average_balance"], checked.accepted[0]["end_balance"]) == (123450, -725)


@pytest.mark.parametrize(
    ("day", "rule"),
    [
        ("2026-02-30", "no_such_day"),
        ("20260230", "no_such_day"),
        ("30.02.2026", "date"),
        ("soon", "date"),
        ("", "required"),
    ],
)
def test_a_day_that_is_none_is_rejected(tmp_path: Path, day: str, rule: str) -> None:
    checked = _customers(tmp_path, f"C1,person,Li,B1,{day},", "C2,person,Wu,B1,20260228,")
    assert checked.rules == [(2, "opened_on", rule)]
    assert checked.accepted[0]["opened_on"] == date(2026, 2, 28)


def test_an_unknown_code_is_rejected_and_the_known_ones_are_named(tmp_path: Path) -> None:
    checked = _customers(tmp_path, "C1,persona,Li,B1,2026-01-01,", "C2,company,Wu,B1,2026-01-01,")
    assert checked.rules == [(2, "kind", "code")]
    assert checked.rejected[0]["facts"] == {"allowed": "company, person"}


def test_a_row_of_another_month_is_rejected(tmp_path: Path) -> None:
    assert _balances(tmp_path, "A1,2026-02,1,1,0", "A2,2026-03,1,1,0").rules == [(2, "period", "another_period")]


def test_bounds_hold(tmp_path: Path) -> None:
    assert _balances(tmp_path, "A1,2026-03,1,1,-1", "A2,2026-03,1,1,0").rules == [(2, "days_past_due", "bounds")]


def test_of_the_same_key_the_first_good_row_stays(tmp_path: Path) -> None:
    rows = ("A1,2026-03,bad,1,0", "A1,2026-03,2,2,0", "A1,2026-03,2,2,0", "A1,2026-03,3,3,0")
    checked = _balances(tmp_path, *rows)
    assert checked.rules == [
        (2, "average_balance", "money"),
        (4, "account_id", "duplicate"),
        (5, "account_id", "duplicate"),
    ]
    assert [row["end_balance"] for row in checked.accepted] == [200]


def test_an_owner_who_does_not_exist_rejects_the_customer(tmp_path: Path) -> None:
    path = tmp_path / "customers.csv"
    path.write_text(
        "customer_id,kind,name,unit_id,owner_id,opened_on\nC1,person,Li,B1,S9,2026-01-01\n", encoding="utf-8"
    )
    checked = checking.run("customers", path, known={"units.unit_id": ["B1"], "staff.staff_id": ["S1"]})
    assert checked.rules == [(2, "owner_id", "refers")]
    assert checked.rejected[0]["facts"] == {"other": "Staff", "other_zh": "员工"}


def test_an_account_without_a_customer_is_rejected(tmp_path: Path) -> None:
    path = tmp_path / "accounts.csv"
    heading = "account_id,customer_id,product_id,unit_id,currency,opened_on\n"
    path.write_text(f"{heading}A1,C9,P,B1,CNY,2026-01-01\nA2,,P,B1,CNY,2026-01-01\n", encoding="utf-8")
    known = {"customers.customer_id": ["C1"], "products.product_id": ["P"], "units.unit_id": ["B1"]}
    checked = checking.run("accounts", path, known=known)
    assert checked.rules == [(2, "customer_id", "refers"), (3, "customer_id", "required")]


def test_a_unit_below_a_rejected_unit_falls_with_it(tmp_path: Path) -> None:
    path = tmp_path / "units.csv"
    path.write_text(
        "unit_id,parent_id,name,kind\nHQ,,总行,bank\nB1,HQ,支行,brunch\nT1,B1,团队,team\nT2,T1,小组,team\n",
        encoding="utf-8",
    )
    assert checking.run("units", path).rules == [
        (3, "kind", "code"),
        (4, "parent_id", "refers"),
        (5, "parent_id", "refers"),
    ]


def test_rows_of_three_hundred_cells_and_short_rows_are_rejected_with_their_lines(tmp_path: Path) -> None:
    wide = ",".join(["x"] * 300)
    checked = _balances(tmp_path, "A1,2026-03,1,1,0", wide, "", "A2,2026-03", "A3,2026-03,bad,1,0")
    assert checked.rules == [(3, "", "columns"), (5, "", "columns"), (6, "average_balance", "money")]
    assert checked.rejected[0]["facts"] == {"found": 300, "expected": 5}
    assert checked.rejected[1]["row"] == {"": "A2,2026-03"}
    assert checked.outcome.read == 4


def test_lines_are_counted_past_line_breaks_in_cells(tmp_path: Path) -> None:
    checked = _customers(tmp_path, 'C1,person,"Li\nNa\nand others",B1,2026-01-01,', "C2,nobody,Wu,B1,2026-01-01,")
    assert checked.rules == [(5, "kind", "code")]


def test_a_formula_in_a_text_is_kept_as_data(tmp_path: Path) -> None:
    checked = _customers(tmp_path, "C1,person,=cmd|' /C calc'!A0,B1,2026-01-01,+86 10")
    assert checked.accepted[0]["name"] == "=cmd|' /C calc'!A0"


def test_personal_values_are_masked_where_rows_are_shown(tmp_path: Path) -> None:
    long = "王" * 250
    checked = _customers(tmp_path, f"C1,person,{long},B1,2026-01-01,")
    assert (checked.rejected[0]["rule"], checked.rejected[0]["masked"]) == ("too_long", "王******王")
    assert checked.rejected[0]["row"]["name"] == long


def test_a_nul_character_is_rejected(tmp_path: Path) -> None:
    assert _customers(tmp_path, "C1,person,Li\0Na,B1,2026-01-01,").rules == [(2, "name", "character")]


def test_all_that_is_wrong_with_a_row_is_told(tmp_path: Path) -> None:
    checked = _balances(tmp_path, "A1,2026-13,x,y,0", "A2,2026-03,1,1,0")
    assert checked.rules == [(2, "period", "period")]
    assert checked.rejected[0]["facts"]["also"] == [["average_balance", "money"], ["end_balance", "money"]]


def test_every_rule_has_a_sentence_in_both_languages() -> None:
    facts = dict.fromkeys(
        ("found", "expected", "form", "period", "allowed", "longest", "keys", "other", "other_zh"), "x"
    )
    for name in words.RULES:
        sentence = words.rule(name, facts)
        assert sentence.en.endswith((".", "}")) and sentence.zh.endswith("。"), name


def test_every_kind_of_every_contract_can_be_checked(tmp_path: Path) -> None:
    for contract in ALL:
        path = tmp_path / f"{contract.name}.csv"
        path.write_text(",".join(contract.names) + "\n" + "," * (len(contract.names) - 1) + "\n", encoding="utf-8")
        assert checking.run(contract.name, path).outcome.quarantined == 1
