"""Addresses of the topic (网址)."""

from django.urls import URLPattern

app_name = "customers"
urlpatterns: list[URLPattern] = []
