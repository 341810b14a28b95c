"""What happened (动态): one timeline of contacts, decisions and accounts."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from guanxi.desk import timeline
from guanxi.doors.web.customers import shown as showing

SHOWN, ALL = 40, 500


@require_GET
def activity(request: HttpRequest, customer_id: str) -> HttpResponse:
    """Show what happened with a customer, newest first."""
    shown = showing.find(request, customer_id, "activity")
    wants_all = request.GET.get("all") == "1"
    events, is_more = timeline.of(shown.person, shown.customer, ALL if wants_all else SHOWN)
    facts = showing.header(shown, "activity") | {"events": events, "is_more": is_more and not wants_all}
    return render(request, "customers/activity.html", facts)
