"""Steps of loads and day ends in words (步骤名称); a step without words here shows as it is written."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

CHECKING = "checking "
WORDS = {
    "reading the delivery": gettext_lazy("reading the delivery"),
    "preparing the book": gettext_lazy("preparing the book"),
    "taking": gettext_lazy("taking"),
    "taken": gettext_lazy("taken"),
    "nothing new": gettext_lazy("nothing new: the same content was taken before"),
    "records": gettext_lazy("bringing back own contacts"),
    "splits": gettext_lazy("joint accounts"),
    "customer_month": gettext_lazy("customer months"),
    "keep_months": gettext_lazy("keeping the months"),
    "sums": gettext_lazy("sums of 24 months"),
    "months": gettext_lazy("24 months side by side"),
    "contacts": gettext_lazy("contacts"),
    "outflow": gettext_lazy("outflow to other banks"),
    "facts": gettext_lazy("facts of customers"),
    "acquisition": gettext_lazy("cost of winning"),
    "wallets": gettext_lazy("wallets"),
    "ranks": gettext_lazy("ranks"),
    "profiles": gettext_lazy("levels, tiers and grades"),
    "customer_figures": gettext_lazy("figures of customers"),
    "concentration": gettext_lazy("concentration"),
    "teams": gettext_lazy("units and managers"),
    "reconciliation": gettext_lazy("reconciliation"),
    "suggestions": gettext_lazy("suggestions"),
    "snapshot": gettext_lazy("writing the figures"),
    "engine": gettext_lazy("engine"),
    "publish": gettext_lazy("publishing"),
    "index": gettext_lazy("indexing"),
    "switch": gettext_lazy("switching over"),
    "published": gettext_lazy("published"),
    "running": gettext_lazy("running"),
}
COUNTS = {
    "customers": gettext_lazy("customers"),
    "suggestions": gettext_lazy("suggestions"),
    "own_contacts": gettext_lazy("own contacts brought back"),
}


def words(step: str) -> str:
    """Return a step in the page's language."""
    if step.startswith(CHECKING):
        return _("checking %(file)s") % {"file": step.removeprefix(CHECKING)}
    if step.startswith("month "):
        return _("customer months of %(period)s") % {"period": step.removeprefix("month ")}
    return str(WORDS.get(step, step))


def counted(name: str) -> str:
    """Return the name of a count in the page's language."""
    return str(COUNTS.get(name, name))
