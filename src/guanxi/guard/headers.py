"""The headers Django does not set by itself (安全响应头)."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

UNUSED = ("camera", "geolocation", "microphone", "payment", "usb", "display-capture", "browsing-topics")


class HeadersMiddleware:
    """Tell the browser what the pages never use, and to keep no copy of what shows customers."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the headers to every answer that does not say otherwise."""
        response = self.get_response(request)
        response.setdefault("Permissions-Policy", ", ".join(f"{name}=()" for name in UNUSED))
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store, private"
        return response
