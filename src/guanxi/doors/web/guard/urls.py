"""Addresses of the topic (网址)."""

from django.urls import path

from guanxi.doors.web.guard import people, rules, trail

app_name = "guard"
urlpatterns = [
    path("", trail.entries, name="home"),
    path("trail/", trail.entries, name="trail"),
    path("views/", trail.views, name="views"),
    path("people/", people.listed, name="people"),
    path("people/new/", people.new, name="new_person"),
    path("people/<int:number>/", people.one, name="person"),
    path("people/<int:number>/role/", people.set_role, name="set_role"),
    path("people/<int:number>/deactivate/", people.deactivate, name="deactivate"),
    path("rules/", rules.table, name="rules"),
]
