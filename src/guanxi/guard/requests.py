"""What the guard does with every request: the person's language, and the person's reach (请求)."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from guanxi.guard import reach
from guanxi.guard.people import Person

SIGN_ON = "/accounts/"
_SAVEPOINT = "_guanxi_savepoint"


class LanguageMiddleware:
    """Answer a signed-in person in the language chosen there, whatever the browser says."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Switch the language for this request."""
        if isinstance(request.user, Person):
            translation.activate(request.user.language)
            request.LANGUAGE_CODE = translation.get_language()
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", translation.get_language() or "")
        return response


class ReachMiddleware:
    """Run the pages of a signed-in person in one transaction under that person's reach.

    Sign-on itself runs as the bare application, which sees no customer. It must be the innermost middleware:
    a view that fails is undone first, and the answer is worded in the same, again usable transaction.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on inside ``reach.acting``."""
        if not isinstance(request.user, Person) or request.path.startswith(SIGN_ON):
            return self.get_response(request)
        with reach.acting(request.user):
            setattr(request, _SAVEPOINT, transaction.savepoint())
            return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """Undo whatever the failed view did."""
        savepoint: Any = getattr(request, _SAVEPOINT, None)
        if savepoint is not None:
            transaction.savepoint_rollback(savepoint)
            transaction.set_rollback(False)
