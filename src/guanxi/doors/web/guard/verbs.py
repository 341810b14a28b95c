"""The verbs of the trail in words (操作名称); a verb without words here shows as it is written."""

from django.utils.translation import gettext_lazy as _

#: Facts of an entry in words; names without words here show as they are written.
FACTS = {
    "role": _("role"),
    "unit_id": _("unit"),
    "as_of": _("as of"),
    "customers": _("customers"),
    "delivery": _("delivery"),
    "accepted": _("accepted"),
    "quarantined": _("quarantined"),
    "rows": _("rows"),
    "topic": _("topic"),
    "starts_on": _("in force from"),
    "reason": _("reason"),
    "channel": _("channel"),
    "outcome": _("outcome"),
    "form": _("file"),
    "query": _("filter"),
    "due": _("due"),
    "months": _("months"),
    "own_contacts": _("own contacts"),
    "keys": _("assumptions"),
    "files": _("files"),
    "columns": _("columns"),
    "claims": _("results"),
    "failed": _("do not hold"),
    "is_shared": _("shared"),
    "job": _("background job"),
    "on": _("day"),
    "decision": _("decision"),
}
WORDS = {
    "person.created": _("access opened"),
    "person.role_set": _("role set"),
    "person.deactivated": _("access closed"),
    "person.signed_in": _("signed in"),
    "person.signed_out": _("signed out"),
    "person.session_ended": _("signed out after idling"),
    "person.refused": _("sign-in refused"),
    "customers.exported": _("customers exported"),
    "view.saved": _("list saved as a view"),
    "view.deleted": _("view deleted"),
    "quarantine.exported": _("rejected rows exported"),
    "row.mended": _("row mended"),
    "row.given_up": _("row given up"),
    "row.retried": _("rows checked again"),
    "load.taken": _("delivery taken"),
    "load.restated": _("months restated"),
    "load.started": _("load started"),
    "load.stopped": _("load stopped"),
    "run.published": _("figures published"),
    "run.started": _("day end started"),
    "run.stopped": _("day end stopped"),
    "contact.logged": _("contact logged"),
    "work.accepted": _("suggestion accepted"),
    "work.snoozed": _("suggestion snoozed"),
    "work.dismissed": _("suggestion dismissed"),
    "work.finished": _("suggestion done"),
    "work.reopened": _("suggestion taken back"),
    "work.assigned": _("customers put on work lists"),
    "proof.made": _("results proved"),
    "assumptions.previewed": _("effect of assumptions computed"),
    "assumptions.preview_stopped": _("computing of an effect stopped"),
    "assumptions.drafted": _("assumptions drafted"),
    "assumptions.proposed": _("assumptions submitted"),
    "assumptions.approved": _("assumptions approved"),
    "assumptions.rejected": _("assumptions turned down"),
    "assumptions.withdrawn": _("assumptions withdrawn"),
}


def words(verb: str) -> str:
    """Return a verb in the page's language."""
    return str(WORDS.get(verb, verb))


def choices() -> list[tuple[str, str]]:
    """Return the verbs of the filter, by their words."""
    return sorted(((verb, str(text)) for verb, text in WORDS.items()), key=lambda pair: pair[1])


KINDS = {
    "guard.person": _("person"),
    "desk.contact": _("contact"),
    "desk.workitem": _("line of the work list"),
    "desk.savedview": _("saved view"),
    "intake.load": _("load"),
    "intake.rejected": _("row in quarantine"),
    "book.run": _("day end"),
    "book.customer": _("customer"),
    "book.assumptionversion": _("version of assumptions"),
    "procrastinate.procrastinatejob": _("background job"),
}


def kind(label: str) -> str:
    """Return what kind of object an entry is about."""
    return str(KINDS.get(label, label))
