"""Why is a figure what it is (为什么)? Formula, inputs, sources and assumptions, told by the engine itself."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from guanxi.contracts import catalogue
from guanxi.contracts.figures import PUBLISHED
from guanxi.doors.web.value import asked
from guanxi.kit.words import Words
from guanxi.value import explain

CONTRACTS = {contract.name: contract for contract in (*catalogue.ALL, *PUBLISHED)}


@require_GET
def why(request: HttpRequest, figure: str) -> HttpResponse:
    """Explain a figure named ``contract.column``; beside the page, or as a page of its own."""
    ask = asked.read(request)
    told = explain.why(figure)
    sources = [(name, CONTRACTS[name].words if name in CONTRACTS else None) for name in told.contracts]
    own = figure.rpartition(".")[0] or "customer_figures"
    inputs = [(name, _words(name, own)) for name in told.inputs]
    return render(request, "value/why.html", ask.context | {"told": told, "sources": sources, "inputs": inputs})


def _words(name: str, own: str) -> Words | None:
    """Return what an input is called: ``contract.column``, or a column of the figure's own contract."""
    contract, _, column = name.rpartition(".")
    found = CONTRACTS.get(contract or own)
    return found.column(column).words if found and column in found.names else None
