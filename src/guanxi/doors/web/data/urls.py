"""Addresses of the topic (网址)."""

from django.urls import URLPattern

app_name = "data"
urlpatterns: list[URLPattern] = []
