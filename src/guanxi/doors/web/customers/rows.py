"""Lines of the customer list (列表行): customers with their figures, and the names of units and managers."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from guanxi.book.customer_figures import CustomerFigure, of_run
from guanxi.book.customers import Customer
from guanxi.book.figures import Run
from guanxi.book.units import Staff, Unit
from guanxi.guard import reach
from guanxi.guard.people import Person

#: What a line of customers names of each, whatever else is asked for.
CUSTOMER = ("kind", "name", "unit_id", "owner_id", "deputy_id")


@dataclass(frozen=True, slots=True)
class Row:
    """A customer of the list; ``figure`` is ``None`` when the customer came after the run."""

    customer: Customer
    figure: CustomerFigure | None
    unit: str
    owner: str
    deputy: str


def of(person: Person, run: Run | None, keys: list[str], reads: Iterable[str]) -> list[Row]:
    """Return the rows of a page in its order; ``reads`` names the figures wanted: of a hundred, a list shows ten."""
    customers = reach.visible(person, Customer.objects.filter(pk__in=keys)).only(*CUSTOMER).in_bulk()
    figures: dict[Any, CustomerFigure] = {}
    if run is not None:
        found = reach.visible(person, of_run(run.slot).filter(customer_id__in=keys)).only("slot", "customer_id", *reads)
        figures = {figure.customer_id: figure for figure in found}
    units, staff = names(list(customers.values()))
    return [
        Row(
            customer,
            figures.get(customer.pk),
            units.get(customer.unit_id, customer.unit_id),
            staff.get(customer.owner_id, customer.owner_id),
            staff.get(customer.deputy_id, customer.deputy_id),
        )
        for customer in (customers[key] for key in keys if key in customers)
    ]


def names(customers: list[Customer]) -> tuple[dict[str, str], dict[str, str]]:
    """Return the names of the units and of the staff that customers name."""
    units = Unit.objects.filter(pk__in={c.unit_id for c in customers}).values_list("pk", "name")
    people = {key for c in customers for key in (c.owner_id, c.deputy_id) if key}
    return dict(units), dict(Staff.objects.filter(pk__in=people).values_list("pk", "name"))
