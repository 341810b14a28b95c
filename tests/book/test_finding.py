"""Finding customers: search, filters, orders and pages, each within the reach."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connection

from guanxi.book import finding, matching, paging, search
from guanxi.book.customers import Customer
from guanxi.book.finding import Found, Wanted
from guanxi.desk import worklist
from guanxi.guard import reach
from guanxi.guard.people import Person
from tests import cast
from tests.cast_customers import CUSTOMERS
from tests.cast_figures import profit

LOGINS = [login for login, *_ in cast.PEOPLE]
GAINERS = [c for c in CUSTOMERS if profit(c) > 0]
BEST_FIRST = [c.number for c in sorted(CUSTOMERS, key=lambda c: (-profit(c), c.number))]


def find(bank: cast.LittleBank, person: Person, wanted: Wanted, sort: str = "profit", descending: bool = True) -> Found:
    at_risk = worklist.waiting("keep").values("customer_id")
    return finding.find(person, bank.run, wanted, sort=sort, descending=descending, at_risk=at_risk)


def walk(found: Found, size: int) -> Iterator[paging.Page]:
    """Go through all pages by the addresses they give."""
    page = paging.page(found.stretches, size, None)
    yield page
    while page.next:
        page = paging.page(found.stretches, size, paging.read(page.next.written(), forward=True))
        yield page


def keys(found: Found, size: int = 5) -> list[str]:
    return [key for page in walk(found, size) for key in page.keys]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("川精", "C01"), ("hcjm", "C01"), ("HCJ", "C01"), ("rbour tr", "C03"), ("Harbour", "C03"), ("C04", "C04"),
        ("c04", "C04"), ("0004", "C04"), ("010004", "C04"), ("13800010004", "C04"), ("10004", "C04"), ("林", "C04"),
        ("林 雪", "C04"), ("lx", "C04"),
    ],
)  # fmt: skip
def test_a_search_finds_parts_of_names_initials_numbers_and_tails(
    bank: cast.LittleBank, text: str, number: str
) -> None:
    with reach.acting(bank.chen):
        assert keys(find(bank, bank.chen, Wanted(text=text), "match")) == [number]


@pytest.mark.parametrize("text", ["精川", "hjc", "%", "_", "1380001000", "x' OR 1=1 --", "\\"])
def test_a_search_finds_nobody_by_chance(bank: cast.LittleBank, text: str) -> None:
    with reach.acting(bank.sun):
        assert keys(find(bank, bank.sun, Wanted(text=text), "match")) == []


def test_chance_hits_of_pairs_are_sorted_out_by_the_second_look(bank: cast.LittleBank) -> None:
    name = "川精华川限密"
    with reach.system():
        Customer.objects.create(**_facts("C77", "S01", name))
    with reach.acting(bank.chen):
        assert keys(find(bank, bank.chen, Wanted(text="华川精"), "match")) == ["C01"]


def test_the_closest_stand_first_and_the_most_profitable_among_equals(bank: cast.LittleBank) -> None:
    with reach.acting(bank.sun):
        names = [c.name for c in matching.nearest(bank.sun, bank.run, "有限", 8)]
        assert names[0] == "北方钢铁集团股份有限公司" and len(names) == 6
        assert next(c.pk for c in matching.nearest(bank.sun, bank.run, "c01", 8)) == "C01"


@pytest.mark.parametrize("login", LOGINS)
@pytest.mark.parametrize("sort", [*finding.SORTS, "name", "match"])
def test_lists_and_counts_hold_exactly_the_reach(bank: cast.LittleBank, login: str, sort: str) -> None:
    person = getattr(bank, login)
    with reach.acting(person):
        found = find(bank, person, Wanted(), sort)
        assert set(keys(found)) == cast.reached(person)
        assert found.count == len(cast.reached(person))


@pytest.mark.parametrize("login", LOGINS)
def test_the_queryset_fence_holds_without_the_database(bank: cast.LittleBank, login: str) -> None:
    person = getattr(bank, login)
    with reach.system():
        for wanted, sort in ((Wanted(), "profit"), (Wanted(text="公司"), "match"), (Wanted(), "name")):
            assert set(keys(find(bank, person, wanted, sort))) <= cast.reached(person)
        near = matching.nearest(person, bank.run, "公司", 20)
        assert {customer.pk for customer in near} <= cast.reached(person)


@pytest.mark.parametrize(
    ("wanted", "numbers"),
    [
        (Wanted(kinds=("person",)), {"C04", "C06", "C08", "C10", "C12"}),
        (Wanted(tiers=("world", "blue_chip")), {"C01", "C02"}),
        (Wanted(grades=("full",)), {"C01", "C02", "C09"}),
        (Wanted(levels=(5, 1)), {"C01", "C12", "C13"}),
        (Wanted(units=("B2",)), {"C09", "C10", "C11", "C12", "C13"}),
        (Wanted(units=("HQ",)), {c.number for c in CUSTOMERS}),
        (Wanted(units=("no such",)), set()),
        (Wanted(owners=("S02", finding.NOBODY)), {"C05", "C06", "C07", "C08", "C12"}),
        (Wanted(states=(finding.DEPARTED,)), {"C13"}),
        (Wanted(states=(finding.AT_RISK,)), {"C01", "C07", "C11"}),
        (Wanted(states=(finding.DEPARTED, finding.AT_RISK)), {"C01", "C07", "C11", "C13"}),
        (Wanted(signs=(finding.LOSS,)), {c.number for c in CUSTOMERS if profit(c) < 0}),
        (Wanted(signs=(finding.GAIN,), tiers=("small",)), {c.number for c in GAINERS if c.tier == "small"}),
        (Wanted(industries=("C",)), {"C01", "C02", "C07"}),
        (Wanted(sizes=("micro",)), {"C05", "C13"}),
        (Wanted(regions=("110000",)), {c.number for c in CUSTOMERS}),
        (Wanted(ranks=(2, 3)), set(BEST_FIRST[1:3])),
        (Wanted(text="公司", tiers=("mid",), units=("B2",)), {"C09", "C11"}),
    ],
)  # fmt: skip
def test_filters_narrow_and_several_values_widen(bank: cast.LittleBank, wanted: Wanted, numbers: set[str]) -> None:
    with reach.acting(bank.analyst):
        for sort in ("profit", "name"):
            found = find(bank, bank.analyst, wanted, sort)
            assert set(keys(found)) == numbers
            assert found.count == len(numbers)


@pytest.mark.parametrize("sort", [*finding.SORTS, "name"])
@pytest.mark.parametrize("descending", [True, False])
@pytest.mark.parametrize("size", [1, 3, 5, 13, 50])
def test_pages_lead_forwards_and_back_over_ties(bank: cast.LittleBank, sort: str, descending: bool, size: int) -> None:
    with reach.acting(bank.sun):
        found = find(bank, bank.sun, Wanted(), sort, descending)
        pages = list(walk(found, size))
        seen = [key for page in pages for key in page.keys]
        assert sorted(seen) == sorted(c.number for c in CUSTOMERS)
        back, page = list(pages[-1].keys), pages[-1]
        while page.previous:
            page = paging.page(found.stretches, size, paging.read(page.previous.written(), forward=False))
            back = page.keys + back
        assert back == seen
        assert pages[0].previous is None and pages[-1].next is None


def test_customers_without_figures_stand_at_the_end_and_can_be_asked_for(bank: cast.LittleBank) -> None:
    _newcomer("C90", "S01")
    with reach.acting(bank.chen):
        assert keys(find(bank, bank.chen, Wanted()), 2)[-1] == "C90"
        assert find(bank, bank.chen, Wanted()).count == 6
        assert keys(find(bank, bank.chen, Wanted(tiers=("small",)))) == ["C05"]
    with reach.acting(bank.analyst):
        for wanted in (Wanted(states=(finding.FRESH,)), Wanted(text="新来")):
            assert keys(find(bank, bank.analyst, wanted)) == ["C90"]
        assert "C90" in keys(find(bank, bank.analyst, Wanted(), "name"))
        both = Wanted(states=(finding.FRESH, finding.DEPARTED))
        assert set(keys(find(bank, bank.analyst, both, "name"))) == {"C90", "C13"}


def test_without_a_run_the_list_goes_by_name(bank: cast.LittleBank) -> None:
    with reach.acting(bank.chen):
        found = finding.find(
            bank.chen, None, Wanted(), sort="profit", descending=True, at_risk=worklist.waiting("keep").values("pk")
        )
        assert set(keys(found)) == cast.reached(bank.chen) and found.sort == "name"


@pytest.mark.parametrize(
    "text",
    ["", "x", "!!!!", "W10", "e30", "bnVsbA", "WzAsIngiLCJDMDEiXQ", "WzksMSwiQzAxIl0", "WzAsWzFdLCJDMDEiXQ", "é"],
)
def test_a_place_that_is_none_begins_the_list_anew(bank: cast.LittleBank, text: str) -> None:
    with reach.acting(bank.chen):
        found = find(bank, bank.chen, Wanted())
        page = paging.page(found.stretches, 2, paging.read(text, forward=True))
        assert page.keys == paging.page(found.stretches, 2, None).keys


def _newcomer(number: str, owner: str) -> None:
    with reach.system():
        Customer.objects.create(**_facts(number, owner, "新来客户"))


def _facts(number: str, owner: str, name: str) -> dict[str, Any]:
    return {
        "customer_id": number,
        "kind": "company",
        "name": name,
        "unit_id": "B1",
        "owner_id": owner,
        "opened_on": date(2026, 7, 3),
        "search_grams": search.grams(name, number, ""),
    }


@pytest.mark.parametrize("login", LOGINS)
@pytest.mark.parametrize("few", [0, 10_000])
def test_a_search_walks_or_looks_up_with_the_same_result(
    bank: cast.LittleBank, login: str, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = getattr(bank, login)
    monkeypatch.setattr("guanxi.book.narrowing.FEW", few)
    monkeypatch.setattr("guanxi.book.narrowing.MOST", few)
    monkeypatch.setattr("guanxi.book.matching.HITS", few)
    wanted = {
        "公司": {c.number for c in CUSTOMERS if "公司" in c.name},
        "gs": {"C01", "C02", "C05", "C07", "C09", "C11"},
    }
    for text, numbers in wanted.items():
        with reach.acting(person):
            found = find(bank, person, Wanted(text=text), "profit")
            assert set(keys(found)) == numbers & cast.reached(person)


@pytest.mark.parametrize("login", LOGINS)
def test_the_index_function_gives_back_nobody_outside_the_reach(bank: cast.LittleBank, login: str) -> None:
    person = getattr(bank, login)
    with reach.acting(person), connection.cursor() as cursor:
        cursor.execute("SELECT guanxi_holding(%s, 100)", [json.dumps([{"entries": []}])])
        assert {row[0] for row in cursor.fetchall()} == cast.reached(person)


def test_the_index_function_gives_the_bare_application_nothing(bank: cast.LittleBank) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT guanxi_holding(%s, 100)", [json.dumps([{"entries": []}])])
        assert cursor.fetchall() == []
