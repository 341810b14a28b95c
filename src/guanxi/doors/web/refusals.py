"""How the pages word a refusal (拒绝的呈现): once, here.

A fragment request gets the sentence alone, to be shown where the act was tried; a whole page
gets a page with the sentence and a way back.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from guanxi.kit.refusals import Refused


class RefusalMiddleware:
    """Turn ``Refused`` into an answer with its nearest HTTP status."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; refusals arrive in ``process_exception``."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Word a refusal; anything else is a bug and goes on."""
        if not isinstance(exception, Refused):
            return None
        sentence = exception.words.in_(get_language() or "en")
        is_fragment = request.headers.get("HX-Request") == "true"
        template = "shell/refused.html#inline" if is_fragment else "shell/refused.html"
        response = render(request, template, {"sentence": sentence}, status=exception.status)
        if is_fragment:
            response["HX-Retarget"] = "#notices"
            response["HX-Reswap"] = "afterbegin"
        return response
