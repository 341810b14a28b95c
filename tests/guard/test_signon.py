"""Signing in: password, second factor, limits against guessing, and the bank's own identity server."""

import importlib
import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret, hotp_value, yield_hotp_counters_from_time
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.core.cache import cache
from django.test import Client, RequestFactory

from guanxi.guard import reach, signon
from guanxi.guard.trail import Entry
from tests import cast


@pytest.fixture(autouse=True)
def _no_earlier_attempts() -> None:
    cache.clear()


def _sign_in(client: Client, login: str = "chen", password: str = cast.PASSWORD) -> str:
    response = client.post("/accounts/login/", {"login": login, "password": password})
    return response.headers.get("Location", "")


def _verbs(bank: cast.LittleBank) -> list[str]:
    with reach.acting(bank.auditor):
        return list(Entry.objects.order_by("id").values_list("verb", flat=True))


def test_a_person_signs_in_and_out_with_a_trail(bank: cast.LittleBank, client: Client) -> None:
    assert _sign_in(client) == "/"
    client.post("/accounts/logout/")
    assert "_auth_user_id" not in client.session
    assert _verbs(bank) == ["person.signed_in", "person.signed_out"]


def test_a_wrong_password_is_refused_and_noted_without_the_password(bank: cast.LittleBank, client: Client) -> None:
    assert _sign_in(client, password="not-the-password") == ""
    with reach.acting(bank.auditor):
        entry = Entry.objects.get()
    assert (entry.verb, entry.person_name, entry.facts) == ("person.refused", "chen", {})


def test_five_wrong_passwords_lock_the_login_even_for_the_right_one(bank: cast.LittleBank, client: Client) -> None:
    for attempt in range(5):
        assert _sign_in(client, password=f"guess-number-{attempt}") == ""
    assert _sign_in(client) == ""
    assert "_auth_user_id" not in client.session


def test_a_lock_of_one_login_leaves_the_others_free(bank: cast.LittleBank, client: Client) -> None:
    for attempt in range(5):
        _sign_in(client, password=f"guess-number-{attempt}")
    assert _sign_in(Client(REMOTE_ADDR="10.0.0.7"), "zhou") == "/"


def test_nobody_registers_by_oneself(db: None, client: Client) -> None:
    page = client.post(
        "/accounts/signup/", {"username": "x", "password1": "a-long-secret", "password2": "a-long-secret"}
    )
    assert "_auth_user_id" not in client.session
    assert page.status_code == 200
    from guanxi.guard.people import Person

    assert not Person.objects.exists()


def test_a_second_factor_is_asked_for_and_its_secret_lies_encrypted(bank: cast.LittleBank, client: Client) -> None:
    secret = generate_totp_secret()
    stored = TOTP.activate(bank.chen, secret).instance
    assert secret not in str(stored.data)
    assert get_adapter().decrypt(stored.data["secret"]) == secret
    assert _sign_in(client) == "/accounts/2fa/authenticate/"
    assert client.get("/alive/").wsgi_request.user.is_anonymous
    assert client.post("/accounts/2fa/authenticate/", {"code": "000000"}).status_code == 200
    code = f"{hotp_value(secret, next(yield_hotp_counters_from_time())):06}"
    assert client.post("/accounts/2fa/authenticate/", {"code": code}).status_code == 302
    assert client.get("/alive/").wsgi_request.user == bank.chen


def test_a_person_switches_the_second_factor_on_after_the_password_again_and_the_trail_says_so(
    bank: cast.LittleBank,
    client: Client,
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[None]],
) -> None:
    _sign_in(client)
    assert client.get("/accounts/2fa/totp/activate/").headers["Location"].startswith("/accounts/reauthenticate/")
    client.post("/accounts/reauthenticate/", {"password": cast.PASSWORD})
    page = client.get("/accounts/2fa/totp/activate/")
    assert page.status_code == 200
    secret = client.session["mfa.totp.secret"]
    code = f"{hotp_value(secret, next(yield_hotp_counters_from_time())):06}"
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post("/accounts/2fa/totp/activate/", {"code": code}).status_code == 302
    assert Authenticator.objects.filter(user=bank.chen, type="totp").exists()
    assert "person.totp_activated" in _verbs(bank)


def test_a_security_key_can_be_added(bank: cast.LittleBank, client: Client) -> None:
    _sign_in(client)
    assert client.get("/accounts/2fa/totp/activate/").headers["Location"].startswith("/accounts/reauthenticate/")
    client.post("/accounts/reauthenticate/", {"password": cast.PASSWORD})
    page = client.get("/accounts/2fa/webauthn/add/")
    assert page.status_code == 200
    assert re.search(r'"challenge"', page.content.decode())


def _outside(uid: str) -> SocialLogin:
    return SocialLogin(account=SocialAccount(provider="bank", uid=uid))


def test_the_identity_server_lets_in_only_people_known_here(bank: cast.LittleBank, rf: RequestFactory) -> None:
    from allauth.core.exceptions import ImmediateHttpResponse

    adapter = signon.OutsideAdapter()
    with pytest.raises(ImmediateHttpResponse):
        adapter.pre_social_login(rf.get("/"), _outside("stranger"))
    assert _verbs(bank) == ["person.refused"]
    assert not adapter.is_open_for_signup(rf.get("/"), _outside("stranger"))


def test_openid_connect_is_switched_on_by_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    from guanxi.site import settings

    assert settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"] == []
    monkeypatch.setenv("GUANXI_OIDC_SERVER", "https://id.bank.example")
    monkeypatch.setenv("GUANXI_OIDC_CLIENT", "guanxi")
    try:
        (app,) = importlib.reload(settings).SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
        assert (app["client_id"], app["settings"]["server_url"]) == ("guanxi", "https://id.bank.example")
    finally:
        monkeypatch.undo()
        importlib.reload(settings)
