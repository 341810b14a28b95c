"""How people sign in (登录): no self-registration; a second factor; the bank's own identity server.

Somebody whom the identity server vouches for must already be a person here, under the same login.
"""

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import redirect

from guanxi.guard import trail
from guanxi.guard.people import Person


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """People are made by an administrator, never by themselves."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse self-registration."""
        return False

    def login(self, request: HttpRequest, user: Person) -> None:
        """Sign in, after the second factor if there is one, and note it."""
        super().login(request, user)
        trail.record(user, "person.signed_in", user)

    def logout(self, request: HttpRequest) -> None:
        """Sign out and note it."""
        if isinstance(request.user, Person):
            trail.record(request.user, "person.signed_out", request.user)
        super().logout(request)

    def send_notification_mail(
        self, template_prefix: str, user: Person, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Note what allauth would have mailed: a password or a second factor was changed."""
        trail.record(user, f"person.{template_prefix.rsplit('/', 1)[-1]}", user)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Note a failed attempt, with the login tried and never the password."""
        trail.attempted(str(credentials.get("username", "")), "person.refused")


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets of second factors lie encrypted in the database, under a key made from the site's secret."""

    def encrypt(self, text: str) -> str:
        """Return the secret as it is stored."""
        return self._box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return the secret as it is used."""
        return self._box().decrypt(encrypted_text.encode()).decode()

    @staticmethod
    def _box() -> Fernet:
        key = hashlib.sha256(f"second factor:{settings.SECRET_KEY}".encode()).digest()
        return Fernet(base64.urlsafe_b64encode(key))

    def get_public_key_credential_user_entity(self, user: Person) -> dict[str, Any]:
        """Return how a security key shows the person."""
        entity: dict[str, Any] = super().get_public_key_credential_user_entity(user)
        return entity | {"display_name": user.full_name or user.username, "name": user.username}


class OutsideAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Sign-on through OpenID Connect for people who are known here."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Refuse unknown people."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Tie the outside identity to the person with that login, or turn it away."""
        if sociallogin.is_existing:
            return
        login = str(sociallogin.account.uid).lower()
        person = Person.objects.filter(username=login, is_active=True).first()
        if person is None:
            trail.attempted(login, "person.refused")
            raise ImmediateHttpResponse(redirect("account_login"))
        sociallogin.connect(request, person)
