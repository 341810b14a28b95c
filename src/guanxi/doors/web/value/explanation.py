"""Why is a figure what it is (为什么)? Its formula, inputs, sources and assumptions, told by the engine itself."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from guanxi.doors.web.value import asked

# EXPLAIN


@require_GET
def why(request: HttpRequest, figure: str) -> HttpResponse:
    """Explain a figure named ``contract.column``; beside the page, or as a page of its own."""
    ask = asked.read(request)
    try:
        told = __import__("importlib").import_module("guanxi.value.explain").why(figure)
    except KeyError as error:
        raise Http404 from error
    template = "value/why.html#told" if request.headers.get("HX-Request") == "true" else "value/why.html"
    return render(request, template, {"told": told, "ask": ask})
