"""The Chinese catalogues (译文目录): compile them, check them, and print what is not yet translated.

``python -m guanxi.site.texts compile|check|extract``. English stands in the source; Chinese lies in
``<package>/texts/<topic>/zh_Hans/LC_MESSAGES/django.po``, one catalogue per topic.
"""

import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract as extract_messages
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

import guanxi

PACKAGE = Path(guanxi.__file__).parent
CATALOGUES = "texts/*/zh_Hans/LC_MESSAGES/django.po"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}
PLACES = re.compile(r"%\((\w+)\)[sd]|\{(\w*)\}")
Key = tuple[str, str]


def catalogue_files(root: Path = PACKAGE) -> list[Path]:
    """Return all catalogues below a folder."""
    return sorted(root.rglob(CATALOGUES))


def read(path: Path) -> Catalog:
    """Read one catalogue."""
    with path.open("rb") as file:
        return read_po(file, locale="zh_Hans")


def compile_all(root: Path = PACKAGE) -> int:
    """Write the compiled catalogue beside each source that is newer; return how many were written."""
    written = 0
    for path in catalogue_files(root):
        target = path.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= path.stat().st_mtime:
            continue
        compiled = BytesIO()
        write_mo(compiled, read(path))
        target.write_bytes(compiled.getvalue())
        written += 1
    return written


def _key(message_id: object, context: str | None) -> Key:
    first = message_id[0] if isinstance(message_id, list | tuple) else message_id
    return (context or "", str(first))


def _messages_of(path: Path) -> Iterator[tuple[int, object, str | None]]:
    source = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        # the tokenizer of Python minds indentation; a template has none that means anything
        source = "\n".join(line.lstrip() for line in templatize(source, origin=str(path)).splitlines())
    elif "gettext" not in source:
        return
    for line, message, _comments, context in extract_messages("python", BytesIO(source.encode()), KEYWORDS):
        yield line, message, context


def used(root: Path = PACKAGE) -> dict[Key, list[tuple[str, int]]]:
    """Return every text of the sources with the places where it stands."""
    found: dict[Key, list[tuple[str, int]]] = {}
    for path in sorted([*root.rglob("*.py"), *root.rglob("*.html")]):
        for line, message, context in _messages_of(path):
            found.setdefault(_key(message, context), []).append((path.relative_to(root).as_posix(), line))
    return found


def _is_whole(message: Message) -> bool:
    parts = message.string if isinstance(message.string, list | tuple) else [message.string]
    return not message.fuzzy and all(parts)


def _places(text: str | None) -> set[str]:
    return {named or braced for named, braced in PLACES.findall(text or "")}


def faults(root: Path = PACKAGE) -> list[str]:
    """Return what is wrong with the catalogues, one sentence each; empty when they are complete."""
    wrong: list[str] = []
    whole: set[Key] = set()
    for path in catalogue_files(root):
        for message in read(path):
            if not message.id:
                continue
            key = _key(message.id, message.context)
            where = f"{path.relative_to(root).as_posix()}: {key[1]!r}"
            if not _is_whole(message):
                wrong.append(f"{where} is empty or fuzzy")
                continue
            whole.add(key)
            parts = message.string if isinstance(message.string, list | tuple) else [message.string]
            sources = message.id if isinstance(message.id, list | tuple) else [message.id]
            known = set().union(*(_places(source) for source in sources))
            if any(_places(part) != known for part in parts):
                wrong.append(f"{where} has other places than its translation")
    missing = {key: places for key, places in used(root).items() if key not in whole}
    return wrong + [f"{places[0][0]}:{places[0][1]}: {key[1]!r} has no Chinese" for key, places in missing.items()]


def untranslated(root: Path = PACKAGE) -> Catalog:
    """Return a catalogue of what has no entry yet, to be filled in and put into its topic's file."""
    known = {_key(message.id, message.context) for path in catalogue_files(root) for message in read(path)}
    catalogue = Catalog(locale="zh_Hans", fuzzy=False)
    for (context, message), places in used(root).items():
        if (context, message) not in known:
            catalogue.add(message, locations=places, context=context or None)
    return catalogue


def main(act: str) -> int:
    """Run one act from the command line and return the exit code."""
    if act == "compile":
        sys.stdout.write(f"{compile_all()} catalogues compiled\n")
        return 0
    if act == "extract":
        write_po(sys.stdout.buffer, untranslated(), omit_header=True)
        return 0
    if act == "check":
        wrong = faults()
        sys.stdout.write("".join(f"{line}\n" for line in wrong))
        return 1 if wrong else 0
    sys.stderr.write("say compile, check or extract\n")
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else ""))
