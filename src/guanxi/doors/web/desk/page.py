"""The desk page (工作台): the six figures of the person's book and the work list."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Show the desk."""
    return render(request, "desk/home.html")
