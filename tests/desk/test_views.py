"""Saved views: kept, shared, bounded, and fenced by the database too."""

import pytest

from guanxi.desk import views
from guanxi.desk.views import SavedView
from guanxi.guard import reach
from guanxi.kit.refusals import NotAllowed
from tests.cast import LittleBank


def test_the_same_name_again_replaces_the_view(bank: LittleBank) -> None:
    with reach.acting(bank.chen):
        views.save(by=bank.chen, name="一", query="tier=mid")
        views.save(by=bank.chen, name="一", query="tier=world")
        assert [view.query for view in views.of(bank.chen)] == ["tier=world"]


def test_a_private_view_does_not_exist_for_others(bank: LittleBank) -> None:
    with reach.acting(bank.chen):
        views.save(by=bank.chen, name="我的", query="q=林雪")
    for person in (bank.zhou, bank.li, bank.analyst, bank.sun):
        with reach.acting(person):
            assert not SavedView.objects.exists()


def test_a_shared_view_is_read_by_the_unit_and_changed_by_nobody_else(bank: LittleBank) -> None:
    with reach.acting(bank.li):
        view = views.save(by=bank.li, name="共享", query="", is_shared=True)
    with reach.acting(bank.zhou):
        assert [v.name for v in views.of(bank.zhou)] == ["共享"]
        with pytest.raises(NotAllowed):
            views.delete(view, by=bank.zhou)
        assert SavedView.objects.filter(pk=view.pk).update(name="x") == 0
    with reach.acting(bank.wang):
        assert views.of(bank.wang) == []


def test_who_sees_no_customers_keeps_no_views(bank: LittleBank) -> None:
    with reach.acting(bank.administrator), pytest.raises(NotAllowed):
        views.save(by=bank.administrator, name="x", query="")


def test_views_are_bounded(bank: LittleBank) -> None:
    with reach.acting(bank.chen):
        for number in range(views.MOST_OWN):
            views.save(by=bank.chen, name=str(number), query="")
        with pytest.raises(views.TooMany):
            views.save(by=bank.chen, name="one more", query="")
        with pytest.raises(views.TooLong):
            views.save(by=bank.chen, name="0", query="q" * 2001)
