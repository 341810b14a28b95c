"""The verbs of the trail in words (操作名称); a verb without words here shows as it is written."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "person.created": _("person created"),
    "person.role_set": _("role set"),
    "person.deactivated": _("access closed"),
    "session.started": _("signed in"),
    "session.refused": _("sign-in refused"),
    "customers.exported": _("customers exported"),
    "quarantine.exported": _("rejected rows exported"),
    "row.mended": _("row mended"),
    "row.given_up": _("row given up"),
    "rows.given_up": _("rows given up"),
    "rows.retried": _("rows retried"),
    "load.taken": _("delivery taken"),
    "load.refused": _("delivery refused"),
    "load.started": _("load started"),
    "load.stopped": _("load stopped"),
    "run.published": _("figures published"),
    "run.failed": _("day end failed"),
    "run.started": _("day end started"),
    "run.stopped": _("day end stopped"),
    "contact.logged": _("contact logged"),
    "work_item.accepted": _("suggestion accepted"),
    "work_item.snoozed": _("suggestion snoozed"),
    "work_item.dismissed": _("suggestion dismissed"),
    "work_item.finished": _("suggestion done"),
}


def words(verb: str) -> str:
    """Return a verb in the page's language."""
    return str(WORDS.get(verb, verb))


def choices() -> list[tuple[str, str]]:
    """Return the verbs of the filter, by their words."""
    return sorted(((verb, str(text)) for verb, text in WORDS.items()), key=lambda pair: pair[1])
