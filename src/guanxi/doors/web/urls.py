"""All pages: one list of addresses per topic (网址)."""

from django.urls import include, path

from guanxi.doors.web import preferences

urlpatterns = [
    path("", include("guanxi.doors.web.desk.urls")),
    path("customers/", include("guanxi.doors.web.customers.urls")),
    path("value/", include("guanxi.doors.web.value.urls")),
    path("loyalty/", include("guanxi.doors.web.loyalty.urls")),
    path("data/", include("guanxi.doors.web.data.urls")),
    path("guard/", include("guanxi.doors.web.guard.urls")),
    path("preferences/", preferences.save, name="preferences"),
    path("help/", preferences.help_, name="help"),
]
