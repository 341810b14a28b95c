"""The last proof (验证): published results reproduced on this installation, and the laws of the loaded bank."""

from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from guanxi.doors.web.signed_in import person
from guanxi.guard.rules import Action
from guanxi.value.prove import outcome


@require_GET
def shown(request: HttpRequest) -> HttpResponse:
    """Show what ``guanxi prove`` found last, subject by subject."""
    person(request, Action.VIEW_DATA)
    return render(request, "data/proof.html", {"proof": outcome.last(Path(settings.DATA)), "tab": "proof"})
