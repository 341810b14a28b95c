"""Why? of the small published tables: the row the figure stands in, its parts with values, assumptions and run."""

import html
import re

import pytest
from django.http import HttpResponse
from django.test import Client

from guanxi.book.figures import Insight
from guanxi.guard import reach
from guanxi.guard.people import Person
from tests.cast import LittleBank
from tests.doors.web.test_value_standing import ROWS, TREND

TREASURY = {"period": "2026-06", "currency": "USD", "margin": 700_00, "treasury": -200_00, "net_interest": 500_00}
PAGES = ("/value/standing/", "/value/standing/?by=size", "/value/reconciliation/", "/value/reconciliation/?line=fees")


def text(response: HttpResponse) -> str:
    assert response.status_code == 200
    return html.unescape(response.content.decode())


def english(person: Person, client: Client) -> None:
    person.language = "en"
    person.save(update_fields=["language"])
    client.force_login(person)


@pytest.fixture
def told(bank: LittleBank) -> LittleBank:
    with reach.system():
        rows = [("positioning", row) for row in ROWS] + [("share_trend", TREND), ("treasury", TREASURY)]
        for place, (topic, figures) in enumerate(rows):
            Insight.objects.create(run=bank.run, topic=topic, scope="bank", scope_id="", place=place, figures=figures)
    return bank


def whys(page: str) -> set[str]:
    return set(re.findall(r'class="why" href="([^"]+)"', page))


@pytest.mark.parametrize(
    ("address", "words"),
    [
        (
            "positioning.market_share/?row=1",
            (
                "Manufacturing",
                "2.00 %",
                "Size of the market",
                "70,000,000.00",
                "7.0 %",
                ">2026\n",
                "survey",
                "Day end no.",
            ),
        ),
        ("positioning.competitors/?row=1", ("海晏银行 25 %", "survey")),
        ("positioning.customer_share/?row=0", ("50.0 %", "9,000,000.00", "5,000,000.00", "person")),
        ("share_trend.share_ahead/?row=3", ("56.0 %", "54.0 %", "version 1", "damping")),
        ("treasury.net_interest/?row=4", ("USD", "500.00", "−¥200.00", "700.00", "Jun 2026")),
        ("treasury.treasury/?row=4", ("Tranches of balances without a term", "version 1")),
    ],
)
def test_a_row_is_told_with_its_parts_assumptions_and_run(
    told: LittleBank, client: Client, address: str, words: tuple[str, ...]
) -> None:
    english(told.analyst, client)
    page = text(client.get(f"/value/why/{address}"))
    assert [word for word in words if word not in page] == []


def test_an_entry_of_the_reconciliation_adds_up_in_its_why(told: LittleBank, client: Client) -> None:
    english(told.analyst, client)
    page = text(client.get("/value/reconciliation/"))
    differing = page.split('class="differs"')[1].split("</tr>")[0]
    [link] = whys(differing)
    why = text(client.get(link))
    assert "−¥0.01" in why and "Formula" in why
    assert re.search(r"line=\w+", link) and "month=" in link


def test_every_why_of_the_pages_opens_with_its_value(told: LittleBank, client: Client) -> None:
    english(told.analyst, client)
    links = {link for page in PAGES for link in whys(text(client.get(page)))}
    assert len({re.findall(r"why/(\w+)\.", link)[0] for link in links}) >= 3
    for link in links:
        why = text(client.get(link))
        assert ("row=" not in link and "line=" not in link) or 'class="figure-value' in why
        assert all(client.get(inner).status_code == 200 for inner in whys(why))


def test_without_a_row_only_the_formula_is_told_and_outside_the_reach_there_is_none(
    told: LittleBank, client: Client
) -> None:
    english(told.analyst, client)
    for address in ("positioning.market_share/", "treasury.net_interest/?row=99", "reconciliation.difference/?line=x"):
        assert 'class="figure-value' not in text(client.get(f"/value/why/{address}"))
    client.force_login(told.li)
    assert 'class="figure-value' not in text(client.get("/value/why/treasury.net_interest/?row=4"))
    assert client.get("/value/why/treasury.net_interest/?scope=unit&id=B2&row=4").status_code == 404


@pytest.mark.parametrize("figure", ["positioning.open_value", "treasury.treasury", "reconciliation.idle"])
def test_it_speaks_chinese(told: LittleBank, client: Client, figure: str) -> None:
    client.force_login(told.sun)
    page = text(client.get(f"/value/why/{figure}/?row=1"))
    assert "口径" in page or "公式" in page
