"""Where a customer stands on a whale curve (曲线上的位置): the bank's, the unit's or the manager's own."""

from dataclasses import dataclass

from guanxi.book import concentration, scopes
from guanxi.book.customer_figures import CustomerFigure
from guanxi.book.figures import Concentration, Run
from guanxi.book.scopes import Scope
from guanxi.guard.people import Person


@dataclass(frozen=True, slots=True)
class Placed:
    """A curve with the customer's point on it: share of customers up to there, cumulative share of gross profit."""

    scope: Scope
    found: Concentration
    place_rate: float
    height_rate: float


def on_curve(person: Person, run: Run, figure: CustomerFigure) -> Placed | None:
    """Return the customer's point on the widest curve the person may see; ``None`` when it is not on that curve."""
    scope = scopes.start(person)
    if scope.kind == scopes.STAFF and scope.id != figure.owner_id:
        return None
    found = concentration.of(run, scope)
    if found is None or not found.curve:
        return None
    profit = int(figure.profit_12m * 100)
    point = next((p for p in found.curve[1:] if int(p[2]) <= profit), found.curve[-1])
    return Placed(scope, found, float(point[0]), float(point[1]))
