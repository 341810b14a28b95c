"""Where we stand: the segments of a scope by both cuts, sorted, with and without a market."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client

from guanxi.book.figures import Insight, current
from guanxi.guard import reach
from guanxi.guard.people import Person
from tests.cast import LittleBank

BASE = {
    "size": "", "own_amount": 5_000_000_00, "wallet_amount": 9_000_000_00, "customer_share": 0.5, "share_before": 0.4,
    "revenue_12m": 90_000_00, "cost_12m": 9_000_00, "open_value": 60_000_00, "market_size": None,
    "market_growth": None, "market_share": None, "market_year": None, "market_source": None, "competitors": None,
}  # fmt: skip
ROWS = [
    BASE | {"cut": "market", "kind": "person", "region": "110000", "industry": "", "customers": 3},
    BASE
    | {
        "cut": "market", "kind": "company", "region": "110000", "industry": "C", "customers": 40, "market_year": 2026,
        "market_size": 70_000_000_00, "market_growth": 0.07, "market_share": 0.02, "market_source": "survey",
        "competitors": '[{"name": "海晏银行", "rate": 0.25}]', "wallet_amount": 8_000_000_00,
    },
    BASE | {"cut": "size", "kind": "company", "region": "", "industry": "", "size": "small", "customers": 40},
]  # fmt: skip
TREND = {
    "customer_share": 0.5, "share_months": [None, *range(2700, 5000, 100)], "share_ahead": 0.56,
    "share_ahead_low": 0.54, "share_ahead_high": 0.58, "customers": 43,
}  # fmt: skip


def _login(client: Client, person: Person, language: str) -> None:
    person.language = language
    person.save(update_fields=["language"])
    client.force_login(person)


def text(response: HttpResponse) -> str:
    return response.content.decode()


def _fill(scope: str, scope_id: str) -> None:
    run = current()
    assert run is not None
    with reach.system():
        for place, figures in enumerate(ROWS):
            Insight.objects.create(
                run=run, topic="positioning", scope=scope, scope_id=scope_id, place=place, figures=figures
            )
        Insight.objects.create(run=run, topic="share_trend", scope=scope, scope_id=scope_id, place=0, figures=TREND)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "en",
            (
                "rose from 37.0",
                "Manufacturing",
                "海晏银行 25",
                "no market figures delivered",
                "few customers",
                "survey",
            ),
        ),
        ("zh-hans", ("由 37.0", "制造业", "海晏银行 25", "未提供市场数据", "客户很少")),
    ],
)
def test_segments_stand_beside_their_market_and_lead_to_their_customers(
    bank: LittleBank, client: Client, language: str, words: tuple[str, ...]
) -> None:
    _fill("bank", "")
    _login(client, bank.analyst, language)
    page = text(client.get("/value/standing/"))
    assert [word for word in words if word not in page] == []
    assert "/customers/?kind=company&amp;region=110000&amp;industry=C" in page
    assert client.get("/customers/?kind=company&region=110000&industry=C").status_code == 200


def test_the_table_is_sorted_by_any_figure_and_cut_by_kind_and_size(bank: LittleBank, client: Client) -> None:
    _fill("staff", "S01")
    client.force_login(bank.chen)

    def kinds(query: str) -> list[str]:
        return re.findall(r"/customers/\?kind=(\w+)", text(client.get(f"/value/standing/?{query}")))

    assert kinds("") == ["person", "company"]
    assert kinds("sort=wallet_amount") == ["company", "person"]
    assert kinds("sort=-market_size") == kinds("sort=market_size") == ["company", "person"]
    assert kinds("by=size") == ["company"]
    assert kinds("by=nonsense&sort=nonsense") == ["person", "company"]


@pytest.mark.parametrize(
    ("language", "words"), [("en", "No segment has customers here"), ("zh-hans", "本范围没有客群")]
)
def test_a_scope_without_segments_says_so(bank: LittleBank, client: Client, language: str, words: str) -> None:
    _login(client, bank.li, language)
    page = text(client.get("/value/standing/"))
    assert words in page


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", ("the counts are used", "68.6", "507 / 739")), ("zh-hans", ("采用计数", "前三命中率"))],
)
def test_the_bank_sees_how_well_the_next_product_is_told(
    bank: LittleBank, client: Client, language: str, words: tuple[str, ...]
) -> None:
    run = current()
    assert run is not None
    figures = {
        "method": "counts", "hits": 507, "openings": 739, "rate": 0.686, "low": 0.652, "high": 0.718, "is_used": True,
        "verdict": "counts_stand", "gain": -0.004, "gain_low": -0.028, "gain_high": 0.02,
    }  # fmt: skip
    with reach.system():
        Insight.objects.create(run=run, topic="next_trial", scope="bank", scope_id="", place=0, figures=figures)
    _login(client, bank.analyst, language)
    page = text(client.get("/value/standing/"))
    assert [word for word in words if word not in page] == []
    _login(client, bank.chen, language)
    assert "507 / 739" not in text(client.get("/value/standing/"))
