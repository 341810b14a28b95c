"""How do losses relate to price moves (客户保持率与价格变化之间的关系)? One chart a move, and what may be concluded."""

from typing import Any

from django.utils.translation import gettext as _

from guanxi.book import insights
from guanxi.book.figures import Run
from guanxi.book.scopes import Scope
from guanxi.doors.web.loyalty import told
from guanxi.doors.web.loyalty.told import Figures
from guanxi.kit import days, periods

MONTHS = 24


def context(run: Run, scope: Scope, last: str, chosen: str) -> dict[str, Any]:
    """Return the moves of a scope, the one looked at, and the title that answers."""
    moves = insights.of(run, "price_moves", scope)
    for number, move in enumerate(moves):
        move["key"] = str(number)
        move["name"] = move["product"] or move["product_id"]
        move["is_cut"] = move["price_after"] < move["price_before"]
    sure = [move for move in moves if move["verdict"] == "rose"] or moves
    shown = next((move for move in moves if move["key"] == chosen), sure[0] if sure else None)
    return {
        "moves": moves,
        "move": shown,
        "prices_answer": answer(moves),
        "move_words": conclusion(shown) if shown else "",
        "price_chart": chart(shown, moves, last) if shown else None,
    }


def answer(moves: list[Figures]) -> str:
    """Say after which moves losses rose more among holders."""
    rose = [move for move in moves if move["verdict"] == "rose"]
    if not moves:
        return _("No list price moved enough in 24 months to be compared with losses")
    if not rose:
        return _("After no price move did losses rise more among holders than among others, beyond chance")
    named = [
        _("%(product)s (%(month)s)") % {"product": m["name"], "month": days.month(m["moved_in"], told.language())}
        for m in rose
    ]
    return _("Losses rose more among holders than among others after the move of %(moves)s") % {
        "moves": told.listed(named)
    }


def conclusion(move: Figures) -> str:
    """Say in plain words what may be concluded of one move."""
    if move["verdict"] == "too_few":
        return _("Too few holders closed around this move to conclude anything.")
    values = {
        "before": told.percent(move["holders_before"], 2), "after": told.percent(move["holders_after"], 2),
        "others_before": told.percent(move["others_before"], 2), "others_after": told.percent(move["others_after"], 2),
    }  # fmt: skip
    told_rates = (
        _(
            "Of the holders %(before)s a month closed in the months before and %(after)s after; of all others "
            "%(others_before)s and %(others_after)s."
        )
        % values
    )
    ends = {
        "rose": _("The rise among holders is more than chance. It fits the price; it does not prove it."),
        "fell": _("Holders fared better than others, more than chance. The move did not drive them away."),
        "unclear": _("The difference may be chance: nothing is concluded."),
    }
    return told_rates + ("" if told.side() else " ") + ends[move["verdict"]]


def chart(move: Figures, moves: list[Figures], last: str) -> dict[str, Any]:
    """Return the price and the closing rates of holders and others, month by month."""
    months = periods.trailing(last, MONTHS)
    cells = told.document(move["months"])
    return {
        "months": months,
        "kind": move["price_kind"],
        "price": [cell[0] for cell in cells],
        "priceName": _("fee (right)") if move["price_kind"] == "fee" else _("list rate (right)"),
        "holders": [_rate(cell[2], cell[1]) for cell in cells],
        "others": [_rate(cell[4], cell[3]) for cell in cells],
        "names": [_("holders who closed"), _("others who closed")],
        "moved": [other["moved_in"] for other in moves if other["product_id"] == move["product_id"]],
    }


def _rate(closed: int, there: int) -> float | None:
    return round(closed / there, 6) if there else None
