"""The table of rules as it stands in code (权限表): role × action → reach; what is shown is what decides."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from guanxi.doors.web.guard import signed_in
from guanxi.guard import rules
from guanxi.guard.roles import Reach, Role
from guanxi.guard.rules import Action


@require_GET
def table(request: HttpRequest) -> HttpResponse:
    """Show for every act how far each role may go."""
    signed_in.person(request, Action.VIEW_TRAIL)
    rows = [(action.label, [_cell(rules.reach_of(role, action)) for role in Role]) for action in Action]
    context = {"roles": [role.label for role in Role], "rows": rows, "tab": "rules", "reaches": list(Reach)}
    return render(request, "guard/rules.html", context)


def _cell(reach: Reach) -> tuple[str, str]:
    return reach.value, str(reach.label) if reach != Reach.NONE else ""
