"""The strip of six figures on top of the desk (六项指标), from the published figures of the person's scope."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from guanxi.book import scopes
from guanxi.book.figures import Run, Team
from guanxi.guard.people import Person
from guanxi.kit.refusals import NotFound

YEAR = 12


@dataclass(slots=True)
class Tile:
    """One figure with what it was a year before and its months; ``form`` says how it is written."""

    label: str
    value: Any
    form: str = "money"
    before: Any = None
    months: list[int] = field(default_factory=list)
    shares: list[int] = field(default_factory=list)
    below: str = ""
    drawing: str = ""


def of(person: Person, run: Run | None) -> tuple[Team | None, list[Tile]]:
    """Return the published row of the person's scope and its tiles; nothing before the first run."""
    if run is None:
        return None, []
    try:
        scope = scopes.start(person)
    except NotFound:
        return None, []
    team = Team.objects.filter(run=run, scope=scope.kind, scope_id=scope.id).first()
    return (team, tiles(team)) if team else (None, [])


def tiles(team: Team) -> list[Tile]:
    """Return the six tiles of a scope."""
    return [
        _level(_("Average deposits"), team.deposit_months),
        _level(_("Average loans"), team.loan_months),
        _flow(_("Fees, 12 months"), team.fee_months),
        Tile(
            _("Profit, 12 months"), team.profit_12m, before=team.profit_prior, months=team.profit_months,
            drawing=_("Profit by month, 24 months"),
        ),
        Tile(
            _("Customer share"), team.customer_share, "percent",
            below=_share_below(team),
        ),
        _products(team),
    ]  # fmt: skip


def _money(minor: int) -> Decimal:
    return Decimal(minor) / 100


def _level(label: str, months: list[int]) -> Tile:
    """A balance: the last month against the same month a year before."""
    now = _money(months[-1]) if months else None
    before = _money(months[-1 - YEAR]) if len(months) > YEAR else None
    return Tile(label, now, before=before, months=months, drawing=_("%(label)s by month, 24 months") % {"label": label})


def _flow(label: str, months: list[int]) -> Tile:
    """A sum: the last twelve months against the twelve before."""
    now = _money(sum(months[-YEAR:])) if months else None
    before = _money(sum(months[-2 * YEAR : -YEAR])) if len(months) >= 2 * YEAR else None
    return Tile(label, now, before=before, months=months, drawing=_("%(label)s by month, 24 months") % {"label": label})


def _share_below(team: Team) -> str:
    return _("wallet not known") if team.customer_share is None else _("of what these customers hold at all banks")


def _products(team: Team) -> Tile:
    by_level = [int(team.levels.get(str(level), 0)) for level in range(1, 6)]
    told = ", ".join(f"{level}: {count:,}" for level, count in enumerate(by_level, 1))
    return Tile(
        _("Products per customer"), team.families_per_customer, "number", shares=by_level if any(by_level) else [],
        below=_("%(count)s customers") % {"count": f"{team.customers:,}"},
        drawing=_("Customers by product level, 1 to 5: %(told)s") % {"told": told},
    )  # fmt: skip
