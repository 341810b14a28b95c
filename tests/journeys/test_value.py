"""An analyst asks who makes the profit, drags over the end of the curve, and sees the customers who lose it."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.journey
Enter = Callable[..., Page]


def drag(page: Page, start: float, end: float) -> None:
    """Drag over the curve from one share of the customers to another."""
    box = page.locator("#whale-title ~ *, .chart-canvas").last.bounding_box()
    plot = page.evaluate(
        """() => { const chart = echarts.getInstanceByDom(document.querySelector('.chart-canvas'));
        return [0, 100].map((x) => chart.convertToPixel({ xAxisIndex: 0 }, x)); }"""
    )
    assert box
    across = [box["x"] + plot[0] + share * (plot[1] - plot[0]) for share in (start, end)]
    down = box["y"] + box["height"] / 2
    page.mouse.move(across[0], down)
    page.mouse.down()
    page.mouse.move(sum(across) / 2, down)
    page.mouse.move(across[1], down)
    page.mouse.up()


def test_an_analyst_drags_the_brush_and_sees_the_customers_behind_it(enter: Enter) -> None:
    page = enter("analyst")
    page.goto("/value/")
    expect(page.locator("#whale-title")).to_contain_text("前20%的客户创造了")
    drag(page, 0.70, 0.998)
    expect(page.locator("#range h2")).to_have_text("后30%")
    expect(page.locator("#range [data-row]").first).to_contain_text("万合置业有限公司")
    expect(page).to_have_url(re.compile(r"from=0\.7&to=1"))
    page.reload()
    expect(page.locator("#range h2")).to_have_text("后30%")
    page.locator("#range").get_by_role("link", name="打开客户列表").click()
    expect(page.locator("main")).to_contain_text("万合置业有限公司")
    expect(page.locator("main")).not_to_contain_text("北方钢铁集团")


def test_the_range_is_typed_by_keyboard_and_the_table_sorted_without_leaving(enter: Enter) -> None:
    page = enter("analyst")
    page.goto("/value/")
    first, last = page.locator(".chart-range input").all()
    first.fill("0")
    last.fill("20")
    last.press("Tab")
    expect(page.locator("#range h2")).to_have_text("前20%")
    expect(page.locator("#range [data-row]").first).to_contain_text("北方钢铁集团")
    page.locator("#concentration").get_by_role("link", name="客户", exact=True).click()
    expect(page.locator("#concentration th[aria-sort]")).to_contain_text("客户")
    expect(page.locator("#range h2")).to_have_text("前20%")


def test_a_figure_says_why_beside_the_page_on_a_phone(enter: Enter) -> None:
    page = enter("li", width=390, height=844)
    page.goto("/value/")
    page.locator(".card-header .why").first.click()
    expect(page.locator("#panel-body")).to_contain_text("正利润合计")
    page.keyboard.press("Escape")
    expect(page.locator("#panel")).not_to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
