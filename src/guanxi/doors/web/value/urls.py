"""Addresses of the topic (网址)."""

from django.urls import path

from guanxi.doors.web.value import (
    acting,
    behind,
    bridge,
    explanation,
    page,
    ranges,
    reconciliation,
    signs,
    standing,
    winning,
)

app_name = "value"
urlpatterns = [
    path("", page.home, name="home"),
    path("range/", ranges.listed, name="range"),
    path("acting/", acting.home, name="acting"),
    path("bridge/", bridge.home, name="bridge"),
    path("signs/", signs.home, name="signs"),
    path("signs/<str:line>/", signs.customers, name="sign_customers"),
    path("standing/", standing.home, name="standing"),
    path("winning/", winning.home, name="winning"),
    path("reconciliation/", reconciliation.home, name="reconciliation"),
    path("reconciliation/rows/", behind.rows, name="behind"),
    path("why/<str:figure>/", explanation.why, name="why"),
]
