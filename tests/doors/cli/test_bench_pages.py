"""The benchmark of pages forgets none: what the site names is measured, a verb, or left out with a reason."""

from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse

from guanxi.doors.cli.bench import addresses
from guanxi.guard.people import Person
from tests.cast import LittleBank

#: An argument of each type; verbs answer that they take a POST before they look at it.
ANY = {"number": 1, "item_id": 1, "view_id": 1, "move_id": 1, "form": "csv"}


@pytest.mark.parametrize("name", sorted(addresses.named()))
def test_every_named_address_is_measured_or_a_verb_or_left_out_with_a_reason(
    bank: LittleBank, client: Client, name: str
) -> None:
    measured = {page for person in bank.people for page in addresses.of(person)}
    client.force_login(bank.administrator)
    path = reverse(name, kwargs={argument: ANY.get(argument, "x") for argument in addresses.named()[name]})
    is_verb = client.get(path).status_code == HTTPStatus.METHOD_NOT_ALLOWED
    needs_absent = name in {
        *addresses.NUMBERS,
        *addresses.CUSTOMER_OF,
        "value:sign_customers",
    }  # objects the little bank has none of
    assert is_verb or needs_absent or (name in measured) is not (name in addresses.LEFT_OUT)


def test_what_is_left_out_is_an_address_of_the_site_and_says_why() -> None:
    assert set(addresses.LEFT_OUT) <= set(addresses.named())
    assert all(len(reason) > 20 for reason in addresses.LEFT_OUT.values())


@pytest.mark.parametrize("login", ["chen", "li", "analyst", "auditor", "administrator"])
def test_what_is_measured_opens_or_is_not_of_the_role(bank: LittleBank, client: Client, login: str) -> None:
    person: Person = getattr(bank, login)
    client.force_login(person)
    answers = {page: client.get(path).status_code for page, path in addresses.of(person).items()}
    assert {page: status for page, status in answers.items() if status not in (200, 403, 404, 405)} == {}
    assert answers["desk:home"] == HTTPStatus.OK


def test_somebody_opens_every_page_that_is_measured(bank: LittleBank, client: Client) -> None:
    opened: set[str] = set()
    pages: set[str] = set()
    for person in bank.people:
        client.force_login(person)
        for page, path in addresses.of(person).items():
            status = client.get(path).status_code
            pages |= {page} if status != HTTPStatus.METHOD_NOT_ALLOWED else set()
            opened |= {page} if status == HTTPStatus.OK else set()
    assert pages - opened == set()
