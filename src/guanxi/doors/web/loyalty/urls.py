"""Addresses of the topic (网址)."""

from django.urls import path

from guanxi.doors.web.loyalty import binding, page, standing, worth

app_name = "loyalty"
urlpatterns = [
    path("", page.home, name="home"),
    path("movement/", standing.home, name="movement"),
    path("barriers/", binding.home, name="barriers"),
    path("worth/", worth.home, name="worth"),
]
