"""Addresses of the desk (工作台网址)."""

from django.urls import path

from guanxi.doors.web.desk import acts, page

app_name = "desk"
urlpatterns = [
    path("", page.home, name="home"),
    path("managers/", page.managers, name="managers"),
    path("work/<int:item_id>/why/", page.why, name="why"),
    path("work/<int:item_id>/accept/", acts.accept, name="accept"),
    path("work/<int:item_id>/snooze/", acts.snooze, name="snooze"),
    path("work/<int:item_id>/dismiss/", acts.dismiss, name="dismiss"),
    path("work/<int:item_id>/reopen/", acts.reopen, name="reopen"),
]
