"""What the address of the list asks for (列表条件): filters, order, columns, place; and how to say it again."""

from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.http import QueryDict

from guanxi.book import finding, paging
from guanxi.book.finding import BY_MATCH, BY_NAME, Wanted
from guanxi.book.paging import Cursor
from guanxi.contracts.customers import KINDS, SIZES, SOURCES
from guanxi.contracts.figures import DEPARTURES, GRADES, LEVELS, TIERS
from guanxi.contracts.figures.loyalty import BARRIERS, MOODS
from guanxi.contracts.industries import SECTIONS
from guanxi.doors.web.customers import cells

LONGEST_TEXT = 60
MOST_VALUES = 200
#: Columns a person may choose, in the order of the table.
COLUMNS = tuple(cells.COLUMNS)
DEFAULT_COLUMNS = ("profit", "change", "deposits", "loans", "share", "level", "contact", "owner")
STATES = (finding.AT_RISK, finding.DEPARTED, finding.HERE, finding.FRESH)
#: Years of opening and numbers of barriers a filter may name.
YEARS = frozenset(str(year) for year in range(1900, 2200))
BARRIER_COUNTS = tuple(str(number) for number in range(len(BARRIERS) + 1))
SIGNS = (finding.GAIN, finding.LOSS, finding.NOUGHT)
#: Filter in the address → field of ``Wanted`` and the values known; none where the book holds them.
FILTERS: dict[str, tuple[str, frozenset[str] | None]] = {
    "kind": ("kinds", frozenset(KINDS)),
    "tier": ("tiers", frozenset(TIERS)),
    "grade": ("grades", frozenset(GRADES)),
    "level": ("levels", frozenset(LEVELS)),
    "state": ("states", frozenset(STATES)),
    "sign": ("signs", frozenset(SIGNS)),
    "unit": ("units", None),
    "owner": ("owners", None),
    "region": ("regions", None),
    "industry": ("industries", frozenset(SECTIONS)),
    "size": ("sizes", frozenset(SIZES)),
    "gone": ("gone", frozenset(DEPARTURES)),
    "was": ("was", frozenset(LEVELS)),
    "barriers": ("barriers", frozenset(BARRIER_COUNTS)),
    "mood": ("moods", frozenset(MOODS)),
    "source": ("sources", frozenset(SOURCES)),
    "opened": ("opened", YEARS),
}
ASCENDING_FIRST = (BY_NAME, BY_MATCH)


@dataclass(frozen=True, slots=True)
class Asked:
    """One request for a list."""

    wanted: Wanted = field(default_factory=Wanted)
    sort: str = "profit"
    reversed: bool = False
    columns: tuple[str, ...] = DEFAULT_COLUMNS
    cursor: Cursor | None = None

    @property
    def descending(self) -> bool:
        """Tell the direction: figures stand largest first, names from A, unless reversed."""
        return (self.sort not in ASCENDING_FIRST) is not self.reversed

    def pairs(self) -> list[tuple[str, str]]:
        """Return the parts of the address, without the place."""
        found: list[tuple[str, str]] = [("q", self.wanted.text)] if self.wanted.text else []
        for name, (attribute, _) in FILTERS.items():
            found += [(name, str(value)) for value in getattr(self.wanted, attribute)]
        for name, rank in zip(("rank_from", "rank_to"), self.wanted.ranks, strict=True):
            found += [(name, str(rank))] if rank is not None else []
        plain_sort = BY_MATCH if self.wanted.text else "profit"
        if (self.sort, self.reversed) != (plain_sort, False):
            found.append(("sort", ("-" if self.reversed else "") + self.sort))
        if self.columns != DEFAULT_COLUMNS:
            found.append(("cols", ",".join(self.columns)))
        return found

    @property
    def query(self) -> str:
        """Return the address' query without the place."""
        return urlencode(self.pairs())

    def at(self, cursor: Cursor | None) -> str:
        """Return the query of the page that begins at a place."""
        place = [("after" if cursor.forward else "before", cursor.written())] if cursor else []
        return urlencode([*self.pairs(), *place])

    def without(self, name: str, value: str) -> str:
        """Return the query without one value of a filter."""
        if name == "rank":
            return urlencode([pair for pair in self.pairs() if not pair[0].startswith("rank_")])
        return urlencode([pair for pair in self.pairs() if pair != (name, value)])

    def sorted_by(self, sort: str) -> str:
        """Return the query in another order; the same order again turns it round."""
        turned = replace(self, sort=sort, reversed=self.sort == sort and not self.reversed)
        return turned.query

    @property
    def is_narrowed(self) -> bool:
        """Tell whether anything narrows the list."""
        return not self.wanted.is_all


def read(query: QueryDict) -> Asked:
    """Read a list from an address; what is not known is left out."""
    values: dict[str, object] = {}
    for name, (attribute, known) in FILTERS.items():
        chosen = dict.fromkeys(value for value in query.getlist(name)[:MOST_VALUES] if value and "\x00" not in value)
        values[attribute] = tuple(value for value in chosen if known is None or value in known)
    for numeric in ("levels", "was", "barriers"):
        chosen_numbers = values[numeric]
        assert isinstance(chosen_numbers, tuple)
        values[numeric] = tuple(int(number) for number in chosen_numbers)
    text = " ".join(query.get("q", "").replace("\x00", "").split())[:LONGEST_TEXT]
    ranks = (_whole(query.get("rank_from")), _whole(query.get("rank_to")))
    wanted = Wanted(text=text, ranks=ranks, **values)  # type: ignore[arg-type]
    sort = query.get("sort", "")
    turned, sort = sort.startswith("-"), sort.removeprefix("-")
    if sort not in (*finding.SORTS, BY_NAME, BY_MATCH) or (sort == BY_MATCH and not text):
        turned, sort = False, BY_MATCH if text else "profit"
    columns = tuple(name for name in COLUMNS if name in query.get("cols", "").split(","))
    return Asked(wanted, sort, turned and sort != BY_MATCH, columns or DEFAULT_COLUMNS, _cursor(query))


def _cursor(query: QueryDict) -> Cursor | None:
    after, before = query.get("after", ""), query.get("before", "")
    return paging.read(after or before, forward=bool(after)) if after or before else None


def _whole(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None
