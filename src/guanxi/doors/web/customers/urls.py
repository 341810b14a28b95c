"""Addresses of the customers (客户网址)."""

from django.urls import path

from guanxi.doors.web.customers import (
    activity,
    bulk,
    changes,
    contact,
    export,
    listing,
    saved,
    summary,
    wallet,
    why,
    why_standing,
    worth,
)

app_name = "customers"
urlpatterns = [
    path("", listing.home, name="list"),
    path("suggest/", listing.suggest, name="suggest"),
    path("export.<str:form>", export.export, name="export"),
    path("act/", bulk.assign, name="act"),
    path("views/", saved.save, name="save_view"),
    path("views/<int:view_id>/delete/", saved.delete, name="delete_view"),
    path("<str:customer_id>/", summary.show, name="show"),
    path("<str:customer_id>/value/", worth.value, name="value"),
    path("<str:customer_id>/wallet/", wallet.wallet, name="wallet"),
    path("<str:customer_id>/activity/", activity.activity, name="activity"),
    path("<str:customer_id>/history/", changes.history, name="history"),
    path("<str:customer_id>/contact/", contact.contact, name="contact"),
    path("<str:customer_id>/why/<str:figure>/", why.why, name="why"),
    path("<str:customer_id>/group/why/<str:figure>/", why_standing.group, name="why_group"),
    path("<str:customer_id>/moves/<int:move_id>/why/", why_standing.move, name="why_move"),
    path("<str:customer_id>/why/<str:figure>/rows/", why.rows, name="why_rows"),
]
