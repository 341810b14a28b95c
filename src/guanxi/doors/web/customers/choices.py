"""What the filters of the list offer (筛选项), and which values are in force, in words."""

from dataclasses import dataclass
from html import escape
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from guanxi.book import finding
from guanxi.book.units import Staff, Unit
from guanxi.contracts import regions
from guanxi.contracts.customers import KINDS, SIZES, SOURCES
from guanxi.contracts.figures import DEPARTURES, GRADES, LEVELS, TIERS
from guanxi.contracts.figures.loyalty import MOODS
from guanxi.contracts.industries import SECTIONS
from guanxi.doors.web.customers.asked import BARRIER_COUNTS, FILTERS, Asked
from guanxi.doors.web.templatetags import axes
from guanxi.guard import reach
from guanxi.guard.people import Person
from guanxi.guard.roles import Reach

OFFERED = 200
STATES = {
    finding.AT_RISK: gettext_lazy("At risk: a warning is open"),
    finding.DEPARTED: gettext_lazy("Departed"),
    finding.HERE: gettext_lazy("With us"),
    finding.FRESH: gettext_lazy("No figures yet"),
}
SIGNS = {
    finding.GAIN: gettext_lazy("Earns a profit"),
    finding.LOSS: gettext_lazy("Makes a loss"),
    finding.NOUGHT: gettext_lazy("Exactly nothing"),
}
TITLES = {
    "kind": gettext_lazy("Kind"),
    "tier": gettext_lazy("Tier"),
    "grade": gettext_lazy("Grade"),
    "level": gettext_lazy("Level"),
    "state": gettext_lazy("State"),
    "sign": gettext_lazy("Profit"),
    "unit": gettext_lazy("Unit"),
    "owner": gettext_lazy("Manager"),
    "region": gettext_lazy("Region"),
    "industry": gettext_lazy("Industry"),
    "size": gettext_lazy("Size"),
    "gone": gettext_lazy("Departed this year"),
    "was": gettext_lazy("Level a year ago"),
    "barriers": gettext_lazy("Switching barriers"),
    "mood": gettext_lazy("How service is felt"),
    "source": gettext_lazy("Source"),
    "opened": gettext_lazy("Opened in"),
}
OF_LOYALTY = ("gone", "was", "barriers", "mood", "source", "opened")
MORE = ("region", "industry", "size")


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter; ``depth`` sets units in under those above them."""

    value: str
    words: Any
    is_chosen: bool
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter with what it offers; ``note`` says why something is not offered."""

    name: str
    title: Any
    choices: list[Choice]
    note: str = ""

    @property
    def chosen(self) -> int:
        """Return how many values are in force."""
        return sum(choice.is_chosen for choice in self.choices)

    @property
    def lines(self) -> SafeString:
        """Return the choices as they are ticked; hundreds of them take a template a fifth of the page's time."""
        return mark_safe(
            "".join(
                f'<label class="choice-line depth-{c.depth}"><input type="checkbox" class="form-check-input" '
                f'name="{self.name}" value="{escape(c.value)}"{" checked" if c.is_chosen else ""}> '
                f"<span>{escape(str(c.words))}</span></label>"
                for c in self.choices
            )
        )


@dataclass(frozen=True, slots=True)
class Chip:
    """A value in force, and the address without it."""

    title: Any
    words: Any
    query: str


def filters(person: Person, asked: Asked) -> list[Filter]:
    """Return the filters a person may use; units and managers only to those who see more than one."""
    found = [_fixed(name, asked) for name in ("kind", "tier", "grade", "level", "state", "sign")]
    if reach.of(person) in (Reach.UNIT, Reach.BANK):
        units = list(_units(person).values_list("unit_id", "name", "path", "depth", "region", named=True))
        found += [_by_unit(asked, units), _by_manager(asked, units)]
        found.append(_by_region(asked, {unit.region for unit in units if unit.region}))
    found += [_fixed("industry", asked), _fixed("size", asked)]
    # what only other pages ask for shows once it is in force
    return found + [filter_ for filter_ in (_fixed(name, asked) for name in OF_LOYALTY) if filter_.chosen]


def chips(person: Person, asked: Asked) -> list[Chip]:
    """Return what narrows the list, each with the way to take it off."""
    found = (
        [Chip(_("Search"), f"“{asked.wanted.text}”", asked.without("q", asked.wanted.text))]
        if asked.wanted.text
        else []
    )
    for name, (attribute, _known) in FILTERS.items():
        values = [str(value) for value in getattr(asked.wanted, attribute)]
        names = _names(person, name, values)
        found += [Chip(TITLES[name], names[value], asked.without(name, value)) for value in values]
    first, last = asked.wanted.ranks
    if first is not None or last is not None:
        words = _("%(first)s to %(last)s") % {"first": f"{first or 1:,}", "last": f"{last:,}" if last else "…"}
        found.append(Chip(_("Rank by profit"), words, asked.without("rank", "")))
    return found


def told(name: str) -> dict[str, Any]:
    """Return the values of a fixed filter in words."""
    side = 1 if (get_language() or "en").startswith("zh") else 0
    coded = {"kind": KINDS, "tier": TIERS, "grade": GRADES, "level": LEVELS, "size": SIZES}
    coded |= {"gone": DEPARTURES, "was": LEVELS, "mood": MOODS, "source": SOURCES}
    if name in coded:
        return {code: pair[side] for code, pair in coded[name].items()}
    if name in ("barriers", "opened"):
        return {code: code for code in BARRIER_COUNTS} if name == "barriers" else {}
    if name == "industry":
        named = {code: axes.of_section(code) for code in SECTIONS}
        return {code: f"{code} {words.in_(get_language() or 'en')}" if words else code for code, words in named.items()}
    return dict(STATES if name == "state" else SIGNS)


def region_words(code: str) -> str:
    """Write a region code in words."""
    found = regions.named(code)
    return found.in_(get_language() or "en") if found else code


def _names(person: Person, name: str, values: list[str]) -> dict[str, Any]:
    if name == "unit":
        known: dict[str, Any] = dict(_units(person).filter(pk__in=values).values_list("pk", "name"))
    elif name == "owner":
        known = dict(Staff.objects.filter(pk__in=values).values_list("pk", "name")) | {finding.NOBODY: _("nobody")}
    elif name == "region":
        known = {value: region_words(value) for value in values}
    else:
        known = told(name)
    return {value: known.get(value, value) for value in values}


def _fixed(name: str, asked: Asked) -> Filter:
    chosen = {str(value) for value in getattr(asked.wanted, FILTERS[name][0])}
    offered = told(name) or {value: value for value in sorted(chosen)}
    return Filter(name, TITLES[name], [Choice(code, words, code in chosen) for code, words in offered.items()])


def _units(person: Person) -> Any:
    units = Unit.objects.all()
    if reach.of(person) == Reach.UNIT:
        return units.filter(pk__in=reach.subtree(person).units)
    return units if reach.of(person) == Reach.BANK else units.filter(pk=person.unit_id)


def _by_unit(asked: Asked, units: list[Any]) -> Filter:
    chosen = set(asked.wanted.units)
    top = min((unit.depth for unit in units), default=0)
    return Filter(
        "unit",
        TITLES["unit"],
        [Choice(unit.unit_id, unit.name, unit.unit_id in chosen, unit.depth - top) for unit in units],
        _("A unit includes all below it."),
    )


def _by_manager(asked: Asked, units: list[Any]) -> Filter:
    """Offer the managers of the units chosen, or of all when they are few."""
    chosen, wanted = set(asked.wanted.owners), set(asked.wanted.units)
    paths = tuple(unit.path for unit in units if unit.unit_id in wanted)
    within = [unit.unit_id for unit in units if not paths or unit.path.startswith(paths)]
    managers = Staff.objects.filter(unit_id__in=within, role="relationship_manager", left_on__isnull=True)
    staff = list(managers.order_by("unit__path", "name").values_list("pk", "name")[: OFFERED + 1])
    note = _("Choose a unit to see its managers.") if len(staff) > OFFERED else ""
    offered = {} if note else dict(staff)
    offered |= dict(
        Staff.objects.filter(pk__in=chosen, unit_id__in=[unit.unit_id for unit in units]).values_list("pk", "name")
    )
    choices = [Choice(finding.NOBODY, _("nobody"), finding.NOBODY in chosen)]
    choices += [Choice(key, name, key in chosen) for key, name in offered.items()]
    return Filter("owner", TITLES["owner"], choices, note)


def _by_region(asked: Asked, codes: set[str]) -> Filter:
    chosen = set(asked.wanted.regions)
    choices = [Choice(code, region_words(code), code in chosen) for code in sorted(codes | chosen)]
    return Filter("region", TITLES["region"], choices)
