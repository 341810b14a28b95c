"""What is the norm of the trade (你的行业保持率标准是多少)? Only what the bank has entered with its source."""

from typing import Any

from django.utils.translation import gettext as _

from guanxi.book import insights
from guanxi.book.figures import Run
from guanxi.book.scopes import Scope
from guanxi.doors.web.loyalty import told
from guanxi.guard import rules
from guanxi.guard.people import Person
from guanxi.guard.rules import Action


def context(run: Run, scope: Scope, person: Person) -> dict[str, Any]:
    """Return own rates by kind beside the norm, and the title that answers."""
    rows = [row for row in insights.of(run, "loss_rates", scope) if row["dimension"] == "kind"]
    for row in rows:
        row["name"] = told.member("kind", row["member"])
        row["against"] = _against(row)
    entered = [row for row in rows if row["norm_rate"] is not None]
    answers = [_("%(kind)s: %(words)s") % {"kind": row["name"], "words": row["against"]} for row in entered]
    nothing = _("No norm of the trade has been entered: the bank's own figure stands alone")
    may_enter = rules.is_allowed(person.role, Action.PROPOSE_ASSUMPTIONS)
    answer = _("; ").join(answers) if answers else nothing
    return {"norms": rows, "norm_answer": answer, "may_enter_norm": may_enter}


def _against(row: told.Figures) -> str:
    """Say whether the interval of the own rate lies above, around or below the norm."""
    norm = row["norm_rate"]
    if norm is None or row["loss_low"] is None:
        return ""
    if row["loss_low"] > norm:
        return _("more losses than the norm of %(norm)s") % {"norm": told.percent(norm)}
    if row["loss_high"] < norm:
        return _("fewer losses than the norm of %(norm)s") % {"norm": told.percent(norm)}
    return _("around the norm of %(norm)s") % {"norm": told.percent(norm)}
