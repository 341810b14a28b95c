"""What a search may find of a customer (客户检索).

Names are cut into pairs of characters, so that any part of two characters or more is found;
pinyin initials likewise; numbers and telephones by their last four. The pairs lie in one array with an inverted
index on all but its first entry, which holds initials and name whole, for the second, exact look that sorts out
chance hits, and for lists in the order of the initials.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from pypinyin import Style, lazy_pinyin

TAIL = 4


@dataclass(frozen=True, slots=True)
class Look:
    """One way to be found: entries a customer must hold, and what the exact look compares (see ``finding``)."""

    entries: tuple[str, ...]
    within: str = ""
    tail: str = ""


class _Initials(dict[int, str]):
    """What becomes of each character in ``initials``, found out once."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        found = character if character.isascii() else lazy_pinyin(character, style=Style.FIRST_LETTER)[0][:1].lower()
        self[code] = found if character.isalnum() else ""
        return self[code]


_INITIALS = _Initials()


def initials(name: str) -> str:
    """Return the pinyin initials of a name, letters and digits kept: 华川精密 → ``hcjm``."""
    return name.lower().translate(_INITIALS)


def pairs(text: str) -> set[str]:
    """Return all pairs of neighbouring characters, or the one character there is."""
    return {text[i : i + 2] for i in range(len(text) - 1)} or ({text} if text else set())


def plain(text: str) -> str:
    """Return the text without spaces and in lower case."""
    return "".join(text.lower().split())


def whole(name: str) -> str:
    """Return the entry that holds initials and name whole: ``=hcjm 华川精密``."""
    return f"={initials(name)} {plain(name)}"


def grams(name: str, number: str, phone: str) -> list[str]:
    """Return the search entries of one customer: the whole entry first, the others sorted."""
    short, first, number = plain(name), initials(name), number.lower()
    digits = phone if phone.isdecimal() else "".join(c for c in phone if c.isdigit())
    found = pairs(short)
    found.update(short[:1], [f"^{p}" for p in pairs(first)], (f"~{number[-TAIL:]}",))
    if len(digits) >= TAIL:
        found.add(f"~{digits[-TAIL:]}")
    return [f"={first} {short}", *sorted(found)]


def looks(query: str) -> Iterator[Look]:
    """Yield the ways in which a query may find a customer; none for an empty one."""
    query = plain(query)
    if not query:
        return
    yield Look(tuple(sorted(pairs(query))), within=query if len(query) > 2 else "")
    if not (query.isascii() and query.isalnum()):
        return
    if len(query) > 1:
        yield Look(tuple(sorted(f"^{p}" for p in pairs(query))), within=query if len(query) > 2 else "")
    # a number of fewer characters lies there whole
    yield Look((f"~{query[-TAIL:]}",), tail=query if len(query) > TAIL else "")


def closeness(query: str, name: str, number: str) -> int:
    """Return how close a customer is to a query: 0 the very one, 1 begins with it, 2 by initials, 3 holds it."""
    query, short, low = plain(query), plain(name), number.lower()
    if query in (short, low):
        return 0
    if short.startswith(query) or low.startswith(query):
        return 1
    return 2 if initials(name).startswith(query) else 3
