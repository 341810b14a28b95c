"""Insights: one table for all small published tables, in order and within the reach."""

import pytest

from guanxi.book import figures, insights, scopes
from guanxi.book.figures import Insight
from guanxi.book.scopes import Scope
from guanxi.guard import reach
from tests import cast

BANK, BRANCH, OTHER, OWN = (
    Scope(scopes.BANK),
    Scope(scopes.UNIT, "B1"),
    Scope(scopes.UNIT, "B2"),
    Scope(scopes.STAFF, "S01"),
)


@pytest.fixture
def published(bank: cast.LittleBank) -> cast.LittleBank:
    run = figures.current()
    assert run is not None
    with reach.system():
        for scope in (BANK, BRANCH, OTHER, OWN):
            for place in (2, 1):
                Insight.objects.create(
                    run=run, topic="demo", scope=scope.kind, scope_id=scope.id, place=place, figures={"at": place}
                )
    return bank


@pytest.mark.parametrize(
    ("login", "seen"),
    [("chen", {OWN}), ("li", {BRANCH, OWN}), ("analyst", {BANK, BRANCH, OTHER, OWN}), ("administrator", set())],
)
def test_a_person_reads_the_insights_of_the_reach_in_order(
    published: cast.LittleBank, login: str, seen: set[Scope]
) -> None:
    run = figures.current()
    assert run is not None
    with reach.acting(getattr(published, login)):
        for scope in (BANK, BRANCH, OTHER, OWN):
            found = insights.of(run, "demo", scope)
            assert found == ([{"at": 1, "place": 1}, {"at": 2, "place": 2}] if scope in seen else [])
            at = insights.at(run, "demo", scope, 2)
            assert at == ({"at": 2} if scope in seen else None)
        assert set(insights.within(run, "demo", scopes.UNIT, ["B1", "B2"])) == {
            scope.id for scope in seen if scope.kind == scopes.UNIT
        }
