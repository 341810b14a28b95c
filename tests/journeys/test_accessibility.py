"""No page breaks a rule of WCAG 2.2 AA that a machine can check, in either language, light or dark, wide or narrow.

The rules are axe-core's. The dark page is the same page in other colours, so its contrast alone is checked again; the
narrow one has the colours of the wide one, so everything but contrast is, in the language with the longer words.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from tests.pictures import LANGUAGES, LOGINS, PICTURES, WIDTHS, speak

pytestmark = pytest.mark.journey
Enter = Callable[..., Page]
WCAG = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
ALL = {"runOnly": WCAG}
BUT_CONTRAST = {"runOnly": WCAG, "rules": {"color-contrast": {"enabled": False}}}
CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
LONGER = "en"
#: Pages nobody takes a picture of, by role.
MORE = {
    "relationship_manager": ("/help/", "/customers/C01/why/profit_12m/rows/"),
    "supervisor": ("/value/range/", "/value/why/concentration.top20_gross_rate/"),
    "analyst": ("/data/dictionary/", "/value/reconciliation/?line=fees"),
    "administrator": ("/guard/people/new/", "/accounts/password/change/", "/accounts/2fa/"),
    "auditor": ("/guard/views/",),
}


def addresses(role: str) -> Iterator[str]:
    """Return what a role looks at."""
    yield from (picture.path.format(customer="C01") for picture in PICTURES if picture.role == role)
    yield from MORE.get(role, ())


def broken(page: Page, rules: dict[str, Any]) -> list[str]:
    """Return the rules broken, each with the element and what would mend it."""
    found = page.evaluate("(asked) => axe.run(document, asked)", {"resultTypes": ["violations"], **rules})
    return [
        f"{violation['id']}: {node['html'][:160]} {node['failureSummary']}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


def sized(page: Page, width: str) -> None:
    """Give the page one of the widths of the pictures; what watches its size is told within two frames."""
    across, down = WIDTHS[width]
    page.set_viewport_size({"width": across, "height": down})
    page.evaluate("() => new Promise((told) => requestAnimationFrame(() => requestAnimationFrame(told)))")


def check(page: Page, address: str, language: str) -> Iterator[str]:
    """Check one page in one language, light and dark, wide and narrow."""
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    sized(page, "wide")
    answer = page.goto(address)
    assert answer is not None and answer.ok, address
    speak(page, language)
    page.wait_for_load_state("networkidle")
    page.evaluate(AXE_SCRIPT)
    yield from broken(page, ALL)
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    yield from (f"dark {line}" for line in broken(page, CONTRAST))
    if language == LONGER:
        sized(page, "phone")
        yield from (f"narrow {line}" for line in broken(page, BUT_CONTRAST))


@pytest.mark.parametrize("role", ["", *LOGINS])
def test_no_page_breaks_a_rule_of_wcag(enter: Enter, browser: Any, served: str, role: str) -> None:
    page = enter(LOGINS[role]) if role else browser.new_page(base_url=served)
    found = {
        f"{address} {language}": lines
        for language in LANGUAGES.values()
        for address in addresses(role)
        if (lines := list(check(page, address, language)))
    }
    assert found == {}
