"""The figures of customers: the table is the contract, and only the slot nobody reads is refilled."""

import pytest
from django.db import Error, connection, transaction

from guanxi.book.customer_figures import CustomerFigure, of_run
from guanxi.contracts.figures import CUSTOMER_FIGURES
from guanxi.contracts.shape import Kind
from guanxi.guard import reach
from tests import cast

TYPES = {
    Kind.TEXT: "character varying",
    Kind.CODE: "character varying",
    Kind.INTEGER: "integer",
    Kind.NUMBER: "double precision",
    Kind.SHARE: "double precision",
    Kind.MONEY: "numeric",
    Kind.DATE: "date",
    Kind.MONEYS: "ARRAY",
    Kind.POINTS: "ARRAY",
    Kind.DOCUMENT: "jsonb",
}


def test_the_model_has_exactly_the_columns_of_the_contract() -> None:
    columns = [field.attname for field in CustomerFigure._meta.concrete_fields if field.attname != "slot"]
    assert columns == [column.name for column in CUSTOMER_FIGURES.columns]


def test_the_table_has_exactly_the_columns_and_types_of_the_contract(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name, data_type, is_nullable = 'YES' FROM information_schema.columns "
            "WHERE table_name = 'book_customer_figure' AND column_name <> 'slot' ORDER BY ordinal_position"
        )
        found = cursor.fetchall()
    text = (Kind.TEXT, Kind.CODE, Kind.DOCUMENT)
    declared = [(c.name, TYPES[c.kind], not c.required and c.kind not in text) for c in CUSTOMER_FIGURES.columns]
    # what came later stands at the end of the table
    assert sorted(found) == sorted(declared)


def _call(function: str, slot: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s)", [slot])


def _indexes(slot: int) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexname FROM pg_indexes WHERE tablename = %s", [f"book_customer_figure_{slot}"])
        return {name.rsplit("_", 1)[1] for (name,) in cursor.fetchall()}


def test_the_other_slot_is_emptied_filled_and_indexed_while_people_read(bank: cast.LittleBank) -> None:
    with reach.system():
        _call("guanxi_stage_figures", 1)
        assert _indexes(1) == {"pkey"}
        columns = ", ".join(column.name for column in CUSTOMER_FIGURES.columns)
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO book_customer_figure_1 (slot, {columns}) SELECT 1, {columns} FROM book_customer_figure"
            )
        _call("guanxi_index_figures", 1)
        assert _indexes(1) >= {"pkey", "profit", "unit", "owner", "deputy", "rank"}
        assert of_run(0).count() == of_run(1).count() == len(cast.reached(bank.auditor))


def test_rows_are_copied_straight_into_the_slot_by_the_system(bank: cast.LittleBank) -> None:
    with reach.system():
        _call("guanxi_stage_figures", 1)
        row = of_run(0).values_list(*(c.name for c in CUSTOMER_FIGURES.columns)).get(customer_id="C01")
        columns = ", ".join(column.name for column in CUSTOMER_FIGURES.columns)
        with (
            connection.cursor() as cursor,
            cursor.copy(f"COPY book_customer_figure_1 (slot, {columns}) FROM STDIN") as copy,
        ):
            copy.write_row((1, *row))
        assert of_run(1).get().profit_12m == of_run(0).get(customer_id="C01").profit_12m


def test_the_slot_people_read_is_never_emptied(bank: cast.LittleBank) -> None:
    with reach.system():
        with pytest.raises(Error, match="shown to people"), transaction.atomic():
            _call("guanxi_stage_figures", 0)
        assert of_run(0).exists()


@pytest.mark.parametrize("login", ["chen", "sun", "analyst", "administrator"])
@pytest.mark.parametrize("function", ["guanxi_stage_figures", "guanxi_index_figures"])
def test_only_the_system_refills_a_slot(bank: cast.LittleBank, login: str, function: str) -> None:
    with reach.acting(getattr(bank, login)), pytest.raises(Error, match="permission denied"), transaction.atomic():
        _call(function, 1)


def test_a_page_reads_one_partition_alone(bank: cast.LittleBank) -> None:
    with reach.acting(bank.chen):
        plan = of_run(0).order_by("-profit_12m").explain()
    assert "book_customer_figure_0" in plan
    assert "book_customer_figure_1" not in plan
