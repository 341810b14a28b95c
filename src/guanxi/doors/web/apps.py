"""The pages as a Django app."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Templates, static files and template tags of the pages."""

    name = "guanxi.doors.web"
    label = "web"
    verbose_name = "Guanxi pages"
