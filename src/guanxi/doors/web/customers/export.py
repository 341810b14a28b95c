"""Taking a list out of the house (导出): by right, into the trail, as a stream, and never as a formula.

The answer is written after the page's own transaction has ended, so it takes on the person's reach again.
"""

import csv
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import xlsxwriter
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils import translation
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from guanxi.book import figures, paging
from guanxi.book.figures import Run
from guanxi.contracts.figures import COMPANY_TIERS, CUSTOMER_FIGURES, PERSON_TIERS
from guanxi.doors.web.customers import asked as asking
from guanxi.doors.web.customers import listing, rows
from guanxi.doors.web.customers.asked import Asked
from guanxi.guard import reach, trail
from guanxi.guard.people import Person
from guanxi.guard.rules import Action
from guanxi.kit.cells import safe
from guanxi.kit.refusals import Refused
from guanxi.kit.words import Words

BATCH = 1000
MOST_IN_SHEET = 10_000
FIGURES = (
    "profit_12m", "profit_prior", "deposit_average", "loan_average", "customer_share", "level", "tier", "grade",
    "departure", "last_contact_on", "rank_number", "axis_region", "axis_industry", "axis_size",
)  # fmt: skip


class TooLongForSheet(Refused):
    """A workbook is written whole before it can be sent."""

    words = Words(
        "A workbook holds up to 10,000 customers here. Narrow the list, or export it as CSV.",
        "Excel 文件最多导出 10,000 个客户。请缩小范围，或改为导出 CSV。",
    )


class Echo:
    """What ``csv`` writes to: it hands each line back."""

    def write(self, text: str) -> str:
        """Return the line."""
        return text


@require_GET
def export(request: HttpRequest, form: str) -> HttpResponse | StreamingHttpResponse | FileResponse:
    """Send the whole list of the address as CSV or as a workbook."""
    person = listing.allowed(request)
    reach.require(person, Action.EXPORT_CUSTOMERS)
    ask, run = asking.read(request.GET), figures.current()
    listed = listing.found(person, run, ask)
    if form == "xlsx" and listed.is_more:
        raise TooLongForSheet
    if form not in ("csv", "xlsx"):
        raise Http404
    trail.record(person, "customers.exported", person, query=ask.query, form=form, customers=listed.count)
    name = f"{_('customers')}-{run.as_of:%Y%m%d}.{form}" if run else f"{_('customers')}.{form}"
    if form == "xlsx":
        return FileResponse(_workbook(_lines(person, run, ask)), as_attachment=True, filename=name)
    streamed = _streamed(person, run, ask, get_language() or "en")
    response = StreamingHttpResponse(streamed, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


def _streamed(person: Person, run: Run | None, ask: Asked, language: str) -> Iterator[str]:
    writer = csv.writer(Echo())
    with translation.override(language), reach.acting(person):
        yield "\ufeff"
        for line in _lines(person, run, ask):
            yield writer.writerow([safe(cell) if isinstance(cell, str) else cell for cell in line])


def _workbook(lines: Iterator[list[Any]]) -> BytesIO:
    held = BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(held, options) as book:
        sheet = book.add_worksheet(_("Customers"))
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for number, line in enumerate(lines):
            for column, cell in enumerate(line):
                if hasattr(cell, "isoformat"):
                    sheet.write_datetime(number, column, cell, day)
                else:
                    sheet.write(number, column, safe(cell) if isinstance(cell, str) else cell)
        sheet.freeze_panes(1, 2)
    held.seek(0)
    return held


def _lines(person: Person, run: Run | None, ask: Asked) -> Iterator[list[Any]]:
    language = get_language() or "en"
    heads = [CUSTOMER_FIGURES.column(name).words.in_(language) for name in FIGURES]
    yield [_("Customer number"), _("Customer"), _("Kind"), _("Unit"), _("A manager"), _("B manager"), *heads]
    stretches, cursor = listing.found(person, run, ask).stretches, None
    while True:
        page = paging.page(stretches, BATCH, cursor)
        for row in rows.of(person, run, page.keys, FIGURES):
            c = row.customer
            told = [_told(row.figure, name, language, c.kind) for name in FIGURES]
            yield [c.pk, c.name, _coded("kind", c.kind, language), row.unit, row.owner, row.deputy, *told]
        cursor = page.next
        if cursor is None:
            return


def _told(figure: object, name: str, language: str, kind: str) -> Any:
    value = getattr(figure, name, None)
    if name == "tier" and value:
        return Words(*(PERSON_TIERS if kind == "person" else COMPANY_TIERS)[value]).in_(language)
    return _coded(name, value, language) if isinstance(value, str) else "" if value is None else value


def _coded(name: str, value: str, language: str) -> str:
    found = CUSTOMER_FIGURES.column(name).allowed.get(value)
    return found.in_(language) if found else value
