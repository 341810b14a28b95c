"""Addresses of the topic (网址)."""

from django.urls import URLPattern

app_name = "value"
urlpatterns: list[URLPattern] = []
