"""How long the customer stays and what that is worth, on the value tab."""

import pytest
from django.test import Client

from guanxi.book.customer_figures import CustomerFigure
from guanxi.book.figures import Acquisition
from guanxi.doors.web.customers import lifetime
from guanxi.guard import reach
from tests.cast import LittleBank

LAST = "2026-06"


def _change(bank: LittleBank, **values: object) -> CustomerFigure:
    with reach.system():
        rows = CustomerFigure.objects.filter(slot=bank.run.slot, customer_id="C01")
        rows.update(**values)
        return rows.get()


@pytest.mark.parametrize(
    ("language", "stays", "reason", "form"),
    [("zh-hans", "预计未来 60 个月中留存 51 个月", "余额下降超过三成", "封闭公式"),
     ("en", "Expected to stay 51 of the next 60 months", "balances fell by more than 30 %", "Closed form")],
)  # fmt: skip
def test_the_tab_tells_risk_reasons_and_the_forms_side_by_side(
    bank: LittleBank, client: Client, language: str, stays: str, reason: str, form: str
) -> None:
    _change(
        bank, departure_risk_3m=0.21, departure_risk_6m=0.3, departure_reasons=[["trend", 2, 239]],
        departure_hazard=0.07, departure_later=0.003, lifetime_value=123_456, lifetime_low=100_000,
        lifetime_high=150_000, expected_months=51.2,
    )  # fmt: skip
    client.force_login(bank.chen)
    page = client.get("/customers/C01/value/", headers={"accept-language": language}, follow=True).content.decode()
    if language == "en":
        bank.chen.language = "en"
        bank.chen.save()
        page = client.get("/customers/C01/value/").content.decode()
    assert stays in page and reason in page and form in page and "21.0" in page


def test_who_has_left_is_told_no_chance(bank: LittleBank, client: Client) -> None:
    _change(bank, departure_hazard=None, expected_months=None)
    client.force_login(bank.chen)
    page = client.get("/customers/C01/value/").content.decode()
    assert "该客户已流失" in page and 'data-source="#survival"' not in page


def test_survival_begins_at_one_and_takes_the_banks_course_after_a_year(bank: LittleBank) -> None:
    figure = _change(bank, departure_hazard=0.1, departure_later=0.01, expected_months=20.0)
    own, average = (series["values"] for series in lifetime.survival(figure, LAST)["series"])
    assert (own[0], len(own)) == (1.0, 61)
    assert own[12] == pytest.approx(0.9**12) and own[13] == pytest.approx(0.9**12 * 0.99)
    assert average[60] == pytest.approx(0.99**60)


def test_the_decks_customer_breaks_even_exactly(bank: LittleBank) -> None:
    figure = _change(bank, worth_rate=1.0)
    with reach.system():
        Acquisition.objects.all().delete()
        told = {"years": 2.0, "margin_rate": 0.1, "visits_per_win": 4.0}
        for dimension, member in (("bank", ""), ("segment", figure.kind)):
            Acquisition.objects.create(run=bank.run, dimension=dimension, member=member, figures=told)
        even = lifetime.break_even(figure, bank.run)
        assert even is not None and (even.years, even.visits, even.margin) == (2.0, 4.0, 0.1)
        figure.worth_rate = 2.0
        half = lifetime.break_even(figure, bank.run)
        assert half is not None and (half.years, half.visits, half.margin) == (1.0, 8.0, 0.05)
        figure.worth_rate = None
        assert lifetime.break_even(figure, bank.run) is None
