"""Mapping files: a bank's own columns and codes, checked before they are followed."""

from decimal import Decimal
from pathlib import Path

import pytest

from guanxi.book.accounts import Account
from guanxi.book.customers import Customer
from guanxi.guard import reach
from guanxi.intake.mapping import reading
from guanxi.intake.refusals import BadMapping, DeliveryRefused
from guanxi.intake.take import take
from tests.intake import deliveries

MAPPING = r"""
name: a bank of another tongue
empty: ["?"]
number: {thousands: ",", full_width: true}
files:
  kh:   {pattern: "KH_*.txt", delimiter: "|@|", encoding: gb18030}
  acct: {pattern: "zh.csv"}
  bal:  {pattern: "YE_*.csv", period: 'YE_(\d{4})(\d{2})'}
  own_units: {beside: units.csv}
contracts:
  units: {from: own_units, columns: {unit_id: unit_id, parent_id: parent_id, name: name, kind: kind}}
  customers:
    from: kh
    columns:
      customer_id: 客户号
      kind: {from: 类型, codes: {"01": company, NO: person}}
      name: 名称
      unit_id: {constant: B1}
      opened_on: {from: 开户日, format: "%d.%m.%Y"}
      industry: {from: 行业, codes: {"甲": C35}}
  products:
    query: SELECT 'CUR' AS product_id, 'current' AS family, 'liability' AS side
  accounts:
    query: |
      SELECT acct.file_line, no AS account_id, kh."客户号" AS customer_id, 'CUR' AS product_id, 'B1' AS unit_id,
        'CNY' AS currency, DATE '2020-01-01' AS opened_on
      FROM acct JOIN kh ON kh."客户号" = acct.cust
  balances:
    from: bal
    columns:
      account_id: {expression: "'' || no"}
      period: {constant: 2026-03}
      average_balance: avg
      end_balance: end
"""
CUSTOMERS = (
    "客户号|@|类型|@|名称|@|开户日|@|行业\nK1|@|01|@|华川精密|@|31.12.2019|@|甲\nK2|@|NO|@|王芳|@|01.02.2020|@|?\n"
)


def _deliver(folder: Path, mapping: str = MAPPING) -> tuple[Path, Path]:
    """Write the delivery of a bank with its own words, and its mapping."""
    (folder / "own").mkdir()
    (folder / "own" / "units.csv").write_text(deliveries.FILES["units.csv"], encoding="utf-8")
    path = folder / "own" / "mapping.yaml"
    path.write_text(mapping, encoding="utf-8")
    delivery = folder / "delivery"
    delivery.mkdir()
    (delivery / "KH_20260331.txt").write_bytes(CUSTOMERS.encode("gb18030"))
    (delivery / "zh.csv").write_text("no,cust\nA1,K1\nA2,K2\nA3,K9\n", encoding="utf-8")
    (delivery / "YE_202603.csv").write_text('no,avg,end\nA1,"1,000.50",\uff11\uff12\nA2,5,?\n', encoding="utf-8")
    return delivery, path


@pytest.mark.usefixtures("committed_db")
def test_a_bank_is_taken_on_by_its_mapping_alone(tmp_path: Path) -> None:
    delivery, mapping = _deliver(tmp_path)
    load = take(delivery, by=None, mapping=mapping)
    with reach.system():
        rows = list(Customer.objects.order_by("pk").values_list("customer_id", "kind", "industry", "opened_on"))
        assert [(r[0], r[1], r[2], str(r[3])) for r in rows] == [
            ("K1", "company", "C35", "2019-12-31"),
            ("K2", "person", "", "2020-02-01"),
        ]
        assert set(Account.objects.values_list("pk", flat=True)) == {"A1", "A2"}
        assert Account.objects.get(pk="A1").end_balance == Decimal("12.00")
        (row,) = load.rejected_set.all()
        assert (row.contract, row.line, row.column, row.rule) == ("balances", 3, "end_balance", "required")


@pytest.mark.usefixtures("committed_db")
@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM glob('/*')",
        "COPY kh TO '/tmp/stolen.csv'",
        "SELECT 1; SELECT 2",
        "SET lock_configuration = false",
        "INSTALL httpfs",
        "ATTACH '/tmp/x.db'",
        "SELECT nothing FROM nowhere",
    ],
)
def test_a_query_reads_the_named_files_and_nothing_else(tmp_path: Path, query: str) -> None:
    changed = MAPPING.replace("SELECT 'CUR' AS product_id, 'current' AS family, 'liability' AS side", query)
    delivery, mapping = _deliver(tmp_path, changed)
    with pytest.raises(DeliveryRefused) as refused:
        take(delivery, by=None, mapping=mapping)
    assert refused.value.causes[0].rule == "query"


@pytest.mark.parametrize(
    ("before", "after", "where"),
    [
        ("customers:", "clients:", "contracts/clients"),
        ("name: 名称", "nom: 名称", "contracts/customers/columns/nom"),
        ("      name: 名称\n", "", "contracts/customers/columns"),
        ("from: kh\n", "from: ck\n", "contracts/customers/from"),
        ("{constant: B1}", "{constant: B1, from: x}", "contracts/customers/columns/unit_id"),
        ("NO: person", "NO: human", "contracts/customers/columns/kind/codes"),
        ("delimiter:", "separator:", "files/kh"),
        ('thousands: ","', "thousands: maybe", "number/thousands"),
        ("full_width: true", "full_width: perhaps", "number/full_width"),
        (r"(\d{2})", "", "files/bal/period"),
        ("query: SELECT 'CUR'", "derive: SELECT 'CUR'", "contracts/products/derive"),
        ("files:", "files: [", "/"),
        ("contracts:", "x:", "/"),
    ],
)
def test_what_is_wrong_in_a_mapping_is_told_by_its_place(tmp_path: Path, before: str, after: str, where: str) -> None:
    assert before in MAPPING
    path = tmp_path / "mapping.yaml"
    path.write_text(MAPPING.replace(before, after), encoding="utf-8")
    with pytest.raises(BadMapping) as refused:
        reading.read(path)
    assert f"at {where}:" in refused.value.words.en
    assert where in refused.value.words.zh


@pytest.mark.usefixtures("committed_db")
def test_a_file_the_mapping_needs_must_be_there(tmp_path: Path) -> None:
    delivery, mapping = _deliver(tmp_path)
    (delivery / "zh.csv").unlink()
    with pytest.raises(DeliveryRefused) as refused:
        take(delivery, by=None, mapping=mapping)
    assert [cause.rule for cause in refused.value.causes] == ["not_delivered"]
