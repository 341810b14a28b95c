"""Take the pictures of every page in both languages and both widths into ``docs/pictures``.

``PYTHONPATH=src:. python -m tests.pictures http://127.0.0.1:8800 [--only desk] [--theme dark] [--password …]
[--login relationship_manager=chen …] [--customer C01] [--to folder]``; the server must be running. ``{customer}`` in an
address is the customer given. Prints what a page complains of in its console, and pages that scroll sideways.
"""

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.journeys.browser import FLAGS, chromium

WIDTHS = {"wide": (1440, 900), "phone": (390, 844)}
LANGUAGES = {"zh": "zh-hans", "en": "en"}
LOGINS = {
    "relationship_manager": "chen",
    "supervisor": "sun",
    "analyst": "analyst",
    "administrator": "administrator",
    "auditor": "auditor",
}


@dataclass(frozen=True, slots=True)
class Picture:
    """One page to be taken: its name, who looks at it, and where it is."""

    name: str
    role: str
    path: str


PICTURES = (
    Picture("sign-in", "", "/accounts/login/"),
    Picture("desk", "relationship_manager", "/"),
    Picture("desk-supervisor", "supervisor", "/"),
    Picture("desk-administrator", "administrator", "/"),
    Picture("customers", "relationship_manager", "/customers/"),
    Picture("customer", "relationship_manager", "/customers/{customer}/"),
    Picture("customer-value", "relationship_manager", "/customers/{customer}/value/"),
    Picture("customer-wallet", "relationship_manager", "/customers/{customer}/wallet/"),
    Picture("customer-activity", "relationship_manager", "/customers/{customer}/activity/"),
    Picture("customer-why", "relationship_manager", "/customers/{customer}/why/profit_12m/"),
    Picture("customer-contact", "relationship_manager", "/customers/{customer}/contact/"),
    Picture("customer-history", "auditor", "/customers/{customer}/history/"),
    Picture("customers-analyst", "analyst", "/customers/?sort=-change&state=at_risk"),
    Picture("value", "supervisor", "/value/"),
    Picture("value-bridge", "supervisor", "/value/bridge/"),
    Picture("value-signs", "supervisor", "/value/signs/"),
    Picture("value-acting", "supervisor", "/value/acting/"),
    Picture("value-winning", "supervisor", "/value/winning/"),
    Picture("value-standing", "supervisor", "/value/standing/"),
    Picture("value-reconciliation", "analyst", "/value/reconciliation/"),
    Picture("loyalty", "supervisor", "/loyalty/"),
    Picture("loyalty-movement", "analyst", "/loyalty/movement/"),
    Picture("loyalty-barriers", "analyst", "/loyalty/barriers/"),
    Picture("loyalty-worth", "analyst", "/loyalty/worth/"),
    Picture("data", "analyst", "/data/"),
    Picture("quarantine", "analyst", "/data/quarantine/"),
    Picture("runs", "analyst", "/data/runs/"),
    Picture("assumptions", "analyst", "/data/assumptions/"),
    Picture("assumptions-risk", "analyst", "/data/assumptions/risk/"),
    Picture("models", "analyst", "/data/models/"),
    Picture("proof", "analyst", "/data/proof/"),
    Picture("dictionary", "analyst", "/data/dictionary/customers/"),
    Picture("manual", "analyst", "/data/manual/"),
    Picture("manual-measure", "relationship_manager", "/data/manual/maturing/"),
    Picture("trail", "auditor", "/guard/trail/"),
    Picture("rules", "auditor", "/guard/rules/"),
    Picture("people", "administrator", "/guard/people/"),
)


def sign_in(page: Page, address: str, login: str, password: str) -> None:
    """Sign in by the form."""
    page.goto(f"{address}/accounts/login/")
    page.fill("[name=login]", login)
    page.fill("[name=password]", password)
    page.keyboard.press("Enter")
    page.wait_for_selector(".sidebar", state="attached")


def speak(page: Page, language: str) -> None:
    """Switch the language if it is another."""
    if page.get_attribute("html", "lang") != language:
        page.click(f".language button[value={language}]")
        page.wait_for_load_state("networkidle")


def complaints(page: Page) -> list[str]:
    """Gather what the browser says of the page."""
    found: list[str] = []
    page.on("console", lambda m: found.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


def taken(browser: Browser, asked: argparse.Namespace) -> Iterator[str]:
    """Take all pictures asked for; yield one line per picture."""
    logins = LOGINS | dict(pair.split("=", 1) for pair in asked.login)
    for role in dict.fromkeys(picture.role for picture in PICTURES):
        chosen = [p for p in PICTURES if p.role == role and asked.only in ("", p.name)]
        for width, (across, down) in WIDTHS.items() if chosen else ():
            context = browser.new_context(viewport={"width": across, "height": down}, color_scheme=asked.theme)
            page = context.new_page()
            said = complaints(page)
            if role:
                sign_in(page, asked.address, logins[role], asked.password)
            for picture in chosen:
                for short, language in LANGUAGES.items():
                    page.goto(asked.address + picture.path.format(customer=asked.customer))
                    speak(page, language)
                    page.wait_for_load_state("networkidle")
                    beyond = page.evaluate("document.documentElement.scrollWidth - innerWidth")
                    file = asked.to / f"{picture.name}-{short}-{width}{'-dark' if asked.theme == 'dark' else ''}.png"
                    page.screenshot(path=file, animations="disabled")
                    yield f"{file.name}{f' scrolls sideways by {beyond}' if beyond > 0 else ''} {' | '.join(said)}"
                    said.clear()
            context.close()


def main() -> None:
    """Read the command line and take the pictures."""
    reading = argparse.ArgumentParser(description=__doc__)
    reading.add_argument("address")
    reading.add_argument("--only", default="")
    reading.add_argument("--theme", default="light", choices=("light", "dark"))
    reading.add_argument("--password", default="guanxi-demo")
    reading.add_argument("--login", action="append", default=[], metavar="ROLE=LOGIN")
    reading.add_argument("--customer", default="C01")
    reading.add_argument("--to", type=Path, default=Path(__file__).parents[1] / "docs" / "pictures")
    asked = reading.parse_args()
    asked.to.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        for line in taken(browser, asked):
            print(line.strip())
        browser.close()


if __name__ == "__main__":
    main()
