"""An analyst asks who is lost, looks at one group, at one price, and opens the customers behind a number."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from guanxi.guard import reach
from tests import cast, cast_loyalty

pytestmark = pytest.mark.journey
Enter = Callable[..., Page]


@pytest.fixture
def lossy(little_bank: cast.LittleBank) -> cast.LittleBank:
    """Publish retention and loss so that another connection sees it."""
    with reach.system():
        cast_loyalty.fill(little_bank.run)
    return little_bank


def test_an_analyst_goes_from_the_question_to_the_customers_behind_it(lossy: cast.LittleBank, enter: Enter) -> None:
    page = enter("analyst")
    page.keyboard.press("g")
    page.keyboard.press("l")
    page.wait_for_url("**/loyalty/")
    page.get_by_role("link", name="流失与价格变化之间有何关系？").click()
    expect(page.locator("#prices h2")).to_contain_text("整存整取一年(2025年12月)")
    expect(page.locator("#prices canvas")).to_be_visible()
    expect(page.locator("#destinations canvas")).to_be_visible()
    page.locator("#groups").get_by_role("link", name="来源").click()
    expect(page.locator("#groups")).to_contain_text("客户推荐")
    page.locator("#groups .chart-foot summary").click()
    expect(page.locator("#groups .chart-foot table")).to_contain_text("自行上门")
    page.locator("#survival").get_by_role("link", name="产品").click()
    expect(page.locator("#survival tbody")).to_contain_text("定期存款")
    page.locator("#groups tbody").get_by_role("link", name="30").click()
    expect(page).to_have_url(re.compile(r"gone=closed.*source=walk_in"))


def test_on_a_phone_nothing_scrolls_sideways_and_charts_are_drawn(lossy: cast.LittleBank, enter: Enter) -> None:
    page = enter("sun", 390, 844)
    for path in ("/loyalty/", "/loyalty/movement/", "/loyalty/barriers/", "/loyalty/worth/?points=3"):
        page.goto(path)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, path
