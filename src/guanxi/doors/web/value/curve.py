"""The whale curve in words and as a chart (鲸鱼曲线): what the title answers, and what the script draws."""

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from guanxi.book.figures import Concentration
from guanxi.kit import amounts

DRAWN = 240


def answer(figures: dict[str, Any]) -> str:
    """Say who makes the profit, in one sentence with figures."""
    top, lost = figures.get("top20_gross_rate"), figures.get("bottom30_loss_rate")
    if top is None:
        return _("Nobody made a profit here in the last 12 months")
    if not lost:
        return _("The best 20 %% of customers make %(top)s of gross profit; nobody takes any of it away again") % {
            "top": _percent(top)
        }
    if lost < 0.005:
        words = _("The best 20 %% of customers make %(top)s of gross profit; the last 30 %% lose less than 1 %% of it")
        return words % {"top": _percent(top)}
    words = _("The best 20 %% of customers make %(top)s of gross profit; the last 30 %% lose %(lost)s of it again")
    return words % {"top": _percent(top), "lost": _("half") if round(lost, 2) == 0.5 else _percent(lost)}


def chart(found: Concentration, span: tuple[int, int]) -> dict[str, Any]:
    """Return what the chart draws (``chart-whale.js``): both curves, three marks, the brushed range."""
    return {
        "points": _drawn(found.curve),
        "prior": _drawn(found.curve_prior),
        "marks": [{"x": x, "y": y, "label": label} for x, y, label in points(found)],
        "range": [span[0] / 100, span[1] / 100],
        "step": 0.01,
        "summary": answer(found.figures),
    }


def points(found: Concentration) -> list[tuple[float, float, str]]:
    """Return the three points of the 20-80-30 rule as places (0–1) with their label."""
    figures = found.figures
    top, peak = figures.get("top20_gross_rate"), figures.get("peak_at_rate")
    marks = []
    if top is not None:
        marks.append((0.2, float(top), _percent(top)))
    if peak is not None and found.curve:
        marks.append(
            (float(peak), _height(found.curve, float(peak)), _("peak at %(place)s") % {"place": _percent(peak)})
        )
    if found.curve:
        end = float(found.curve[-1][1])
        marks.append((1.0, end, _("%(rate)s left") % {"rate": _percent(end)}))
    return marks


def _height(curve: list[list[float]], place: float) -> float:
    return float(min(curve, key=lambda point: abs(point[0] - place))[1])


def _drawn(curve: list[list[float]]) -> list[list[float]]:
    """Thin a curve to what a screen can show, both ends kept, as shares."""
    step = max(1, len(curve) // DRAWN)
    kept = curve[::step] + (curve[-1:] if curve and (len(curve) - 1) % step else [])
    start = [] if kept and kept[0][0] == 0 else [[0.0, 0.0]]
    return start + [[round(point[0], 5), round(point[1], 5)] for point in kept]


def _percent(rate: float) -> str:
    return amounts.percent(rate, get_language() or "en", decimals=0)
