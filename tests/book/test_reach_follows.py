"""The copies of a customer's unit, owner and deputy follow the customer."""

from guanxi.book.accounts import Account
from guanxi.book.customer_figures import CustomerFigure
from guanxi.book.customers import Customer
from guanxi.desk.contacts import Contact
from guanxi.desk.worklist import WorkItem
from guanxi.guard import reach
from tests import cast

FOLLOWERS = (Account, CustomerFigure, WorkItem, Contact)


def test_a_customer_given_to_another_branch_takes_everything_along(bank: cast.LittleBank) -> None:
    with reach.system():
        Customer.objects.filter(pk="C01").update(unit_id="B2", owner_id="S03", deputy_id="")
        for model in FOLLOWERS:
            places = set(model.objects.filter(customer_id="C01").values_list("unit_id", "owner_id", "deputy_id"))
            assert places == {("B2", "S03", "")}, model
    with reach.acting(bank.chen):
        assert not Account.objects.filter(customer_id="C01").exists()
    with reach.acting(bank.wang):
        assert Account.objects.filter(customer_id="C01").count() == 4
        assert WorkItem.objects.filter(customer_id="C01").count() == 2


def test_the_others_stay_where_they_were(bank: cast.LittleBank) -> None:
    with reach.system():
        before = {
            m: set(m.objects.exclude(customer_id="C01").values_list("pk", "unit_id", "owner_id")) for m in FOLLOWERS
        }
        Customer.objects.filter(pk="C01").update(owner_id="S02")
        Customer.objects.update(region="310000")
        after = {
            m: set(m.objects.exclude(customer_id="C01").values_list("pk", "unit_id", "owner_id")) for m in FOLLOWERS
        }
    assert after == before
