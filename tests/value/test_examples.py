"""Every published figure that a page of the manual works out leads there, and every page is led to."""

import pytest

from guanxi.contracts.figures.work import REASONS
from guanxi.value import examples, explain, formulas, manual, specs

#: Pages of a table without a *why?* of its own, and of the work list as a whole.
OF_TABLES = {"loss_months", "one_matter", "worklist"}
#: What a person gives is no measure.
MEASURED = set(REASONS) - {"assigned"}


@pytest.mark.parametrize("page", examples.PAGES)
def test_a_page_named_for_figures_exists_and_so_do_its_figures(page: str) -> None:
    assert manual.find(page) is not None
    for figure in examples.PAGES[page].split():
        name = figure if "." in figure else f"customer_figures.{figure}"
        known = [one for one in formulas.ALL if one == name or f"{one.split('.')[0]}.*" == name]
        assert known, figure
        assert all(page in explain.why(one).examples for one in known)


def test_every_page_is_led_to_from_a_figure_or_a_reason_of_the_work_list() -> None:
    assert {spec.name for spec in specs.ALL} == {*examples.PAGES, *MEASURED, *OF_TABLES}


def test_every_reason_of_the_work_list_has_a_page_of_its_own() -> None:
    assert [reason for reason in MEASURED if manual.find(reason) is None] == []


def test_the_figures_customers_are_judged_by_all_have_a_page() -> None:
    judged = (
        "profit_12m raroc_rate level grade tier departure wallet_amount customer_share potential_12m lifetime_value"
    )
    assert all(explain.why(figure).examples for figure in judged.split())
    assert explain.why("customer_id").examples == ()
