"""Six questions about lost customers (客户流失六问): one page, a section for each, its title the answer."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from guanxi.book import scopes
from guanxi.doors.web.loyalty import destinations, groups, losses, norm, prices, survival
from guanxi.doors.web.value import asked


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Show the six sections of a scope; a choice inside a section asks for that section alone."""
    ask = asked.read(request)
    context = ask.context | {"tab": "questions", "is_staff": ask.scope.kind == scopes.STAFF}
    if ask.run is None:
        return render(request, "loyalty/home.html", context)
    section = request.headers.get("HX-Target", "")
    run, scope, get = ask.run, ask.scope, request.GET
    if section == "groups":
        return render(request, "loyalty/groups.html", context | groups.context(run, scope, get.get("by", "")))
    if section == "survival":
        return render(request, "loyalty/survival.html", context | survival.context(run, scope, get.get("curves", "")))
    context |= losses.context(run, scope)
    if "all" in context:
        context |= prices.context(run, scope, context["loss_chart"]["months"][-1], get.get("move", ""))
        if section == "prices":
            return render(request, "loyalty/prices.html", context)
        context |= groups.context(run, scope, get.get("by", ""))
        context |= destinations.context(run, scope) | norm.context(run, scope, ask.person)
        context |= survival.context(run, scope, get.get("curves", ""))
    return render(request, "loyalty/home.html", context)
