"""From pinyin initials to a customer, what it is worth and why, and a contact written down; also on a phone."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.journey
Enter = Callable[..., Page]


def test_a_manager_searches_by_initials_asks_why_and_logs_a_contact(enter: Enter) -> None:
    page = enter("chen")
    page.keyboard.press("/")
    page.keyboard.type("hcjm")
    expect(page.locator("#suggestions")).to_contain_text("华川精密")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/customers/C01/")
    page.get_by_role("link", name="价值", exact=True).last.click()
    page.wait_for_url("**/customers/C01/value/")
    expect(page.locator("figure[data-chart] canvas")).to_have_count(4)
    page.locator(".tile .why").first.click()
    panel = page.locator("dialog#panel")
    expect(panel).to_contain_text("¥2,233,000.00")
    expect(panel).to_contain_text("存款利差 + 贷款利差")
    expect(panel.locator("#source-rows")).not_to_contain_text("正在查询")
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    form = panel.locator("form.contact-form")
    form.get_by_text("上门拜访").click()
    form.get_by_text("有进展").click()
    form.locator("[name=note]").fill("下周带方案再谈")
    form.get_by_role("button", name="保存记录").click()
    page.wait_for_url("**/customers/C01/activity/")
    expect(page.locator(".timeline")).to_contain_text("下周带方案再谈")


def test_filters_change_the_list_and_the_address_and_can_be_kept(enter: Enter) -> None:
    page = enter("sun")
    page.goto("/customers/")
    expect(page.locator("[data-row]")).to_have_count(13)
    page.get_by_role("button", name="潜力层级").click()
    page.get_by_label("世界级").check()
    expect(page.locator("[data-row]")).to_have_count(1)
    expect(page).to_have_url(re.compile(r"tier=world"))
    page.get_by_label("本地蓝筹级").check()
    expect(page.locator("[data-row]")).to_have_count(2)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="视图").click()
    page.get_by_label("将当前列表保存为").fill("大客户")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.locator("#notices")).to_contain_text("大客户")
    page.locator(".in-force .chip", has_text="世界级").click()
    expect(page.locator("[data-row]")).to_have_count(1)
    page.go_back()
    expect(page.locator("[data-row]")).to_have_count(2)


def test_columns_are_chosen_and_rows_walked_by_keyboard(enter: Enter) -> None:
    page = enter("chen")
    page.goto("/customers/")
    page.get_by_role("button", name="显示列").click()
    page.get_by_label("行业", exact=True).last.check()
    page.wait_for_url(re.compile("cols="))
    expect(page.locator("thead")).to_contain_text("行业")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/customers/C01/")


def test_on_a_phone_customers_are_cards_and_nothing_scrolls_sideways(enter: Enter) -> None:
    page = enter("chen", width=390, height=844)
    for path in (
        "/customers/",
        "/customers/C01/",
        "/customers/C01/value/",
        "/customers/C01/activity/",
        "/customers/C01/contact/",
    ):
        page.goto(path)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, path
