"""Reach: what each person's role sees, by queryset and by SQL, and how the roles nest."""

import pytest
from django.db import connection

from guanxi.book.customers import Customer
from guanxi.guard import reach
from tests import cast

EVERYBODY = [login for login, *_ in cast.PEOPLE]


@pytest.mark.parametrize("login", EVERYBODY)
def test_row_level_security_shows_exactly_the_customers_of_the_reach(bank: cast.LittleBank, login: str) -> None:
    person = getattr(bank, login)
    with reach.acting(person), connection.cursor() as cursor:
        cursor.execute("SELECT customer_id FROM book_customer")
        assert {row[0] for row in cursor.fetchall()} == cast.reached(person)


@pytest.mark.parametrize("login", EVERYBODY)
def test_the_queryset_fence_says_the_same_as_the_database(bank: cast.LittleBank, login: str) -> None:
    person = getattr(bank, login)
    with reach.system():
        seen = set(reach.visible(person, Customer.objects.all()).values_list("pk", flat=True))
    assert seen == cast.reached(person)
