"""Columns of the customer list (列表单元格): the head of each, the figures it reads and how they are written.

Fifty lines of up to thirteen cells take a template a third of the page's time; they are written here.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guanxi.book.customer_figures import CustomerFigure
from guanxi.doors.web.customers.rows import Row
from guanxi.doors.web.templatetags import axes, figures


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the words of its head, what writes its cell, which figures that reads, and its classes."""

    words: Any
    write: Callable[[CustomerFigure, Row], str]
    reads: tuple[str, ...] = ()
    css: str = ""
    #: On a narrow page a cell carries the words of its head, except the figure that stands out by itself.
    is_labelled: bool = True

    @property
    def is_right(self) -> bool:
        """Tell whether the column stands to the right, as amounts do."""
        return "right" in self.css.split()


def _profit(figure: CustomerFigure, row: Row) -> str:
    css = "negative" if figure.profit_12m < 0 else ""
    return format_html('<span class="{}">{}</span>', css, figures.money(figure.profit_12m))


def _level(figure: CustomerFigure, row: Row) -> str:
    return format_html('<span class="level" title="{}">{}</span>', axes.level(figure.level), figure.level)


def _contact(figure: CustomerFigure, row: Row) -> str:
    return figures.day(figure.last_contact_on) if figure.last_contact_on else _nothing(_("never"))


def _owner(figure: CustomerFigure, row: Row) -> str:
    return row.owner or _nothing(_("nobody"))


def _nothing(words: str) -> str:
    return format_html('<span class="muted">{}</span>', words)


COLUMNS = {
    "profit": Column(gettext_lazy("Profit, 12 months"), _profit, ("profit_12m",), "right main", is_labelled=False),
    "change": Column(
        gettext_lazy("Change"),
        lambda f, row: figures.change(f.profit_12m, f.profit_prior),
        ("profit_12m", "profit_prior"),
        "right second",
    ),
    "deposits": Column(
        gettext_lazy("Deposits"), lambda f, row: figures.money(f.deposit_average), ("deposit_average",), "right"
    ),
    "loans": Column(gettext_lazy("Loans"), lambda f, row: figures.money(f.loan_average), ("loan_average",), "right"),
    "share": Column(
        gettext_lazy("Customer share"),
        lambda f, row: figures.percent(f.customer_share, 0),
        ("customer_share",),
        "right num",
    ),
    "level": Column(gettext_lazy("Level"), _level, ("level",)),
    "tier": Column(gettext_lazy("Tier"), lambda f, row: figures.tier(f.tier, row.customer.kind), ("tier",)),
    "grade": Column(gettext_lazy("Grade"), lambda f, row: figures.coded(f.grade, "customer_figures.grade"), ("grade",)),
    "contact": Column(gettext_lazy("Last contact"), _contact, ("last_contact_on",), "num"),
    "owner": Column(gettext_lazy("Manager"), _owner),
    "unit": Column(gettext_lazy("Unit"), lambda f, row: row.unit),
    "region": Column(gettext_lazy("Region"), lambda f, row: axes.region(f.axis_region), ("axis_region",)),
    "industry": Column(gettext_lazy("Industry"), lambda f, row: axes.section(f.axis_industry), ("axis_industry",)),
}


def reads(names: Sequence[str]) -> set[str]:
    """Return the figures that columns read."""
    return {figure for name in names for figure in COLUMNS[name].reads}


def written(row: Row, names: Sequence[str]) -> SafeString:
    """Write the cells of a customer that has figures."""
    figure = row.figure
    assert figure is not None
    return mark_safe("".join(_cell(COLUMNS[name], figure, row) for name in names))


def _cell(column: Column, figure: CustomerFigure, row: Row) -> str:
    css = f' class="{column.css}"' if column.css else ""
    label = f' data-label="{conditional_escape(column.words)}"' if column.is_labelled else ""
    return f"<td{css}{label}>{conditional_escape(column.write(figure, row))}</td>"
