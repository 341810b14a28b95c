"""The wallet of a customer: who sees it, what it tells in both languages, and what stands where nothing is known."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client

from guanxi.book.customer_figures import CustomerFigure
from guanxi.book.figures import Insight, current
from guanxi.contracts.products import FAMILIES
from guanxi.guard import reach
from guanxi.guard.people import Person
from tests.cast import PEOPLE, LittleBank, reached
from tests.cast_customers import CUSTOMERS

NAMES = list(FAMILIES)
SEES_VALUE = ("relationship_manager", "supervisor", "analyst", "auditor")


def _login(client: Client, person: Person, language: str) -> None:
    person.language = language
    person.save(update_fields=["language"])
    client.force_login(person)


def text(response: HttpResponse) -> str:
    return response.content.decode()


def _fill(number: str, **more: object) -> None:
    own = [{"current": 120_000_00, "wealth": 600_00}.get(name, 0) for name in NAMES]
    whole = [{"current": 400_000_00, "wealth": 600_00, "mortgage": 900_000_00}.get(name, 0) for name in NAMES]
    values = {
        "own_families": own,
        "wallet_families": whole,
        "wallet_marks": "".join({"current": "p", "wealth": "c", "mortgage": "e"}.get(name, "n") for name in NAMES),
        "wallet_cell": "2",
        "wallet_evidence": [
            {"family": "mortgage", "bank": "海晏银行", "amount": 900_000_00, "source": "bureau", "as_of": "2026-05-04"}
        ],
        "share_months": [None, *range(1000, 3300, 100)],
        "customer_share": 0.32,
        "share_ahead": 0.41,
        "share_ahead_low": 0.38,
        "share_ahead_high": 0.44,
        "next_product": "mortgage",
        "next_product_chance": 0.34,
        "next_product_value": 1200,
        "next_products": [["mortgage", 0.34, 1200_00, 4000_00, 34, 100, "held"]],
    }
    with reach.system():
        CustomerFigure.objects.filter(customer_id=number).update(**values | more)


@pytest.mark.parametrize("login", [login for login, *_ in PEOPLE])
def test_each_role_sees_the_wallet_of_its_reach_or_is_refused(bank: LittleBank, client: Client, login: str) -> None:
    person = getattr(bank, login)
    client.force_login(person)
    for number in [*(c.number for c in CUSTOMERS), "C99"]:
        status = client.get(f"/customers/{number}/wallet/").status_code
        if number in reached(person):
            assert status == (200 if person.role in SEES_VALUE else 403)
        else:
            assert status == 404 or (person.role == "administrator" and status == 403)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "en",
            (
                "Held with us",
                "credit bureau",
                "34 of 100 opened it next",
                "The share rises: 32.0",
                "evidence says less",
            ),
        ),
        ("zh-hans", ("本行持有", "征信", "100 户中有 34 户", "份额上升", "证据所示低于本行持有")),
    ],
)
def test_wallet_evidence_share_and_next_product_stand_on_the_page(
    bank: LittleBank, client: Client, language: str, words: tuple[str, ...]
) -> None:
    _fill("C01")
    _login(client, bank.chen, language)
    page = text(client.get("/customers/C01/wallet/"))
    assert [word for word in words if word not in page] == []
    whys = set(re.findall(r"/customers/C01/why/(\w+)/", page))
    assert {"wallet_families", "share_ahead", "potential_doing", "next_products", "wallet_evidence"} <= whys
    for name in whys:
        assert client.get(f"/customers/C01/why/{name}/").status_code == 200


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "en",
            ("cannot be told", "No balance is held here", "No product is both suitable", "No evidence of other banks"),
        ),
        ("zh-hans", ("无法得出份额", "本行没有余额", "没有既适合又值得投入的产品", "有效期内没有他行证据")),
    ],
)
def test_where_nothing_is_known_it_says_so(
    bank: LittleBank, client: Client, language: str, words: tuple[str, ...]
) -> None:
    _fill(
        "C01", own_families=[0] * 16, wallet_families=[0] * 16, wallet_marks="n" * 16, wallet_evidence={},
        share_months=[None] * 24, customer_share=None, share_ahead=None, next_product="", next_products={},
    )  # fmt: skip
    _login(client, bank.chen, language)
    page = text(client.get("/customers/C01/wallet/"))
    assert [word for word in words if word not in page] == []
    assert "nan" not in page.lower().split()


def test_the_market_of_the_customers_segment_stands_beside_it(bank: LittleBank, client: Client) -> None:
    _fill("C01")
    run = current()
    assert run is not None
    with reach.system():
        figure = CustomerFigure.objects.get(customer_id="C01")
        Insight.objects.create(
            run=run, topic="positioning", scope="staff", scope_id="S01", place=0,
            figures={
                "cut": "market", "kind": figure.kind, "region": figure.axis_region, "industry": figure.axis_industry,
                "market_size": 5_000_000_00, "market_growth": 0.05, "market_share": 0.031, "customer_share": 0.4,
                "market_year": 2026, "market_source": "survey", "competitors": '[{"name": "海晏银行", "rate": 0.25}]',
            },
        )  # fmt: skip
    _login(client, bank.chen, "en")
    page = text(client.get("/customers/C01/wallet/"))
    assert [word for word in ("5.00 m", "3.10", "海晏银行 25", "2026, source: survey") if word not in page] == []
