"""Acts on a line of the work list (处理工作事项): each is one verb; the answer is the list without the line."""

from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guanxi.desk import worklist
from guanxi.desk.worklist import WorkItem
from guanxi.doors.web.desk import page
from guanxi.guard import reach
from guanxi.guard.people import Person

TOMORROW, NEXT_WEEK = "tomorrow", "week"


@require_POST
def accept(request: HttpRequest, item_id: int) -> HttpResponse:
    """Take an act on and open the customer's contact form."""
    person, item = _found(request, item_id)
    worklist.accept(item, by=person, at=timezone.now())
    address = f"{reverse('customers:contact', args=[item.customer_id])}?item={item.pk}"
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return redirect(address)


@require_POST
def snooze(request: HttpRequest, item_id: int) -> HttpResponse:
    """Put an act off."""
    person, item = _found(request, item_id)
    today = timezone.localdate()
    until = _until(request.POST.get("until", ""), request.POST.get("day", ""), today)
    worklist.snooze(item, by=person, at=timezone.now(), on=today, until=until)
    return _answer(request, person, item, _("Put off."))


@require_POST
def dismiss(request: HttpRequest, item_id: int) -> HttpResponse:
    """Put an act away with a reason."""
    person, item = _found(request, item_id)
    reason, note = request.POST.get("reason", ""), request.POST.get("note", "")
    worklist.dismiss(item, by=person, at=timezone.now(), reason=reason, note=note)
    return _answer(request, person, item, _("Put away."))


@require_POST
def reopen(request: HttpRequest, item_id: int) -> HttpResponse:
    """Put an act back on the list."""
    person, item = _found(request, item_id)
    worklist.reopen(item, by=person, at=timezone.now())
    return _answer(request, person, None, _("Back on the list."))


def _found(request: HttpRequest, item_id: int) -> tuple[Person, WorkItem]:
    assert isinstance(request.user, Person)
    return request.user, get_object_or_404(reach.visible(request.user, WorkItem.objects.all()), pk=item_id)


def _until(choice: str, day: str, today: date) -> date:
    """Read a day; anything unreadable is today, which the verb refuses."""
    if choice == TOMORROW:
        return today + timedelta(days=1)
    if choice == NEXT_WEEK:
        return today + timedelta(days=7 - today.weekday())
    try:
        return parse_date(day) or today
    except ValueError:
        return today


def _answer(request: HttpRequest, person: Person, undo: WorkItem | None, notice: str) -> HttpResponse:
    if request.headers.get("HX-Request") == "true":
        return page.work(request, person, notice=notice, undo=undo)
    messages.success(request, notice)
    return redirect(f"{reverse('desk:home')}?{request.GET.urlencode()}")
