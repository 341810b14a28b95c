"""From the desk to a logged contact and back, by mouse, by keyboard and on a phone."""

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.journey
Enter = Callable[..., Page]


def test_a_manager_takes_an_act_on_logs_the_contact_and_the_row_is_gone(enter: Enter) -> None:
    page = enter("chen")
    expect(page.locator("[data-row]")).to_have_count(5)
    page.locator("[data-row]", has_text="下降 22%").get_by_role("button", name="去做").click()
    page.wait_for_url("**/customers/C01/**")
    form = page.locator("form.contact-form")
    form.get_by_text("电话").click()
    form.get_by_text("有进展").click()
    form.locator("[name=note]").fill("约定下周面谈续存")
    form.locator("button.btn-primary").click()
    expect(form).to_have_count(0)
    page.goto("/")
    expect(page.locator("[data-row]")).to_have_count(4)
    expect(page.locator("#side")).to_contain_text("电话")


def test_putting_off_lets_the_next_row_come_and_can_be_undone(enter: Enter) -> None:
    page = enter("chen")
    row = page.locator("[data-row]", has_text="林雪")
    row.get_by_role("button", name="稍后").click()
    row.get_by_role("button", name="明天").click()
    expect(page.locator("[data-row]")).to_have_count(4)
    expect(page.locator("#side")).to_contain_text("林雪")
    page.locator("#notices").get_by_role("button", name="撤销").click()
    expect(page.locator("[data-row]")).to_have_count(5)


def test_the_desk_works_by_keyboard(enter: Enter) -> None:
    page = enter("chen")
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator("[data-row].here")).to_contain_text("下降 22%")
    page.keyboard.press("?")
    expect(page.locator("dialog#help")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    expect(page.locator("#search")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("c")
    page.wait_for_url("**/customers/")


def test_why_opens_beside_the_list(enter: Enter) -> None:
    page = enter("chen")
    page.locator("[data-row]", has_text="下降 22%").get_by_role("link", name="为什么？").click()
    expect(page.locator("#panel")).to_contain_text("= 排序分")
    page.keyboard.press("Escape")
    expect(page.locator("#panel")).to_be_hidden()


def test_on_a_phone_nothing_scrolls_sideways(enter: Enter) -> None:
    page = enter("chen", 390, 844)
    expect(page.locator(".bottombar")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_the_theme_chosen_holds_on_the_next_page(enter: Enter) -> None:
    page = enter("chen")
    page.click("button.avatar")
    page.get_by_role("button", name="深色").click()
    page.wait_for_load_state("networkidle")
    page.goto("/help/")
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")


def test_a_manager_gives_a_whole_list_one_instruction_and_finds_it_on_the_desk(enter: Enter) -> None:
    page = enter("chen")
    page.goto("/customers/")
    page.get_by_role("button", name="批量安排").click()
    page.get_by_label("要做什么").fill("介绍代发工资")
    page.get_by_label("期限").fill(f"{timezone.localdate():%Y-%m-%d}")
    page.get_by_role("button", name="列入工作清单").click()
    expect(page.locator("#act-progress")).to_contain_text("完成")
    page.locator("#act-progress").get_by_role("link", name="查看").click()
    expect(page.locator("#work [data-row]").first).to_contain_text("介绍代发工资")
