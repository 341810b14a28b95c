"""What a search may find of a customer (客户检索).

Names are cut into pairs of characters, so that any part of two characters or more is found;
pinyin initials likewise; numbers by their beginning and end, telephones by their tail. The pairs
lie in one array with an inverted index; a second, exact look at the name sorts out chance hits.
"""

from collections.abc import Iterable
from functools import lru_cache

from pypinyin import Style, lazy_pinyin

TAILS = (4, 6)


@lru_cache(maxsize=65536)
def _initial(character: str) -> str:
    return str(lazy_pinyin(character, style=Style.FIRST_LETTER)[0][:1]).lower()


def initials(name: str) -> str:
    """Return the pinyin initials of a name, letters and digits kept: 华川精密 → ``hcjm``."""
    kept = (c for c in name.lower() if c.isalnum())
    return "".join(_initial(c) if not c.isascii() else c for c in kept)


def pairs(text: str) -> set[str]:
    """Return all pairs of neighbouring characters, or the one character there is."""
    return {text[i : i + 2] for i in range(len(text) - 1)} or ({text} if text else set())


def plain(text: str) -> str:
    """Return the text without spaces and in lower case."""
    return "".join(text.lower().split())


def grams(name: str, number: str, phone: str) -> list[str]:
    """Return the search entries of one customer, sorted."""
    name = plain(name)
    digits = "".join(c for c in phone if c.isdigit())
    found = pairs(name) | set(name[:1]) | {f"^{p}" for p in pairs(initials(name))}
    found |= {f"#{number.lower()}"} | {f"~{number[-n:].lower()}" for n in TAILS}
    found |= {f"~{digits[-n:]}" for n in TAILS if len(digits) >= n}
    return sorted(found)


def wanted(query: str) -> Iterable[list[str]]:
    """Yield sets of entries, any of which a customer must hold whole for the query to match."""
    query = plain(query)
    if not query:
        return
    yield sorted(pairs(query))
    if query.isascii() and query.isalnum():
        yield sorted(f"^{p}" for p in pairs(query))
        yield [f"#{query}"]
        if len(query) in TAILS:
            yield [f"~{query}"]
