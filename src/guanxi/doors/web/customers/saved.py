"""Saving and deleting views of the list (保存的视图)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guanxi.desk import views
from guanxi.desk.views import SavedView
from guanxi.doors.web.customers import asked, listing


@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Keep the list under a name and show it again."""
    person = listing.allowed(request)
    query = _clean(request.POST.get("query", ""))
    view = views.save(
        by=person, name=request.POST.get("name", ""), query=query, is_shared=request.POST.get("shared") == "on"
    )
    messages.success(request, _("The view “%(name)s” is saved.") % {"name": view.name})
    return _list(query)


@require_POST
def delete(request: HttpRequest, view_id: int) -> HttpResponse:
    """Forget one of the person's own views."""
    person = listing.allowed(request)
    view = get_object_or_404(SavedView, pk=view_id, person_id=person.pk)
    name = view.name
    views.delete(view, by=person)
    messages.success(request, _("The view “%(name)s” is deleted.") % {"name": name})
    return _list(_clean(request.POST.get("query", "")))


def _clean(query: str) -> str:
    """Keep of an address what the list knows."""
    return asked.read(QueryDict(query)).query


def _list(query: str) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('customers:list')}?{query}")
