"""Sessions end without use and after a working day."""

import pytest
from django.test import Client

from guanxi.guard import sessions
from guanxi.guard.trail import Entry
from tests import cast

START = 1_780_000_000.0


@pytest.fixture
def signed_in(bank: cast.LittleBank, client: Client, monkeypatch: pytest.MonkeyPatch) -> Client:
    """Sign chen in at a fixed moment and show one page."""
    monkeypatch.setattr(sessions, "now", lambda: START)
    assert client.login(username="chen", password=cast.PASSWORD)
    client.get("/alive/")
    return client


def _is_in(client: Client) -> bool:
    client.get("/alive/")
    return "_auth_user_id" in client.session


def test_a_person_who_keeps_working_stays_signed_in(signed_in: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    for minutes in range(10, 11 * 60, 20):
        monkeypatch.setattr(sessions, "now", lambda minutes=minutes: START + minutes * 60)
        assert _is_in(signed_in)


def test_half_an_hour_without_use_ends_the_session(signed_in: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sessions, "now", lambda: START + 29 * 60)
    assert _is_in(signed_in)
    monkeypatch.setattr(sessions, "now", lambda: START + 60 * 60)
    assert not _is_in(signed_in)


def test_twelve_hours_end_the_session_even_of_the_busiest(signed_in: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    for minutes in range(20, 12 * 60, 20):
        monkeypatch.setattr(sessions, "now", lambda minutes=minutes: START + minutes * 60)
        assert _is_in(signed_in)
    monkeypatch.setattr(sessions, "now", lambda: START + 12 * 3600 + 1)
    assert not _is_in(signed_in)


def test_an_ended_session_is_noted_in_the_trail(
    signed_in: Client, bank: cast.LittleBank, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sessions, "now", lambda: START + 3600)
    assert not _is_in(signed_in)
    from guanxi.guard import reach

    with reach.acting(bank.auditor):
        entry = Entry.objects.get(verb="person.session_ended")
    assert (entry.person_name, entry.facts) == ("chen", {"idle": True})


def test_reading_pages_does_not_write_a_session_each_time(signed_in: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sessions, "now", lambda: START + 30)
    signed_in.get("/alive/")
    assert signed_in.session[sessions.SEEN] == START


def test_a_deactivated_person_is_out_at_the_next_page(signed_in: Client, bank: cast.LittleBank) -> None:
    from guanxi.guard import access

    access.deactivate(bank.chen, by=None)
    assert signed_in.get("/alive/").wsgi_request.user.is_anonymous
