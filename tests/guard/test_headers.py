"""The headers every answer carries."""

import pytest
from django.test import Client


@pytest.fixture
def answer(db: None, client: Client) -> dict[str, str]:
    """Return the headers of the sign-in page."""
    return dict(client.get("/accounts/login/").headers)


def test_scripts_and_styles_come_from_here_alone(answer: dict[str, str]) -> None:
    policy = answer["Content-Security-Policy"]
    assert "script-src 'self';" in policy + ";"
    assert "style-src 'self';" in policy + ";"
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
    ],
)
def test_the_browser_is_told_to_be_strict(answer: dict[str, str], name: str, value: str) -> None:
    assert answer[name] == value


def test_pages_use_no_camera_and_are_kept_in_no_cache(answer: dict[str, str]) -> None:
    assert "camera=()" in answer["Permissions-Policy"]
    assert "no-store" in answer["Cache-Control"]


def test_over_https_the_browser_is_told_to_stay_there(
    db: None, client: Client, settings: pytest.FixtureRequest
) -> None:
    settings.SECURE_HSTS_SECONDS = 31536000  # type: ignore[attr-defined]
    assert "max-age=31536000" in client.get("/accounts/login/", secure=True).headers["Strict-Transport-Security"]


def test_a_stranger_is_sent_to_sign_in(db: None, client: Client) -> None:
    assert client.get("/customers/").headers["Location"] == "/accounts/login/?next=/customers/"
