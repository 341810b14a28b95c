"""Rejected rows taken away as CSV (导出隔离行): by right, into the trail, as a stream, and never as a formula.

The rows are read while they are sent, when the request is over: under the reach of the person who asked.
"""

import csv
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, StreamingHttpResponse
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from guanxi.doors.web.data import quarantine
from guanxi.doors.web.signed_in import person
from guanxi.guard import reach, trail
from guanxi.guard.people import Person
from guanxi.guard.rules import Action
from guanxi.intake import words
from guanxi.intake.loads import Load
from guanxi.kit.cells import safe

BATCH = 1000


class Echo:
    """What ``csv`` writes to: it hands each line back."""

    def write(self, text: str) -> str:
        """Return the line."""
        return text


@require_GET
def rejected(request: HttpRequest) -> StreamingHttpResponse:
    """Send the rejected rows of a filter, each with its rule in words and its own cells."""
    by = person(request, Action.MEND_ROW)
    asked = quarantine.read(request)
    subject = Load(pk=int(asked["load"])) if asked["load"] else Load()
    facts = {name: value for name, value in asked.items() if value}
    trail.record(by, "quarantine.exported", subject, rows=quarantine.within(asked).count(), **facts)
    lines = _streamed(asked, by, get_language() or "en")
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="quarantine.csv"'
    return response


def _streamed(asked: dict[str, str], by: Person, language: str) -> Iterator[str]:
    writer = csv.writer(Echo())
    with translation.override(language), reach.acting(by):
        yield "\ufeff"
        for line in _lines(asked, language):
            yield str(writer.writerow([safe(cell) if isinstance(cell, str) else cell for cell in line]))


def _lines(asked: dict[str, str], language: str) -> Iterator[list[Any]]:
    found = quarantine.within(asked).order_by("contract", "pk")
    columns = sorted({name for row in found.values_list("row", flat=True).iterator(BATCH) for name in row})
    yield [_("Load"), _("File"), _("Line"), _("Column"), _("Rule"), _("State"), *columns]
    for row in found.iterator(BATCH):
        rule = words.rule(row.rule, row.facts).in_(language)
        yield [row.load_id, row.file, row.line, row.column, rule, row.state, *(row.row.get(c, "") for c in columns)]
