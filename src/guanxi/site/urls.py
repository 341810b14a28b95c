"""All addresses: sign-on by allauth, a sign of life, and the pages (网址)."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

handler403 = "guanxi.doors.web.errors.not_allowed"
handler404 = "guanxi.doors.web.errors.not_found"
handler500 = "guanxi.doors.web.errors.broken"


@login_not_required
def alive(request: HttpRequest) -> HttpResponse:
    """Answer that the server runs."""
    return HttpResponse("ok", content_type="text/plain")


urlpatterns = [
    path("alive/", alive, name="alive"),
    path("accounts/", include("allauth.urls")),
    path("", include("guanxi.doors.web.urls")),
]
