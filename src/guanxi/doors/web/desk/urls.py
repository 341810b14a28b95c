"""Addresses of the desk (工作台网址)."""

from django.urls import path

from guanxi.doors.web.desk import page

app_name = "desk"
urlpatterns = [
    path("", page.home, name="home"),
]
