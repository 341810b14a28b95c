"""The table of rules as it stands in code (权限表): role × action → reach; what is shown is what decides."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from guanxi.doors.web import signed_in
from guanxi.guard import rules
from guanxi.guard.roles import Reach, Role
from guanxi.guard.rules import Action

#: Acts without a customer: the table only says yes or no.
WITHOUT_CUSTOMER = frozenset(
    {
        Action.VIEW_DATA,
        Action.TAKE_LOAD,
        Action.MEND_ROW,
        Action.START_RUN,
        Action.VIEW_TRAIL,
        Action.MANAGE_PEOPLE,
    }
)


@require_GET
def table(request: HttpRequest) -> HttpResponse:
    """Show for every act how far each role may go."""
    signed_in.person(request, Action.VIEW_TRAIL)
    rows = [(action.label, [_cell(action, rules.reach_of(role, action)) for role in Role]) for action in Action]
    context = {"roles": [role.label for role in Role], "rows": rows, "tab": "rules"}
    return render(request, "guard/rules.html", context)


def _cell(action: Action, reach: Reach) -> tuple[str, str]:
    if reach == Reach.NONE:
        return reach.value, ""
    return reach.value, _("yes") if action in WITHOUT_CUSTOMER else str(reach.label)
