"""Every page of a signed-in person runs under the person's database role; a failed one leaves nothing behind."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import path

from guanxi.book.customers import Customer
from guanxi.desk.worklist import WorkItem
from guanxi.guard import reach
from guanxi.site.urls import urlpatterns as site_urls
from tests import cast


def whoami(request: HttpRequest) -> HttpResponse:
    """Answer with the database role, the customers there are, and the language."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        role = cursor.fetchone()[0]
    return HttpResponse(f"{role} {Customer.objects.count()} {request.LANGUAGE_CODE}")  # type: ignore[attr-defined]


def fail(request: HttpRequest) -> HttpResponse:
    """Change something and fail."""
    WorkItem.objects.update(note="half-done")
    raise Http404


def break_sql(request: HttpRequest) -> HttpResponse:
    """Break the transaction with a database error."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 / 0")
    return HttpResponse()


urlpatterns = [path("whoami/", whoami), path("fail/", fail), path("break/", break_sql), *site_urls]
pytestmark = pytest.mark.urls(__name__)


@pytest.mark.parametrize(
    ("login", "answer"),
    [
        ("chen", "guanxi_own 5 zh-hans"),
        ("wang", "guanxi_own 5 en"),
        ("li", "guanxi_unit 8 zh-hans"),
        ("sun", "guanxi_root 13 zh-hans"),
        ("auditor", "guanxi_bank 13 zh-hans"),
        ("administrator", "guanxi_none 0 zh-hans"),
    ],
)
def test_a_page_runs_under_the_persons_role_and_language(
    bank: cast.LittleBank, client: Client, login: str, answer: str
) -> None:
    client.force_login(getattr(bank, login))
    assert client.get("/whoami/").content.decode() == answer
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("guanxi_app",)


def test_a_failed_page_leaves_nothing_behind_and_still_gets_an_answer(bank: cast.LittleBank, client: Client) -> None:
    client.force_login(bank.chen)
    assert client.get("/fail/").status_code == 404
    with reach.system():
        assert not WorkItem.objects.filter(note="half-done").exists()


def test_a_broken_transaction_still_gets_an_answer_and_the_next_page_works(bank: cast.LittleBank) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(bank.chen)
    assert client.get("/break/").status_code == 500
    assert client.get("/whoami/").content.startswith(b"guanxi_own 5")


def test_two_people_one_after_the_other_do_not_see_each_others_customers(bank: cast.LittleBank) -> None:
    first, second = Client(), Client()
    first.force_login(bank.sun)
    second.force_login(bank.zhou)
    assert first.get("/whoami/").content.startswith(b"guanxi_root 13")
    assert second.get("/whoami/").content.startswith(b"guanxi_own 4")


def test_reach_costs_one_statement_when_taken_on(
    bank: cast.LittleBank, django_assert_num_queries: Callable[[int], object]
) -> None:
    # savepoint, take on, the page's own, give back, release
    with django_assert_num_queries(5), reach.acting(bank.chen):  # type: ignore[attr-defined]
        Customer.objects.count()


def test_an_answer_names_its_language(bank: cast.LittleBank, client: Client, rf: RequestFactory) -> None:
    client.force_login(bank.wang)
    assert client.get("/whoami/").headers["Content-Language"] == "en"
