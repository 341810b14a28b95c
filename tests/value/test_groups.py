"""Groups and households: who belongs together, and profit by ownership, of which nothing is lost."""

from datetime import date
from typing import Any

import ibis
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from guanxi.value.measures import groups
from tests.value import spec

FIGURES = {"customer_id": "string", **dict.fromkeys((*groups.AMOUNTS, "deposit_average", "loan_average"), "int64")}
ASK = ibis.duckdb.connect().to_pyarrow


def link(a: str, b: str, kind: str, share: float | None = None, **dates: Any) -> dict[str, Any]:
    return {"from_id": a, "to_id": b, "kind": kind, "share": share} | dates


def told(links: list[dict[str, Any]], profits: dict[str, int]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    laid = groups.stretches(ASK, spec.given("links", links), spec.AS_OF, spec.assumed())
    rows = [dict.fromkeys(FIGURES, 0) | {"customer_id": key, "profit_12m": value} for key, value in profits.items()]
    found = groups.members(laid, spec.table(FIGURES, rows))
    return spec.result(found, "group_id", "customer_id"), spec.result(groups.groups(found), "group_id")


def test_control_majority_and_family_hang_together_and_the_head_names_the_group() -> None:
    links = [
        link("B", "A", "controls"),
        link("C", "A", "owns", 0.6),
        link("C", "D", "family"),
        link("E", "A", "supplies"),
    ]
    members, [group] = told(links, {"A": 1, "B": 2, "C": 4, "D": 8, "E": 16})
    assert {row["customer_id"] for row in members} == {"A", "B", "C", "D"}
    assert (group["group_id"], group["members"], group["profit_12m"]) == ("B", 4, 15)


def test_a_smaller_stake_from_outside_shares_the_profit_and_the_rest_stays_with_the_own_group() -> None:
    links = [link("A", "B", "controls"), link("P", "Q", "family"), link("P", "B", "owns", 0.3)]
    members, found = told(links, {"A": 0, "B": 100_01, "P": 0, "Q": 0})
    assert {row["group_id"]: row["profit_12m"] for row in found} == {"A": 70_01, "P": 30_00}
    assert [row["is_member"] for row in members if row["customer_id"] == "B"] == [1, 0]
    assert {row["group_id"]: (row["members"], row["parts"]) for row in found} == {"A": (2, 2), "P": (2, 3)}


def test_links_that_ended_or_have_not_begun_make_no_group() -> None:
    ended = link("A", "B", "controls", to_on=date(2020, 1, 1))
    later = link("A", "B", "controls", from_on=date(2030, 1, 1))
    assert told([ended], {"A": 1, "B": 1}) == ([], [])
    assert told([later], {"A": 1, "B": 1}) == ([], [])


def test_a_ring_of_owners_and_a_customer_owning_itself_have_a_defined_head() -> None:
    _, [group] = told(
        [link("A", "B", "controls"), link("B", "A", "controls"), link("A", "A", "controls")], {"A": 1, "B": 1}
    )
    assert (group["group_id"], group["members"]) == ("A", 2)


names = st.sampled_from("ABCDEFGH")
drawn_links = st.lists(
    st.tuples(names, names, st.sampled_from(["owns", "controls", "family"]), st.floats(0, 1)),
    max_size=14,
    unique_by=lambda row: row[:3],
)


@settings(max_examples=25, deadline=None)
@drawn(drawn_links, st.lists(st.integers(-(10**9), 10**9), min_size=8, max_size=8), st.randoms(use_true_random=False))
def test_shares_sum_to_one_no_cent_is_lost_and_order_does_not_matter(
    rows: list[tuple[str, str, str, float]], amounts: list[int], random: Any
) -> None:
    links = [link(*row) for row in rows]
    profits = dict(zip("ABCDEFGH", amounts, strict=True))
    members, found = told(links, profits)
    for customer, profit in profits.items():
        mine = [row for row in members if row["customer_id"] == customer]
        if any(row["is_member"] for row in mine):
            assert abs(sum(row["share_rate"] for row in mine) - 1) < 1e-5
            assert sum(row["profit_12m"] for row in mine) == profit
        assert sum(row["is_member"] for row in mine) <= 1
    assert sum(row["profit_12m"] for row in found) == sum(row["profit_12m"] for row in members)
    random.shuffle(links)
    assert told(links, profits) == (members, found)
