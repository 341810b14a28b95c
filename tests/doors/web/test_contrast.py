"""The colours can be read: text on every ground it stands on reaches 4.5 : 1, light and dark (WCAG 2.2 AA)."""

import re
from pathlib import Path

import pytest

from guanxi.doors import web

TOKENS = (Path(web.__file__).parent / "static/web/tokens.css").read_text(encoding="utf-8")
PAIRS = (
    *((ink, ground) for ink in ("text", "muted", "accent-text", "red", "green") for ground in ("ground", "surface")),
    *((ink, "raised") for ink in ("text", "muted", "accent-text")),
    *((ink, ground) for ink in ("text", "muted") for ground in ("hover", "selected", "grey-soft")),
    *((ink, f"{ink}-soft") for ink in ("red", "green", "amber", "blue", "violet")),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("accent-text", "accent-soft"),
    ("surface", "text"),
)


def colours(theme: str) -> dict[str, str]:
    """Return the tokens of a theme that are plain colours."""
    block = re.search(rf'\[data-bs-theme="{theme}"\] {{(.*?)}}', TOKENS, re.S)
    assert block
    return dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6})", block[1]))


def luminance(colour: str) -> float:
    """Return the relative luminance of ``#rrggbb``."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_text_can_be_read_on_its_ground(theme: str, ink: str, ground: str) -> None:
    known = colours(theme)
    assert contrast(known[ink], known[ground]) >= 4.5


def test_black_on_white_is_the_largest_contrast() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
