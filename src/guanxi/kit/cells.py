"""Cells that a spreadsheet might run as a formula (公式注入): data going out is written so that it stays data."""

_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
_STARTS_WIDE = ("\uff1d", "\uff0b", "\uff0d", "\uff20")


def is_formula(text: str) -> bool:
    """Tell whether a spreadsheet could take the text for a formula; a plain number is none."""
    if not text.lstrip(" ").startswith((*_STARTS, *_STARTS_WIDE)):
        return False
    return not _is_number(text)


def safe(text: str) -> str:
    """Return the text as it may stand in an exported cell: an apostrophe keeps a formula from running."""
    return f"'{text}" if is_formula(text) else text


def _is_number(text: str) -> bool:
    digits = text.strip().lstrip("+-").replace(".", "", 1)
    return digits.isascii() and digits.isdigit()
