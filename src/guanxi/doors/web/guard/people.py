"""People who sign in (用户): list, open an access for a member of staff, role, close an access."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from guanxi.book.units import Staff, Unit
from guanxi.doors.web import signed_in
from guanxi.doors.web.guard.forms import PersonForm, RoleForm
from guanxi.guard import access
from guanxi.guard.people import Person
from guanxi.guard.roles import Role
from guanxi.guard.rules import Action
from guanxi.kit.refusals import Refused

PAGE = 50


@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """List the people by login, filtered by name, role and whether they may still sign in."""
    signed_in.person(request, Action.MANAGE_PEOPLE)
    asked = {name: request.GET.get(name, "").strip() for name in ("q", "role", "state", "after")}
    found = Person.objects.order_by("username")
    if asked["q"]:
        q = asked["q"]
        found = found.filter(Q(username__icontains=q) | Q(full_name__icontains=q) | Q(staff_id=q))
    if asked["role"] in Role.values:
        found = found.filter(role=asked["role"])
    if asked["state"]:
        found = found.filter(is_active=asked["state"] == "open")
    if asked["after"]:
        found = found.filter(username__gt=asked["after"])
    rows = list(found[: PAGE + 1])
    after = rows[PAGE - 1].username if len(rows) > PAGE else None
    context = {"rows": _placed(rows[:PAGE]), "after": after, "asked": asked, "roles": Role, "tab": "people"}
    is_more = request.headers.get("HX-Request") == "true" and asked["after"]
    return render(request, "guard/people.html#rows" if is_more else "guard/people.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Open an access, filled in from a member of staff when one is named."""
    by = signed_in.person(request, Action.MANAGE_PEOPLE)
    staff = Staff.objects.filter(pk=request.GET.get("staff", "").strip()).first()
    form = PersonForm(request.POST or None, initial=_initial(staff))
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        try:
            made = access.create(by=by, **{**facts, "role": Role(facts["role"]), "password": facts["password"] or None})
        except Refused as refused:
            form.add_error(None, refused.words.in_(request.LANGUAGE_CODE))
        else:
            messages.success(request, _("%(name)s can sign in now.") % {"name": made})
            return redirect("guard:person", made.pk)
    status = 422 if form.errors else 200
    missing = bool(request.GET.get("staff")) and staff is None
    context = {"form": form, "staff": staff, "staff_missing": missing, "tab": "people"}
    return render(request, "guard/person_new.html", context, status=status)


@require_GET
def one(request: HttpRequest, number: int) -> HttpResponse:
    """Show a person with the acts an administrator may do."""
    by = signed_in.person(request, Action.MANAGE_PEOPLE)
    person = _person(number)
    form = RoleForm(initial={"role": person.role, "unit_id": person.unit_id})
    unit = Unit.objects.filter(pk=person.unit_id).first()
    context = {"person": person, "form": form, "unit": unit, "is_me": by.pk == person.pk, "tab": "people"}
    return render(request, "guard/person.html", context)


@require_POST
def set_role(request: HttpRequest, number: int) -> HttpResponse:
    """Give a person another role or unit."""
    by = signed_in.person(request, Action.MANAGE_PEOPLE)
    person = _person(number)
    form = RoleForm(request.POST)
    if not form.is_valid():
        unit = Unit.objects.filter(pk=person.unit_id).first()
        context = {"person": person, "form": form, "unit": unit, "tab": "people"}
        return render(request, "guard/person.html", context, status=422)
    access.set_role(person, by=by, role=Role(form.cleaned_data["role"]), unit_id=form.cleaned_data["unit_id"])
    messages.success(request, _("The role of %(name)s was set.") % {"name": person})
    return redirect("guard:person", number)


@require_POST
def deactivate(request: HttpRequest, number: int) -> HttpResponse:
    """Close a person's access at once."""
    by = signed_in.person(request, Action.MANAGE_PEOPLE)
    person = access.deactivate(_person(number), by=by)
    messages.success(request, _("%(name)s can no longer sign in.") % {"name": person})
    return redirect("guard:person", number)


def _person(number: int) -> Person:
    found = Person.objects.filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def _placed(rows: list[Person]) -> list[tuple[Person, str]]:
    names = dict(Unit.objects.filter(pk__in={row.unit_id for row in rows}).values_list("pk", "name"))
    return [(row, names.get(row.unit_id, row.unit_id)) for row in rows]


def _initial(staff: Staff | None) -> dict[str, Any]:
    if staff is None:
        return {}
    return {
        "login": staff.staff_id.lower(),
        "full_name": staff.name,
        "staff_id": staff.staff_id,
        "unit_id": staff.unit_id,
        "role": staff.role,
    }
